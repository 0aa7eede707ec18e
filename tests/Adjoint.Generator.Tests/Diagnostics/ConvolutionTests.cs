namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData("Input(784), {|ADJ0303:Conv2D(6, Kernel = 5)|}", "Conv2D needs an input of channels×height×width, but the input gives 784; insert Reshape(1, 28, 28) before it")]
    [InlineData(
        "Input(1, 28, 28), {|ADJ0303:Conv1D(6, Kernel = 5)|}", "Conv1D needs an input of channels×length, but the input gives 1×28×28; insert Reshape(1, 784) before it")]
    [InlineData(
        "Input(1, 8, 8), Flatten, Dense(8), {|ADJ0303:Conv3D(2, Kernel = 1)|}",
        "Conv3D needs an input of channels×depth×height×width, but 'dense1' gives 8; insert Reshape before it, with 4 sizes")]
    [InlineData(
        "Input(7), {|ADJ0303:ConvTranspose2D(2, Kernel = 1)|}",
        "ConvTranspose2D needs an input of channels×height×width, but the input gives 7; insert Reshape before it, with 3 sizes")]
    public void An_input_of_another_rank(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Theory]
    [InlineData(
        "Conv2D(6, Kernel = {|ADJ0203:7|})", "A window of 'conv1' covers 7 positions, but its axis has 5 (the input gives 4×5×6); choose a kernel of 5 or less, or write Padding = 1")]
    [InlineData(
        "Conv2D(6, Kernels = new[] { 5, {|ADJ0203:7|} })",
        "A window of 'conv1' covers 7 positions, but its axis has 6 (the input gives 4×5×6); choose a kernel of 6 or less, or write Padding = 1")]
    [InlineData(
        "Conv2D(6, Kernel = 3), Conv2D(2, Kernel = 3, Dilation = {|ADJ0203:4|}, Padding = 2)",
        "A window of 'conv2' covers 9 positions, but its axis with its padding has 7 ('conv1' gives 6×3×4); choose a dilation of 3 or less, or write Padding = 3")]
    public void A_kernel_that_does_not_fit(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData(
        "Conv2D(6, Kernel = 3, Groups = {|ADJ0204:4|})",
        "Groups = 4 of 'conv1' must divide the 4 channels that the input gives and the 6 of its output; use one of 1, 2")]
    [InlineData(
        "Conv2D(9, Kernel = 3, Groups = {|ADJ0204:3|})",
        "Groups = 3 of 'conv1' must divide the 4 channels that the input gives and the 9 of its output; use one of 1")]
    [InlineData(
        "ConvTranspose2D(8, Kernel = 3, Groups = {|ADJ0204:0|})",
        "Groups = 0 of 'convTranspose1' must divide the 4 channels that the input gives and the 8 of its output; use one of 1, 2, 4")]
    public void Groups_that_do_not_divide(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData("Conv2D({|ADJ0201:0|}, Kernel = 3)", "'conv1' has 0 channels, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("{|ADJ0211:Conv2D(6)|}", "'conv1' has no kernel size; write Kernel = 3")]
    [InlineData("Conv2D(6, Kernel = {|ADJ0211:-1|})", "The kernel of 'conv1' must be from 1 to 10000000, but is -1; write Kernel = 3")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Stride = {|ADJ0211:0|})", "The stride of 'conv1' must be from 1 to 10000000, but is 0; write Stride = 1")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Dilation = {|ADJ0211:0|})", "The dilation of 'conv1' must be from 1 to 10000000, but is 0; write Dilation = 1")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Padding = {|ADJ0211:-1|})", "The padding of 'conv1' must be from 0 to 10000000, but is -1; write Padding = 0")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Paddings = new[] { 1, {|ADJ0211:-1|} })",
        "The padding of 'conv1' along its width must be from 0 to 10000000, but is -1; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernels = {|ADJ0211:new[] { 1, 2, 3 }|})", "The number of Kernels of 'conv1' must be 2, one for each axis, but is 3; write a value in that range")]
    [InlineData("Conv2D(6, Kernel = 3, Init = {|ADJ0211:(Initializer)77|})", "The initializer of 'conv1' must be a member of Initializer, but is 77; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernel = 3, PaddingMode = {|ADJ0211:(PaddingMode)9|})", "The padding mode of 'conv1' must be a member of PaddingMode, but is 9; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Same = true, Stride = {|ADJ0211:2|})", "The stride of 'conv1' must be 1 where Same is set, but is 2; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Same = true, Padding = {|ADJ0211:1|})",
        "The padding of 'conv1' must be left out where Same is set, but is 1; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Padding = {|ADJ0211:5|}, PaddingMode = PaddingMode.Reflect)",
        "The padding of 'conv1' along its height must be at most 4 where PaddingMode is Reflect and the input gives 5, but is 5; write a value in that range")]
    [InlineData(
        "Conv2D(6, Kernel = 3, Paddings = new[] { 5, {|ADJ0211:7|} }, PaddingMode = PaddingMode.Circular)",
        "The padding of 'conv1' along its width must be at most 6 where PaddingMode is Circular and the input gives 6, but is 7; write a value in that range")]
    [InlineData(
        "ConvTranspose2D(6, Kernel = 3, Stride = 2, OutputPadding = {|ADJ0211:2|})",
        "The output padding of 'convTranspose1' must be 0 or more, and below its stride or dilation, 2, but is 2; write OutputPadding = 1")]
    [InlineData(
        "ConvTranspose2D(6, Kernel = 1, Padding = {|ADJ0211:3|})",
        "The height of the output of 'convTranspose1' must be at least 1, and at most 10000000, but is -1; write a value in that range")]
    public void A_value_out_of_range(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData("Conv2D({|ADJ0318:100000000|}, Kernel = 3)", "'conv1' would have 3600000000 weights, but the most is 1000000000; choose smaller sizes")]
    [InlineData("{|ADJ0318:Conv2D(6, Kernel = 3, Padding = 3000)|}", "'conv1' would have 216252072 values, but the most is 10000000; choose smaller sizes")]
    [InlineData(
        "{|ADJ0318:Conv2D(6, Kernel = 3, Padding = 3000, PaddingMode = PaddingMode.Replicate)|}",
        "'conv1' would have 144264120 values, but the most is 10000000; choose smaller sizes")]
    public void A_layer_that_is_too_large(string layers, string message) => Says(layers, message);

    [Fact]
    public void A_layer_whose_size_no_integer_holds() => Declared.Says(
        "[Network, Input(1, 2, 2, 2), {|ADJ0318:Conv3D(2, Kernel = 1, Padding = 4194303)|}] partial class Net;",
        "'conv1' would have 1180591620717411303424 values, but the most is 10000000; choose smaller sizes");

    private static void Says(string layers, string message) => Declared.Says($"[Network, Input(4, 5, 6), {layers}] partial class Net;", message);
}
