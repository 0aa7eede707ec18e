namespace Adjoint.Tests.Training;

/// <summary>Layers of sizes that leave each kind of rest in register tiles.</summary>
[Network, Input(7)]
[Dense(33), GELU, Dense(5), Tanh, Dense(18), GELU, Dense(3), Tanh, Dense(50), ELU, Dense(4), Tanh, Dense(2), Tanh, Dense(17), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class DenseSizes;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(7)]
[Dense(33), GELU, Dense(5), Tanh, Dense(18), GELU, Dense(3), Tanh, Dense(50), ELU, Dense(4), Tanh, Dense(2), Tanh, Dense(17), Tanh, Dense(1)]
[MeanSquaredError]
internal sealed partial class DenseSizesInDouble;

/// <summary>Channels of such sizes: plain, strided, in groups, one by one, and transposed.</summary>
[Network, Input(3, 9, 7)]
[Conv2D(7, Kernel = 3, Padding = 1), Tanh, Conv2D(4, Kernel = 3, Stride = 2), GELU, Conv2D(6, Kernel = 1), Tanh, Conv2D(6, Kernel = 3, Padding = 1, Groups = 6), Tanh]
[Conv2D(10, Kernel = 2, Groups = 2), Tanh, ConvTranspose2D(5, Kernel = 3, Stride = 2), Tanh, Flatten, Dense(3)]
[MeanSquaredError]
internal sealed partial class ChannelSizes;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(3, 9, 7)]
[Conv2D(7, Kernel = 3, Padding = 1), Tanh, Conv2D(4, Kernel = 3, Stride = 2), GELU, Conv2D(6, Kernel = 1), Tanh, Conv2D(6, Kernel = 3, Padding = 1, Groups = 6), Tanh]
[Conv2D(10, Kernel = 2, Groups = 2), Tanh, ConvTranspose2D(5, Kernel = 3, Stride = 2), Tanh, Flatten, Dense(3)]
[MeanSquaredError]
internal sealed partial class ChannelSizesInDouble;

/// <summary>Heads and steps of such sizes.</summary>
[Network, Input(19, 15)]
[TransformerEncoder(1, 3, Dropout = 0), LSTM(11), Dense(2)]
[MeanSquaredError]
internal sealed partial class StepSizes;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(19, 15)]
[TransformerEncoder(1, 3, Dropout = 0), LSTM(11), Dense(2)]
[MeanSquaredError]
internal sealed partial class StepSizesInDouble;
