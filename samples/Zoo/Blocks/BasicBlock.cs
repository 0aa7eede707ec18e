namespace Zoo;

/// <summary>
/// The residual block of two 3×3 convolutions (He et al., 2015). It halves the image where it doubles the channels, unless it is told a stride.
/// </summary>
[Block("width", "stride = width / channels")]
[As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("width", Stride = "stride")]
[Add("main"), ReLU]
public abstract class BasicBlock;
