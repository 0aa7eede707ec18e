namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>A network whose files are read.</summary>
[Network, Input(3)]
[Dense(4, Name = "fc1", Bias = false), BatchNorm(Name = "bn"), ReLU]
[Dense(2, Name = "head")]
[CrossEntropy]
public sealed partial class Small;
