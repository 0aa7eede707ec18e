namespace Adjoint.Tests.Training;

/// <summary>Dense layers large enough for few rows to be trained one by one, of sizes that leave rests.</summary>
[Network, Input(70)]
[Dense(300), GELU, Dense(133), PReLU, LayerNorm, Dense(49, Bias = false), Tanh, Dense(3), ReLU, Dense(17)]
[CrossEntropy(IgnoreIndex = -1)]
internal sealed partial class FewDense;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(70)]
[Dense(300), GELU, Dense(133), PReLU, LayerNorm, Dense(49, Bias = false), Tanh, Dense(3), ReLU, Dense(17)]
[CrossEntropy(IgnoreIndex = -1)]
internal sealed partial class FewDenseInDouble;

/// <summary>Convolutions with padding, strides and dilation, pooling of both kinds, and a sum of two branches.</summary>
[Network, Input(3, 21, 20)]
[Conv2D(7, Kernel = 5, Padding = 2), ReLU, MaxPool2D(2), As("x")]
[Conv2D(18, Kernel = 3, Stride = 2, Padding = 1), Tanh, Conv2D(7, Kernel = 3, Dilation = 2, Padding = 2, Bias = false), As("y")]
[From("x"), AveragePool2D(2), Add("y"), ELU, Conv2D(11, Kernel = 3, Stride = 2, Dilation = 2, Padding = 3), Conv2D(33, Kernel = 1), ReLU, MaxPool2D(3, Stride = 1), Flatten, Dense(5)]
[MeanSquaredError]
internal sealed partial class FewImages;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(3, 21, 20)]
[Conv2D(7, Kernel = 5, Padding = 2), ReLU, MaxPool2D(2), As("x")]
[Conv2D(18, Kernel = 3, Stride = 2, Padding = 1), Tanh, Conv2D(7, Kernel = 3, Dilation = 2, Padding = 2, Bias = false), As("y")]
[From("x"), AveragePool2D(2), Add("y"), ELU, Conv2D(11, Kernel = 3, Stride = 2, Dilation = 2, Padding = 3), Conv2D(33, Kernel = 1), ReLU, MaxPool2D(3, Stride = 1), Flatten, Dense(5)]
[MeanSquaredError]
internal sealed partial class FewImagesInDouble;
