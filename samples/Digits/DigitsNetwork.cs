namespace Digits;

[Network, Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class DigitsNetwork;
