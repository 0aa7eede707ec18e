namespace Zoo;

/// <summary>
/// The network of AlphaGo Zero (Silver et al., 2017), with a small tower: from seventeen planes of a board to the logits of 362 moves, one of them to pass, and
/// to who wins.
/// </summary>
[Network, Input("board", 17, 19, 19)]
[Conv2D(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, Repeat<BasicBlock>(4, 32, Name = "tower")]
[Conv2D(2, Kernel = 1, Bias = false, Name = "policy.conv"), BatchNorm(Name = "policy.bn"), ReLU, Flatten, Dense(362, Name = "policy.fc"), Output("moves")]
[From("tower"), Conv2D(1, Kernel = 1, Bias = false, Name = "value.conv"), BatchNorm(Name = "value.bn"), ReLU]
[Flatten, Dense(64, Name = "value.fc1"), ReLU, Dense(1, Name = "value.fc2"), Tanh, Output("winner")]
[CrossEntropy(On = "moves", Targets = Targets.Probabilities), MeanSquaredError(On = "winner")]
public sealed partial class AlphaZero;
