namespace Zoo;

/// <summary>A convolution, batch normalisation and ReLU, as torchvision's GoogLeNet has them; the image keeps its size unless there is a stride.</summary>
[Block("width", "kernel = 1", "stride = 1")]
[Conv2D("width", Kernel = "kernel", Stride = "stride", Padding = "kernel / 2", Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 0.001f, Name = "bn"), ReLU]
public abstract class BasicConv2d;
