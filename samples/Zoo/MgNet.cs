namespace Zoo;

/// <summary>
/// MgNet (He and Xu, 2019), small: a multigrid method for A u = f whose operators are trained. Each level begins with u and f of the level above, each restricted
/// by a convolution of its own. The solution on the coarsest level tells the classes apart.
/// </summary>
[Network, Input(3, 32, 32)]
[Conv2D(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, As("f1"), Subtract("f1"), As("u1")] // u = 0
[Use<MgLevel>(From = new[] { "u1", "f1" }, Name = "level1"), Use<Restriction>, As("u2"), Use<Restriction>(From = new[] { "f1" }), As("f2")]
[Use<MgLevel>(From = new[] { "u2", "f2" }, Name = "level2"), Use<Restriction>, As("u3"), Use<Restriction>(From = new[] { "f2" }), As("f3")]
[Use<MgLevel>(From = new[] { "u3", "f3" }, Name = "level3"), Use<Restriction>, As("u4"), Use<Restriction>(From = new[] { "f3" }), As("f4")]
[Use<MgLevel>(From = new[] { "u4", "f4" }, Name = "level4")]
[GlobalAveragePool2D, Dense(10, Name = "fc")]
[CrossEntropy]
public sealed partial class MgNet;
