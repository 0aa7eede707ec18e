namespace Zoo;

/// <summary>LeNet-5 (LeCun et al., 1998), in the form that is taught today: ReLU for the sigmoids, the maximum for the trained average.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, Kernel = 5), ReLU, MaxPool2D(2)]
[Conv2D(16, Kernel = 5), ReLU, MaxPool2D(2)]
[Flatten, Dense(120), ReLU, Dense(84), ReLU, Dense(10)]
[CrossEntropy]
public sealed partial class LeNet5;
