namespace Adjoint.Tests.Samples;

[Network, Input(2)]
[Dense(16), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class Sectors;

[Network, Input(2)]
[Dense(64, Name = "hidden", Init = Initializer.KaimingNormal), ReLU]
[Dropout(0.2f)]
[Dense(3, Name = "head")]
[CrossEntropy(LabelSmoothing = 0.1f)]
public sealed partial class CautiousSectors;

[Network, Input(3)]
[Dense(8), SiLU]
[Dense(2)]
[MeanSquaredError]
public sealed partial class Curve;

[Network, Input(3, 32, 32)]
[Flatten, Dense(64), ReLU]
[Dense(10)]
[CrossEntropy(Targets = Targets.Probabilities)]
public sealed partial class Shapes;
