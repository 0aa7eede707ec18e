using Adjoint.Tool;

return Commands.Run(args);
