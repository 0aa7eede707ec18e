using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What normalisation, padding, resampling and rearranging layers ask of their arguments and of their input.</summary>
public sealed class LayerShapeTests
{
    /// <summary>The end of a message that says nothing better.</summary>
    private static string WithAdvice(string message) => message.Contains(';', StringComparison.Ordinal) ? message : message + "; write a value in that range";

    [Theory]
    [InlineData(
        "Input({|ADJ0126:32|}, 784), Dense(128), ReLU, Dense(10), CrossEntropy",
        "Input(32, 784) says that one row is 32×784; if 32 is the batch, write Input(784), for Predict and TrainStep take any number of rows; if it is not, ")]
    [InlineData(
        "Input({|ADJ0126:64|}, 1, 28, 28), Conv2D(8, Kernel = 3), ReLU, Flatten, Dense(10), CrossEntropy",
        "Input(64, 1, 28, 28) says that one row is 64×1×28×28; if 64 is the batch, write Input(1, 28, 28), for Predict and TrainStep take any number of rows; if it is not, ")]
    [InlineData(
        "Input({|ADJ0126:1|}, 3, 32, 32), Conv2D(8, Kernel = 3), GlobalAveragePool2D, Dense(10), CrossEntropy",
        "Input(1, 3, 32, 32) says that one row is 1×3×32×32; if 1 is the batch, write Input(3, 32, 32), for Predict and TrainStep take any number of rows; if it is not, ")]
    [InlineData(
        "Input({|ADJ0126:128|}, 20, 5), LSTM(16), Last, Dense(3), CrossEntropy",
        "Input(128, 20, 5) says that one row is 128×20×5; if 128 is the batch, write Input(20, 5), for Predict and TrainStep take any number of rows; if it is not, ")]
    public void A_batch_in_the_input(string layers, string beginning)
    {
        var said = Assert.Single(AnalyzerHarness.Verify($"using Adjoint;\n[Network, {layers}] partial class Net;")).GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith(beginning, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input(28, 28), Dense(10), {|ADJ0413:CrossEntropy|}")]
    [InlineData("Input(32, 32), Dense(10), {|ADJ0413:CrossEntropy|}")]
    [InlineData("Input(7, 784), Dense(10), {|ADJ0413:CrossEntropy|}")]
    public void What_is_no_batch_in_an_input(string layers) => Declared.IsMarked($"[Network, {layers}] partial class Net;");

    [Theory]
    [InlineData("GroupNorm({|ADJ0204:4|})", "Groups = 4 of 'groupnorm1' must divide the 6 channels that the input gives (6×5×4); use one of 1, 2, 3, 6")]
    [InlineData("Flatten, GroupNorm({|ADJ0204:7|})",
        "Groups = 7 of 'groupnorm1' must divide the 120 channels that 'flatten1' gives (120); use one of 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 60, 120")]
    public void Groups_that_do_not_divide_the_channels(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData("GroupNorm({|ADJ0211:0|})", "The number of groups of 'groupnorm1' must be at least 1, but is 0")]
    [InlineData("LayerNorm(Axes = {|ADJ0211:4|})", "'layernorm1' runs over 4 axes, but the input gives 6×5×4, which has 3; write Axes = 3")]
    [InlineData("RMSNorm(Axes = {|ADJ0211:0|})", "'rmsnorm1' runs over 0 axes, but the input gives 6×5×4, which has 3; write Axes = 1")]
    [InlineData("LayerNorm(Epsilon = {|ADJ0211:0|})", "The epsilon of 'layernorm1' must be above 0 and finite, but is 0")]
    [InlineData("InstanceNorm(Epsilon = {|ADJ0211:float.NaN|})", "The epsilon of 'instancenorm1' must be above 0 and finite, but is NaN")]
    [InlineData("Flatten, {|ADJ0211:InstanceNorm|}",
        "The number of positions in a channel before 'instancenorm1' must be at least 2, for a single number minus its mean is 0, but is 1")]
    [InlineData("LocalResponseNorm({|ADJ0211:0|})", "The number of channels of 'localresponsenorm1' must be from 1 to 32, but is 0")]
    [InlineData("LocalResponseNorm(5, K = {|ADJ0211:0|})", "The k of 'localresponsenorm1' must be above 0 and finite, but is 0")]
    [InlineData("LocalResponseNorm(5, Alpha = {|ADJ0211:-1f|})", "The alpha of 'localresponsenorm1' must be 0 or more, and finite, but is -1")]
    [InlineData("LocalResponseNorm(5, Beta = {|ADJ0211:float.NaN|})", "The beta of 'localresponsenorm1' must be finite, but is NaN")]
    public void A_normalisation_out_of_range(string layers, string message) => Says(layers, WithAdvice(message));

    [Theory]
    [InlineData("{|ADJ0211:Permute(0, 1)|}", "'permute1' lists 2 axes, but the input gives 6×5×4, which has 3 (the batch is not counted); list each of 0, 1, 2 once")]
    [InlineData("Permute(0, 1, {|ADJ0211:1|})", "'permute1' names axis 1 twice; name each axis once")]
    [InlineData("Slice(0, {|ADJ0211:6|}, 1)", "The start of 'slice1' must be a position of axis 0 of the input (6×5×4), from 0 to 5, but is 6")]
    [InlineData("Slice(-1, 0, {|ADJ0211:0|})", "The length of 'slice1' must be at least 1, but is 0")]
    [InlineData("Slice(1, 0, 1, Step = {|ADJ0211:0|})", "The step of 'slice1' must be at least 1, but is 0")]
    [InlineData("Slice(1, 1, {|ADJ0211:3|}, Step = 2)",
        "'slice1' reads positions 1 to 5, but axis 1 of the input has 5 (0 to 4); write a length of at most 2")]
    [InlineData("PixelShuffle({|ADJ0211:2|})", "PixelShuffle(2) needs channels in multiples of 4 (2×2), but the input gives 6 (6×5×4); give it 4 or 8")]
    [InlineData("PixelShuffle({|ADJ0211:0|})", "The factor of 'pixelshuffle1' must be at least 1, but is 0")]
    [InlineData("{|ADJ0211:Pad(1, 2, 3)|}", "The number of sides of 'pad1' must be 1, 2 for left and right, or 4 for left, right, top and bottom, but is 3")]
    [InlineData("Flatten, {|ADJ0211:Pad(1, 2, 3, 4)|}", "The number of sides of 'pad1' must be 1, or 2 for left and right, but is 4")]
    [InlineData("Pad(1, {|ADJ0211:-1|})", "A side of 'pad1' must be 0 or more, and no larger than a value may be, but is -1")]
    [InlineData("Pad(1, 1, {|ADJ0211:5|}, 1, Mode = PaddingMode.Reflect)", "A side of 'pad1' must be from 0 to 4, for the input gives 6×5×4, but is 5")]
    [InlineData("Pad({|ADJ0211:5|}, Mode = PaddingMode.Circular)", "A side of 'pad1' must be from 0 to 4, for the input gives 6×5×4, but is 5")]
    [InlineData("Pad(1, Mode = {|ADJ0211:(PaddingMode)9|})", "The mode of 'pad1' must be a member of PaddingMode, but is 9")]
    [InlineData("Upsample({|ADJ0211:0|})", "'upsample1' has neither a factor nor a Size; write Upsample(2)")]
    [InlineData("Upsample(Size = new[] { 3, {|ADJ0211:0|} })", "A size of 'upsample1' must be from 1 to 10000000, but is 0")]
    [InlineData("Upsample(Size = {|ADJ0211:new[] { 1, 2, 3 }|})", "The number of sizes of 'upsample1' must be 1 or 2, but is 3")]
    [InlineData("Upsample(2, Mode = {|ADJ0211:(UpsampleMode)2|})", "The mode of 'upsample1' must be a member of UpsampleMode, but is 2")]
    [InlineData("PReLU(Slopes = {|ADJ0211:3|})", "'prelu1' has 3 slopes, but the input gives 6 channels (6×5×4); write Slopes = 6, or 1 for a slope that all share")]
    public void A_rearrangement_out_of_range(string layers, string message) => Says(layers, WithAdvice(message));

    [Theory]
    [InlineData("Softmax(Axis = {|ADJ0319:3|})", "'softmax1' has no axis 3: the input gives 6×5×4, with 3 axes; write an axis from -3 to 2")]
    [InlineData("Transpose({|ADJ0319:3|}, 0)", "'transpose1' has no axis 3: the input gives 6×5×4, with 3 axes; write an axis from -3 to 2")]
    [InlineData("Slice({|ADJ0319:-4|}, 0, 1)", "'slice1' has no axis -4: the input gives 6×5×4, with 3 axes; write an axis from -3 to 2")]
    public void An_axis_that_is_not_there(string layers, string message) => Says(layers, message);

    [Theory]
    [InlineData("Flatten, {|ADJ0303:Transpose|}", "Transpose needs an input of two axes or more, but 'flatten1' gives 120; insert Reshape before it, with 2 sizes")]
    [InlineData("Flatten, {|ADJ0303:PixelShuffle(2)|}", "PixelShuffle needs an input of channels×height×width, but 'flatten1' gives 120; insert Reshape before it, with 3 sizes")]
    [InlineData("Flatten, {|ADJ0303:Dropout2D(0.5f)|}", "Dropout2D needs an input of channels×height×width, but 'flatten1' gives 120; remove the Flatten before it")]
    [InlineData("Flatten, {|ADJ0303:Upsample(2)|}",
        "Upsample needs an input of channels×length or channels×height×width, but 'flatten1' gives 120; insert Reshape before it, with 3 sizes")]
    public void An_input_of_another_rank(string layers, string message) => Says(layers, message);

    [Fact]
    public void A_channel_dropout_rate_out_of_range() => Says("Dropout2D({|ADJ0202:50f|})", "Dropout rate 50 must be in [0, 1); did you mean 0.5?");

    private static void Says(string layers, string message) => Declared.Says($"[Network, Input(6, 5, 4), {layers}] partial class Net;", message);
}
