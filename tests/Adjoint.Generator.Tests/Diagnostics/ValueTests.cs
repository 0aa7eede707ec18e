namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class ValueTests
{
    [Theory]
    [InlineData("Dense({|ADJ0201:0|})", "dense1", "0")]
    [InlineData("Dense({|ADJ0201:-3|})", "dense1", "-3")]
    [InlineData("Dense(units: {|ADJ0201:2 - 3|}, Name = \"hidden\")", "hidden", "-1")]
    [InlineData("Dense({|ADJ0201:0|}, Init = Initializer.Zeros, Bias = false)", "dense1", "0")]
    public void A_width_below_one(string layer, string name, string units) => Declared.Says(
        $"[Network, Input(4), {layer}] partial class Net;",
        $"'{name}' has {units} units, but a layer needs at least 1; write the number of its outputs");

    [Theory]
    [InlineData("1.5f", "1.5", "write the share of values to drop, such as 0.5")]
    [InlineData("15", "15", "did you mean 0.15?")]
    [InlineData("50f", "50", "did you mean 0.5?")]
    [InlineData("3.3f", "3.3", "write the share of values to drop, such as 0.5")]
    [InlineData("1", "1", "write the share of values to drop, such as 0.5")]
    [InlineData("100", "100", "write the share of values to drop, such as 0.5")]
    [InlineData("-0.5f", "-0.5", "write the share of values to drop, such as 0.5")]
    [InlineData("float.NaN", "NaN", "write the share of values to drop, such as 0.5")]
    [InlineData("float.PositiveInfinity", "Infinity", "write the share of values to drop, such as 0.5")]
    public void A_dropout_rate_out_of_range(string written, string rate, string advice) => Declared.Says(
        $"[Network, Input(4), Dropout({{|ADJ0202:{written}|}})] partial class Net;", $"Dropout rate {rate} must be in [0, 1); {advice}");

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.1f", "-0.1")]
    [InlineData("float.NaN", "NaN")]
    public void Label_smoothing_out_of_range(string written, string smoothing) => Declared.Says(
        $"[Network, Input(4), CrossEntropy(IgnoreIndex = 3, LabelSmoothing = {{|ADJ0209:{written}|}})] partial class Net;",
        $"Label smoothing {smoothing} must be in [0, 1); 0 turns it off, and 0.1 is usual");

    [Theory]
    [InlineData("Hinge(Weight = {|ADJ0211:0|})", "A loss's weight must be above 0 and finite, but is 0; write a value in that range")]
    [InlineData("CrossEntropy(Weight = {|ADJ0211:float.NaN|})", "A loss's weight must be above 0 and finite, but is NaN; write a value in that range")]
    [InlineData("Huber({|ADJ0211:0|})", "Huber's delta must be above 0 and finite, but is 0; write a value in that range")]
    [InlineData("Huber(delta: {|ADJ0211:float.NaN|})", "Huber's delta must be above 0 and finite, but is NaN; write a value in that range")]
    [InlineData("ELU({|ADJ0211:-1f|})", "ELU's alpha must be above 0 and finite, but is -1; write a value in that range")]
    [InlineData("LeakyReLU({|ADJ0211:float.NegativeInfinity|})", "LeakyReLU's slope must be finite, but is -Infinity; write a value in that range")]
    [InlineData(
        "CrossEntropy(ClassWeights = new[] { 1f, 2f, {|ADJ0211:-1f|}, 1f })",
        "A class weight must be 0 or more, and finite, but is -1; write a value in that range")]
    [InlineData(
        "CrossEntropy(ClassWeights = {|ADJ0211:new[] { 0f, 0f, -0f, 0f }|})",
        "ClassWeights are all 0, so no class counts; write one above 0, or remove ClassWeights")]
    [InlineData(
        "Dense(3, Init = {|ADJ0211:(Initializer)77|})",
        "The initializer of 'dense1' must be a member of Initializer, but is 77; write a value in that range")]
    [InlineData(
        "CrossEntropy(Targets = {|ADJ0211:(Targets)7|})",
        "The kind of targets must be a member of Targets, but is 7; write a value in that range")]
    [InlineData(
        "Reshape(2, {|ADJ0211:0|})",
        "A size of Reshape(2, 0) must be at least 1, or -1 for one size to be worked out, but is 0; write a value in that range")]
    [InlineData(
        "Reshape(-1, {|ADJ0211:-1|})",
        "A size of Reshape(-1, -1) must be at least 1, or -1 for one size to be worked out, but is -1; write a value in that range")]
    public void A_value_out_of_range(string layer, string message) => Declared.Says($"[Network, Input(4), {layer}] partial class Net;", message);

    [Theory]
    [InlineData("Precision = {|ADJ0211:(Precision)5|}", "Precision of 'Net' must be made of members of Precision, but is 5; write a value in that range")]
    [InlineData("Derivatives = {|ADJ0211:(Derivatives)65536|}", "Derivatives of 'Net' must be made of members of Derivatives, but is 65536; write a value in that range")]
    [InlineData("Derivatives = {|ADJ0211:(Derivatives)(-1)|}", "Derivatives of 'Net' must be made of members of Derivatives, but is -1; write a value in that range")]
    public void A_setting_without_a_name(string setting, string message) => Declared.Says($"[Network({setting}), Input(4), Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("Precision = Precision.Double")]
    [InlineData("Derivatives = (Derivatives)3")]
    [InlineData("Derivatives = default")]
    public void A_setting_with_a_name(string setting) => Declared.IsMarked($"[Network({setting}), Input(4), Dense(2)] partial class Net;");

    [Theory]
    [InlineData("Conv2D(2, Kernel = {|ADJ0214:new[] { 3, 3 }|})", "Kernel takes one number, but is given a list; write Kernels = new[] { 3, 3 }")]
    [InlineData("Conv2D(2, Kernel = 3, Stride = {|ADJ0214:new object[] { 2, \"height\" }|})", "Stride takes one number, but is given a list; write Strides = new[] { 2, \"height\" }")]
    [InlineData("Conv2D(2, Kernel = 3, Groups = {|ADJ0214:new[] { 1 }|})", "Groups takes one number, but is given a list; write one number")]
    [InlineData("Conv2D(2, Kernel = {|ADJ0214:new int[0]|})", "Kernel takes one number, but is given a list; write one number")]
    [InlineData("Conv1D(2, Kernel = {|ADJ0214:new[] { 3 }|})", "Kernel takes one number, but is given a list; write one number")]
    [InlineData("MaxPool2D(2, Stride = {|ADJ0214:new[] { 2, 1 }|})", "Stride takes one number, but is given a list; write Strides = new[] { 2, 1 }")]
    [InlineData("Slice(0, {|ADJ0214:new[] { 1 }|}, 2)", "start takes one number, but is given a list; write one number")]
    [InlineData(
        "Upsample(2, AlignCorners = {|ADJ0214:true|})",
        "AlignCorners of 'upsample1' has a meaning for bilinear interpolation only; add Mode = UpsampleMode.Bilinear, or remove AlignCorners")]
    public void An_argument_that_does_not_fit(string layer, string message) =>
        Declared.Says($"[Network, Input({(layer.StartsWith("Conv1D", StringComparison.Ordinal) ? "4, 9" : "4, 9, 9")}), {layer}] partial class Net;", message);

    [Theory]
    [InlineData("Conv2D(2, Kernel = (byte)3, Stride = 2L, Padding = (short)1)")]
    [InlineData("MaxPool2D(new[] { 3, 2 })")]
    [InlineData("Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)")]
    [InlineData("Upsample(2, AlignCorners = false)")]
    public void An_argument_that_fits(string layer) => Declared.IsMarked($"[Network, Input(4, 9, 9), {layer}] partial class Net;");

    [Fact]
    public void The_generator_knows_the_last_initializer() => Assert.Equal(Declare.InitOptions.Normal, (int)Enum.GetValues<Initializer>().Max());
}
