namespace Adjoint.Benchmarks.Networks;

/// <summary>Two 3×3 convolutions and a way around them (He, Zhang, Ren and Sun, 2015).</summary>
[Block("width", "stride = 1")]
[As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("width", Stride = "stride"), Add("main"), ReLU]
public abstract class ResidualBlock;
