namespace Inspect;

[Network, Input(4)]
[Dense(8), ReLU]
[Dense(3)]
[CrossEntropy]
public sealed partial class Iris;
