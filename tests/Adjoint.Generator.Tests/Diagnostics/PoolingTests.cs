namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class PoolingTests
{
    [Theory]
    [InlineData("Input(784), {|ADJ0303:MaxPool2D(2)|}", "MaxPool2D needs an input of channels×height×width, but the input gives 784; insert Reshape(1, 28, 28) before it")]
    [InlineData(
        "Input(1, 28, 28), {|ADJ0303:AveragePool1D(2)|}",
        "AveragePool1D needs an input of channels×length, but the input gives 1×28×28; insert Reshape(1, 784) before it")]
    [InlineData(
        "Input(3, 8), Dense(4, Name = \"fc\"), {|ADJ0303:GlobalAveragePool2D|}",
        "GlobalAveragePool2D needs an input of channels×height×width, but 'fc' gives 3×4; insert Reshape(1, 3, 4) before it")]
    [InlineData(
        "Input(3), {|ADJ0303:AdaptiveAveragePool2D(2)|}",
        "AdaptiveAveragePool2D needs an input of channels×height×width, but the input gives 3; insert Reshape before it, with 3 sizes")]
    public void An_input_of_another_rank(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData("MaxPool2D({|ADJ0203:7|})", "A window of 'pool1' covers 7 positions, but its axis has 5 (the input gives 3×5×6); choose a kernel of 5 or less, or write Padding = 1")]
    [InlineData("MaxPool2D(2, {|ADJ0203:9|})", "A window of 'pool1' covers 9 positions, but its axis has 6 (the input gives 3×5×6); choose a kernel of 6 or less")]
    [InlineData(
        "MaxPool2D({|ADJ0203:3|}, Padding = 1, Dilation = 4)",
        "A window of 'pool1' covers 9 positions, but its axis with its padding has 7 (the input gives 3×5×6); choose a kernel of 2 or less")]
    [InlineData("MaxPool2D(2), AveragePool2D({|ADJ0203:3|})", "A window of 'pool2' covers 3 positions, but its axis has 2 ('pool1' gives 3×2×3); choose a kernel of 2 or less, or write Padding = 1")]
    public void A_window_that_does_not_fit(string layers, string message) => Says("Input(3, 5, 6), " + layers, message);

    [Theory]
    [InlineData("MaxPool2D(3, Padding = {|ADJ0205:2|})", "Padding 2 of 'pool1' is more than half of its kernel, 3; write at most 1")]
    [InlineData("AveragePool2D(2, 4, Padding = {|ADJ0205:2|})", "Padding 2 of 'pool1' is more than half of its kernel, 2; write at most 1")]
    [InlineData("MaxPool2D(3, Paddings = new[] { 1, {|ADJ0205:2|} })", "Padding 2 of 'pool1' is more than half of its kernel, 3; write at most 1")]
    public void A_padding_above_half_the_window(string layers, string message) => Says("Input(3, 5, 6), " + layers, message);

    [Theory]
    [InlineData("MaxPool2D({|ADJ0211:0|})", "'pool1' has no kernel size; write MaxPool2D(2)")]
    [InlineData("MaxPool2D(2, {|ADJ0211:-1|})", "The kernel of 'pool1' must be at least 1, but is -1; write a value in that range")]
    [InlineData("MaxPool2D(2, Stride = {|ADJ0211:0|})", "The stride of 'pool1' must be at least 1, but is 0; write Stride = 2")]
    [InlineData("MaxPool2D(2, Padding = {|ADJ0211:-1|})", "The padding of 'pool1' must be at least 0, but is -1; write Padding = 0")]
    [InlineData("MaxPool2D(2, Dilations = new[] { 1, {|ADJ0211:0|} })", "The dilation of 'pool1' must be at least 1, but is 0; write Dilation = 1")]
    [InlineData(
        "MaxPool2D(2, Strides = {|ADJ0211:new[] { 1, 2, 3 }|})",
        "The length of the list 'Strides' of 'pool1' must be 2, a number for each axis after the channels, but is 3; write a value in that range")]
    [InlineData(
        "{|ADJ0211:MaxPool2D(1, 2, 3)|}",
        "The length of the list 'kernel' of 'pool1' must be 2, a number for each axis after the channels, but is 3; write a value in that range")]
    [InlineData("{|ADJ0211:MaxPool2D()|}", "'pool1' has no kernel size; write MaxPool2D(2)")]
    [InlineData("AdaptiveAveragePool2D(2, {|ADJ0211:0|})", "A size of 'pool1' must be at least 1, but is 0; write a value in that range")]
    [InlineData("{|ADJ0211:AdaptiveAveragePool2D(2, 3, 4)|}", "The number of sizes of 'pool1' must be 1 or 2, for height and width, but is 3; write a value in that range")]
    [InlineData("Mean(1, {|ADJ0211:1|})", "'mean1' names axis 1 twice; name each axis once")]
    [InlineData("Mean(1, {|ADJ0211:-2|})", "'mean1' names axis -2 twice; name each axis once")]
    public void An_argument_out_of_range(string layers, string message) => Says("Input(3, 5, 6), " + layers, message);

    [Theory]
    [InlineData("Mean({|ADJ0319:3|})", "'mean1' has no axis 3: the input gives 3×5×6, with 3 axes; write an axis from -3 to 2")]
    [InlineData("Max(0, {|ADJ0319:-4|}, KeepAxes = true)", "'max1' has no axis -4: the input gives 3×5×6, with 3 axes; write an axis from -3 to 2")]
    [InlineData("Flatten, Sum({|ADJ0319:1|})", "'sum1' has no axis 1: 'flatten1' gives 90, with 1 axes; write an axis from -1 to 0")]
    public void An_axis_that_is_not_there(string layers, string message) => Says("Input(3, 5, 6), " + layers, message);

    private static void Says(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);
}
