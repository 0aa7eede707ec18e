namespace Zoo;

/// <summary>
/// The residual block of three convolutions, of which the middle one sees a quarter of the channels (He et al., 2015), with the stride on the 3×3
/// convolution as torchvision has it. It halves the image where it doubles the channels, unless it is told a stride.
/// </summary>
[Block("width", "stride = 4 * width / channels")]
[As("in"), Conv2D("width", Kernel = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("4 * width", Kernel = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("4 * width", Stride = "stride")]
[Add("main"), ReLU]
public abstract class Bottleneck;
