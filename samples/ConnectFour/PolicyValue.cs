namespace ConnectFour;

/// <summary>Two convolutions and a way around them (He, Zhang, Ren and Sun, 2015).</summary>
[Block("width")]
[As("in"), Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, Add("in"), ReLU]
public abstract class TowerBlock;

/// <summary>The network of AlphaGo Zero (Silver et al., 2017), small: one tower, the logits of the seven columns, and who wins.</summary>
[Network, Input("board", 2, 6, 7)]
[Conv2D(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, Repeat<TowerBlock>(2, 32, Name = "tower")]
[Conv2D(4, Kernel = 1, Bias = false), BatchNorm, ReLU, Flatten, Dense(7, Name = "policy"), Output("moves")]
[From("tower"), Conv2D(2, Kernel = 1, Bias = false), BatchNorm, ReLU, Flatten, Dense(32), ReLU, Dense(1, Name = "value"), Tanh, Output("winner")]
[CrossEntropy(On = "moves", Targets = Targets.Probabilities), MeanSquaredError(On = "winner")]
public sealed partial class PolicyValue;
