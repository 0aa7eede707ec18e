namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// Convolutions with every option, alone and together. Most come in pairs: the second has an input gradient, and the first what comes through it.
/// n stands for a size, as in <see cref="OperatorSamples"/>.
/// </summary>
internal static class ConvolutionSamples
{
    public static string[] Conv1D { get; } =
    [
        "Input(2, 7), Conv1D(n, Kernel = 3), Tanh, Conv1D(2, Kernel = 2), MeanSquaredError",
        "Input(n, 6), Conv1D(3, Kernel = 3, Padding = 1), Tanh, Conv1D(n, Kernel = 4, Stride = 2, Padding = 2, Bias = false), MeanSquaredError",
        "Input(2, 90), Conv1D(n, Kernel = 5, Padding = 4, Dilation = 2), Tanh, Conv1D(2, Kernel = 3, Stride = 3, Same = false), MeanSquaredError",
        "Input(n, 5), Conv1D(n, Kernel = 3, Groups = n, Padding = 1), Tanh, Conv1D(2, Kernel = 2, Same = true), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 5), Conv1D(n, Kernel = 3), Tanh, Conv1D(n, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Reflect), MeanSquaredError",
    ];

    public static string[] Conv2D { get; } =
    [
        // No padding; an image that vectors do not divide.
        "Input(2, 5, 4), Conv2D(n, Kernel = 3), Tanh, Conv2D(2, Kernel = 2), MeanSquaredError",
        "Input(1, 6, 7), Conv2D(n, Kernel = 5, Bias = false), Tanh, Conv2D(n, Kernel = 2), Flatten, Dense(2), MeanSquaredError",
        // Padding on all sides, by number, by list and by Same; windows that lie in the padding alone.
        "Input(n, 3, 4), Conv2D(3, Kernel = 3, Padding = 1), Tanh, Conv2D(n, Kernel = 3, Padding = 1, Bias = false), MeanSquaredError",
        "Input(2, 4, 5), Conv2D(n, Kernels = new[] { 1, 3 }, Paddings = new[] { 0, 2 }), Tanh, Conv2D(2, Kernels = new[] { 3, 1 }, Paddings = new[] { 2, 0 }), MeanSquaredError",
        "Input(2, 4, 3), Conv2D(n, Kernel = 4, Same = true), Tanh, Conv2D(2, Kernel = 3, Dilation = 2, Same = true), MeanSquaredError",
        "Input(2, 2, 3), Conv2D(n, Kernel = 2, Padding = 3), Tanh, Conv2D(2, Kernel = 2, Padding = 3, Stride = 3), MeanSquaredError",
        // One tap.
        "Input(2, 3, 3), Conv2D(n, Kernel = 1), Tanh, Conv2D(3, Kernel = 1, Stride = 2), Tanh, Conv2D(2, Kernel = 1, Padding = 1), MeanSquaredError",
        // Strides, dilations, and both with and without a common divisor.
        "Input(2, 7, 6), Conv2D(n, Kernel = 3, Stride = 2, Padding = 1), Tanh, Conv2D(2, Kernel = 2, Stride = 3, Padding = 1), MeanSquaredError",
        "Input(2, 8, 7), Conv2D(n, Kernel = 3, Dilation = 2), Tanh, Conv2D(2, Kernel = 2, Dilation = 3, Stride = 2, Padding = 2), MeanSquaredError",
        "Input(1, 9, 8), Conv2D(n, Kernel = 2), Tanh, Conv2D(2, Kernel = 3, Dilation = 2, Stride = 2, Padding = 1), Tanh, Conv2D(2, Kernel = 2, Dilation = 2, Strides = new[] { 3, 4 }, Padding = 2), MeanSquaredError",
        "Input(1, 7, 7), Conv2D(2, Kernel = 2), Tanh, Conv2D(n, Kernels = new[] { 3, 2 }, Strides = new[] { 4, 6 }, Dilations = new[] { 2, 4 }, Padding = 2), MeanSquaredError",
        // Groups, and groups of one channel with one and with several outputs.
        "Input(4, 4, 4), Conv2D(6, Kernel = 3, Groups = 2, Padding = 1), Tanh, Conv2D(8, Kernel = 2, Groups = 2, Stride = 2), Flatten, Dense(n), MeanSquaredError",
        "Input(1, 4, 5), Conv2D(n, Kernel = 1), Tanh, Conv2D(n, Kernel = 3, Groups = n, Padding = 1), Tanh, Conv2D(n, Kernel = 2, Groups = n, Stride = 2, Bias = false), MeanSquaredError",
        "Input(3, 4, 4), Conv2D(3, Kernel = 2), Tanh, Conv2D(12, Kernel = 2, Groups = 3), Flatten, Dense(n), MeanSquaredError",
        // Rows wide enough for vectors over positions: depthwise, with one output, and with one output in each group of several channels.
        "Input(n, 2, 21), Conv2D(n, Kernel = 3, Groups = n, Padding = 1), Tanh, Conv2D(1, Kernel = 2), Flatten, Dense(2), MeanSquaredError",
        "Input(4, 3, 9), Conv2D(2, Kernel = 3, Groups = 2, Padding = 2, Dilation = 2), Tanh, Conv2D(2, Kernel = 5, Groups = 2, Padding = 1), Flatten, Dense(n), MeanSquaredError",
        // The same with few channels, rows of whole vectors, and rows whose last vector is narrower or overlaps.
        "Input(2, 3, 41), Conv2D(n, Kernel = 2), Tanh, Conv2D(7, Kernels = new[] { 1, 18 }), Flatten, Dense(2), MeanSquaredError",
        // Sums in slices of channels, tiles inside and outside of the positions.
        "Input(1, 2, 3), Conv2D(n, Kernel = 1), Tanh, Conv2D(n, Kernel = 3, Padding = 1), Flatten, Dense(2), MeanSquaredError",
        "Input(1, 2, 2), Conv2D(33, Kernel = 1), Tanh, Conv2D(70, Kernel = 3, Padding = 1), Flatten, Dense(n), MeanSquaredError",
        // Gradients that are added to others: at once, and after a formula, which a sum in slices cannot do.
        "Input(2, 2, 2), Conv2D(18, Kernel = 1), As(\"a\"), Conv2D(18, Kernel = 3, Padding = 1), Add(\"a\"), Flatten, Dense(n), MeanSquaredError",
        "Input(2, 2, 2), Conv2D(18, Kernel = 1), As(\"a\"), ReLU, Conv2D(18, Kernel = 3, Padding = 1), Add(\"a\"), Flatten, Dense(n), MeanSquaredError",
        "Input(2, 3, 3), Conv2D(3, Kernel = 1), As(\"a\"), ReLU, Conv2D(3, Kernel = 3, Padding = 1), Add(\"a\"), Flatten, Dense(n), MeanSquaredError",
        // Padding with the image's own values.
        "Input(2, 3, 4), Conv2D(n, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Reflect), Tanh, Conv2D(2, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Circular), MeanSquaredError",
        "Input(1, 3, 3), Conv2D(2, Kernel = 2), Tanh, Conv2D(n, Kernel = 4, Same = true, PaddingMode = PaddingMode.Replicate), Tanh, Conv2D(2, Kernels = new[] { 1, 2 }, Stride = 2, Paddings = new[] { 0, 1 }, PaddingMode = PaddingMode.Reflect), MeanSquaredError",
        // A weight gradient in strips.
        "Input(1, 12, 19), Conv2D(2, Kernel = 3, Padding = 1), Tanh, Conv2D(3, Kernel = 3, Padding = 1, Stride = 2), Flatten, Dense(n), MeanSquaredError",
        "Input(1, 17, 16), Conv2D(2, Kernels = new[] { 2, 6 }), Tanh, Conv2D(3, Kernels = new[] { 3, 7 }, Padding = 1), Flatten, Dense(n), MeanSquaredError",
    ];

    public static string[] ConvTranspose2D { get; } =
    [
        "Input(2, 3, 4), ConvTranspose2D(n, Kernel = 3), Tanh, ConvTranspose2D(2, Kernel = 2, Bias = false), MeanSquaredError",
        "Input(n, 3, 2), ConvTranspose2D(3, Kernel = 4, Stride = 2, Padding = 1), Tanh, ConvTranspose2D(n, Kernel = 3, Stride = 3, Padding = 1, OutputPadding = 2), MeanSquaredError",
        "Input(4, 2, 3), ConvTranspose2D(n, Kernels = new[] { 2, 3 }, Dilations = new[] { 3, 2 }, Stride = 2, Padding = 1, OutputPadding = 1), Tanh, ConvTranspose2D(2, Kernel = 1), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 2, 18), ConvTranspose2D(n, Kernel = 3, Padding = 1), Tanh, ConvTranspose2D(2, Kernel = 2, Dilation = 2, Padding = 1), Flatten, Dense(2), MeanSquaredError",
        "Input(4, 2, 3), ConvTranspose2D(6, Kernel = 2, Groups = 2, Stride = 2), Tanh, Conv2D(6, Kernel = 2, Groups = 6), ConvTranspose2D(6, Kernel = 3, Groups = 6), Flatten, Dense(n), MeanSquaredError",
    ];

    public static string[] Conv3D { get; } =
    [
        "Input(1, 3, 4, 3), Conv3D(n, Kernel = 2), Tanh, Conv3D(2, Kernel = 2), MeanSquaredError",
        "Input(2, 2, 3, 3), Conv3D(n, Kernel = 3, Padding = 1), Tanh, Conv3D(2, Kernels = new[] { 1, 2, 3 }, Strides = new[] { 2, 1, 2 }, Same = false, Padding = 1), MeanSquaredError",
        "Input(2, 5, 5, 4), Conv3D(4, Kernel = 2, Groups = 2, Stride = 2), Tanh, Conv3D(4, Kernel = 2, Groups = 4, Same = true), Flatten, Dense(n), MeanSquaredError",
        "Input(1, 2, 3, 2), Conv3D(3, Kernel = 1), Tanh, Conv3D(n, Kernel = 2, Padding = 1, PaddingMode = PaddingMode.Circular), MeanSquaredError",
    ];
}
