namespace Zoo;

/// <summary>ResNet-152 (He et al., 2015), as torchvision has it.</summary>
[Network, Input(3, 224, 224)]
[Conv2D(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)]
[Repeat<Bottleneck>(3, 64, 1, Name = "layer1")]
[Repeat<Bottleneck>(8, 128, Name = "layer2")]
[Repeat<Bottleneck>(36, 256, Name = "layer3")]
[Repeat<Bottleneck>(3, 512, Name = "layer4")]
[GlobalAveragePool2D, Dense(1000, Name = "fc")]
[CrossEntropy]
public sealed partial class ResNet152;
