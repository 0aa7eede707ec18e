namespace Zoo;

/// <summary>GoogLeNet (Szegedy et al., 2014), as torchvision has it: with batch normalisation, here without the auxiliary heads.</summary>
[Network, Input(3, 224, 224)]
[Use<BasicConv2d>(64, 7, 2, Name = "conv1"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Use<BasicConv2d>(64, Name = "conv2"), Use<BasicConv2d>(192, 3, Name = "conv3"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Use<Inception>(64, 96, 128, 16, 32, 32, Name = "inception3a")]
[Use<Inception>(128, 128, 192, 32, 96, 64, Name = "inception3b"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Use<Inception>(192, 96, 208, 16, 48, 64, Name = "inception4a")]
[Use<Inception>(160, 112, 224, 24, 64, 64, Name = "inception4b")]
[Use<Inception>(128, 128, 256, 24, 64, 64, Name = "inception4c")]
[Use<Inception>(112, 144, 288, 32, 64, 64, Name = "inception4d")]
[Use<Inception>(256, 160, 320, 32, 128, 128, Name = "inception4e"), MaxPool2D(2, CeilMode = true)]
[Use<Inception>(256, 160, 320, 32, 128, 128, Name = "inception5a")]
[Use<Inception>(384, 192, 384, 48, 128, 128, Name = "inception5b")]
[GlobalAveragePool2D, Dropout(0.2f), Dense(1000, Name = "fc")]
[CrossEntropy]
public sealed partial class GoogLeNet;
