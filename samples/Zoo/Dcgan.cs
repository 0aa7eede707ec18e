namespace Zoo;

/// <summary>The generator of DCGAN (Radford et al., 2015), as PyTorch's tutorial has it: an image out of a hundred random numbers. It has no loss of its own.</summary>
[Network, Input(100, 1, 1)]
[ConvTranspose2D(512, Kernel = 4, Bias = false, Name = "main.0"), BatchNorm(Name = "main.1"), ReLU]
[ConvTranspose2D(256, Kernel = 4, Stride = 2, Padding = 1, Bias = false, Name = "main.3"), BatchNorm(Name = "main.4"), ReLU]
[ConvTranspose2D(128, Kernel = 4, Stride = 2, Padding = 1, Bias = false, Name = "main.6"), BatchNorm(Name = "main.7"), ReLU]
[ConvTranspose2D(64, Kernel = 4, Stride = 2, Padding = 1, Bias = false, Name = "main.9"), BatchNorm(Name = "main.10"), ReLU]
[ConvTranspose2D(3, Kernel = 4, Stride = 2, Padding = 1, Bias = false, Name = "main.12"), Tanh]
public sealed partial class Dcgan;
