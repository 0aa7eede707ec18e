namespace Zoo;

/// <summary>ResNet-18 (He et al., 2015), as torchvision has it.</summary>
[Network, Input(3, 224, 224)]
[Conv2D(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)]
[Repeat<BasicBlock>(2, 64, Name = "layer1")]
[Repeat<BasicBlock>(2, 128, Name = "layer2")]
[Repeat<BasicBlock>(2, 256, Name = "layer3")]
[Repeat<BasicBlock>(2, 512, Name = "layer4")]
[GlobalAveragePool2D, Dense(1000, Name = "fc")]
[CrossEntropy]
public sealed partial class ResNet18;
