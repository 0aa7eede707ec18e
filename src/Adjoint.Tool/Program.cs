using System.CommandLine;
using System.Text;
using Adjoint.Tool.Commands;

Console.OutputEncoding = Encoding.UTF8;
return Tool.Run(args, Console.Out, Console.Error);
