namespace Zoo;

/// <summary>
/// MgNet (He and Xu, 2019), small: a multigrid method for A u = f whose operators are trained. Each level begins with u and f of the level above, restricted by
/// convolutions of their own: one with two groups. The solution on the coarsest level tells the classes apart.
/// </summary>
[Network, Input(3, 32, 32)]
[Conv2D(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, As("f")]
[Subtract("f"), Concat("f")] // u = 0
[Use<MgLevel>(Name = "level1"), Conv2D(64, Kernel = 3, Stride = 2, Padding = 1, Groups = 2, Bias = false, Name = "restrict1")]
[Use<MgLevel>(Name = "level2"), Conv2D(64, Kernel = 3, Stride = 2, Padding = 1, Groups = 2, Bias = false, Name = "restrict2")]
[Use<MgLevel>(Name = "level3"), Conv2D(64, Kernel = 3, Stride = 2, Padding = 1, Groups = 2, Bias = false, Name = "restrict3")]
[Use<MgLevel>(Name = "level4")]
[Slice(0, 0, 32), GlobalAveragePool2D, Dense(10, Name = "fc")]
[CrossEntropy]
public sealed partial class MgNet;
