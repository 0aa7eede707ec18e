using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Diagnostics;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Blocks;

/// <summary>A network with blocks is the network with their layers written out: the generated text is the same to the letter.</summary>
public sealed partial class ExpansionTests
{
    private const string Blocks = """
        [Block("width", "expansion = 2")]
        [As("in"), Dense("width * expansion"), Tanh, Dense("width"), Add("in")]
        public abstract class Residual;

        [Block("width")]
        [Dense("width"), ReLU]
        [Repeat<Residual>(2, "width", 1), Use<Residual>("width", Name = "last")]
        public abstract class Stage;

        [Block("width = features", "half = max(1, width / 2)")]
        [Dense("half"), Sigmoid, Dense("width")]
        public abstract class Bottleneck;

        [Block]
        [Tanh]
        public abstract class Bend;

        [Block]
        public abstract class Nothing;

        [Block("width = features"), Input("u"), Input("f")]
        [From("u"), Dense("width", Bias = false), As("Au"), From("f"), Subtract("Au"), Tanh, Add("u")]
        public abstract class Step;

        [Block("width")]
        [Use<Residual>("width", Frozen = true), Dense("width")]
        public abstract class Partly;

        [Block("width")]
        [Conv2D("width", Kernel = 1, Frozen = false), PReLU, GroupNorm(1), Project("2 * width", Stride = 2)]
        public abstract class Shortened;

        [Block("width"), Input("a"), Input("b"), Input("c")]
        [From("c"), Dense("width"), As("d"), Use<Step>("width", From = new[] { "a", "b" }), Add("d")]
        public abstract class Nested;

        """;

    [Theory]
    [InlineData(
        "Input(6), Use<Residual>(6), Dense(2), MeanSquaredError",
        "Input(6), As(\"in\"), Dense(12, Name = \"residual1.dense1\"), Tanh, Dense(6, Name = \"residual1.dense2\"), Add(\"in\", Name = \"residual1.add1\"), Dense(2), MeanSquaredError")]
    [InlineData(
        "Input(6), Repeat<Residual>(2, 6, 1, Name = \"layer1\"), MeanSquaredError",
        "Input(6), As(\"a\"), Dense(6, Name = \"layer1.0.dense1\"), Tanh, Dense(6, Name = \"layer1.0.dense2\"), Add(\"a\", Name = \"layer1.0.add1\"), As(\"b\"), "
        + "Dense(6, Name = \"layer1.1.dense1\"), Tanh, Dense(6, Name = \"layer1.1.dense2\"), Add(\"b\", Name = \"layer1.1.add1\"), MeanSquaredError")]
    [InlineData(
        "Input(6), Use<Stage>(4, Name = \"s\"), MeanSquaredError",
        "Input(6), Dense(4, Name = \"s.dense1\"), ReLU, As(\"a\"), Dense(4, Name = \"s.residual1.dense1\"), Tanh, Dense(4, Name = \"s.residual1.dense2\"), "
        + "Add(\"a\", Name = \"s.residual1.add1\"), As(\"b\"), Dense(4, Name = \"s.residual2.dense1\"), Tanh, Dense(4, Name = \"s.residual2.dense2\"), "
        + "Add(\"b\", Name = \"s.residual2.add1\"), As(\"c\"), Dense(8, Name = \"s.last.dense1\"), Tanh, Dense(4, Name = \"s.last.dense2\"), "
        + "Add(\"c\", Name = \"s.last.add1\"), MeanSquaredError")]
    [InlineData(
        "Input(2, 7), Use<Bottleneck>, Use<Bottleneck>(5), Use<Bottleneck>(5, 9), MeanSquaredError",
        "Input(2, 7), Dense(3, Name = \"bottleneck1.dense1\"), Sigmoid, Dense(7, Name = \"bottleneck1.dense2\"), Dense(2, Name = \"bottleneck2.dense1\"), Sigmoid, "
        + "Dense(5, Name = \"bottleneck2.dense2\"), Dense(9, Name = \"bottleneck3.dense1\"), Sigmoid, Dense(5, Name = \"bottleneck3.dense2\"), MeanSquaredError")]
    [InlineData(
        "Input(4), Dense(4), Use<Bend>, As(\"in\"), Use<Nothing>(), Repeat<Residual>(0, 99), Use<Residual>(\"features\"), Add(\"in\", \"residual1\"), From(\"residual1\"), Multiply(\"add1\"), MeanSquaredError",
        "Input(4), Dense(4), Tanh, As(\"in\"), Dense(8, Name = \"residual1.dense1\"), Tanh, Dense(4, Name = \"residual1.dense2\"), Add(\"in\", Name = \"residual1.add1\"), "
        + "As(\"r\"), Add(\"in\", \"r\"), As(\"s\"), From(\"r\"), Multiply(\"s\"), MeanSquaredError")]
    [InlineData(
        "Input(4), As(\"f\"), Dense(4), As(\"u\"), Tanh, Repeat<Step>(2, From = new[] { \"u\", \"f\" }, Name = \"s\"), Add(\"tanh1\"), MeanSquaredError",
        "Input(4), As(\"f\"), Dense(4), As(\"u\"), Tanh, As(\"h\"), From(\"u\"), Dense(4, Name = \"s.0.dense1\", Bias = false), As(\"Au\"), From(\"f\"), Subtract(\"Au\", Name = \"s.0.subtract1\"), "
        + "Tanh, Add(\"u\"), As(\"v\"), Dense(4, Name = \"s.1.dense1\", Bias = false), As(\"Av\"), From(\"f\"), Subtract(\"Av\", Name = \"s.1.subtract1\"), Tanh, Add(\"v\"), Add(\"h\"), MeanSquaredError")]
    [InlineData(
        "Input(3), As(\"x\"), Dense(5), As(\"y\"), Use<Nested>(5, From = new[] { \"y\", \"y\", \"x\" }), Use<Bend>(From = new[] { \"nested1\" }), Add(\"nested1\"), MeanSquaredError",
        "Input(3), As(\"x\"), Dense(5), As(\"y\"), From(\"x\"), Dense(5, Name = \"nested1.dense1\"), As(\"d\"), From(\"y\"), Dense(5, Name = \"nested1.step1.dense1\", Bias = false), As(\"Au\"), "
        + "From(\"y\"), Subtract(\"Au\", Name = \"nested1.step1.subtract1\"), Tanh, Add(\"y\"), Add(\"d\"), As(\"n\"), Tanh, Add(\"n\"), MeanSquaredError")]
    [InlineData(
        "Input(6), Use<Stage>(4, Name = \"s\", Frozen = true), Dense(2), MeanSquaredError",
        "Input(6), Dense(4, Name = \"s.dense1\", Frozen = true), ReLU, As(\"a\"), Dense(4, Name = \"s.residual1.dense1\", Frozen = true), Tanh, "
        + "Dense(4, Name = \"s.residual1.dense2\", Frozen = true), Add(\"a\", Name = \"s.residual1.add1\"), As(\"b\"), Dense(4, Name = \"s.residual2.dense1\", Frozen = true), Tanh, "
        + "Dense(4, Name = \"s.residual2.dense2\", Frozen = true), Add(\"b\", Name = \"s.residual2.add1\"), As(\"c\"), Dense(8, Name = \"s.last.dense1\", Frozen = true), Tanh, "
        + "Dense(4, Name = \"s.last.dense2\", Frozen = true), Add(\"c\", Name = \"s.last.add1\"), Dense(2), MeanSquaredError")]
    [InlineData(
        "Input(6), Dense(6), Repeat<Partly>(2, 6, Name = \"p\"), MeanSquaredError",
        "Input(6), Dense(6), As(\"a\"), Dense(12, Name = \"p.0.residual1.dense1\", Frozen = true), Tanh, Dense(6, Name = \"p.0.residual1.dense2\", Frozen = true), Add(\"a\", Name = \"p.0.residual1.add1\"), "
        + "Dense(6, Name = \"p.0.dense1\"), As(\"b\"), Dense(12, Name = \"p.1.residual1.dense1\", Frozen = true), Tanh, Dense(6, Name = \"p.1.residual1.dense2\", Frozen = true), "
        + "Add(\"b\", Name = \"p.1.residual1.add1\"), Dense(6, Name = \"p.1.dense1\"), MeanSquaredError")]
    [InlineData(
        "Input(3, 6, 5), Conv2D(3, Kernel = 1), Repeat<Shortened>(1, 4, Frozen = true, Name = \"r\"), Project(5, Frozen = true), Flatten, Dense(2), MeanSquaredError",
        "Input(3, 6, 5), Conv2D(3, Kernel = 1), Conv2D(4, Kernel = 1, Name = \"r.0.conv1\", Frozen = true), PReLU(Name = \"r.0.prelu1\", Frozen = true), GroupNorm(1, Name = \"r.0.groupnorm1\", Frozen = true), "
        + "Conv2D(8, Kernel = 1, Stride = 2, Bias = false, Name = \"r.0.downsample.0\", Frozen = true), BatchNorm(Name = \"r.0.downsample.1\", Frozen = true), "
        + "Conv2D(5, Kernel = 1, Bias = false, Name = \"downsample.0\", Frozen = true), BatchNorm(Name = \"downsample.1\", Frozen = true), Flatten, Dense(2), MeanSquaredError")]
    [InlineData(
        "Input(3, 4), Dense(\"2 * features\"), Reshape(\"length * 3 / 2\", -1), Dense(\"channels / 3\"), MeanSquaredError",
        "Input(3, 4), Dense(8), Reshape(12, -1), Dense(4), MeanSquaredError")]
    [InlineData(
        "Input(4, 8, 6), MaxPool2D(\"height / 4\", 3, Padding = \"channels - 3\", Stride = \"1 + 1\"), MeanSquaredError",
        "Input(4, 8, 6), MaxPool2D(2, 3, Padding = 1, Stride = 2), MeanSquaredError")]
    [InlineData(
        "Input(4, 8), MaxPool1D(\"length / 4\", Dilation = \"channels / 2\"), AveragePool1D(\"2\"), MeanSquaredError",
        "Input(4, 8), MaxPool1D(2, Dilation = 2), AveragePool1D(2), MeanSquaredError")]
    [InlineData(
        "Input(4, 8, 8), Pad(\"channels / 4\", 2), Conv2D(\"channels * 2\", Kernel = \"1 + 2\", Stride = \"height / 6\", Padding = \"2 - 1\", Dilation = \"1\", Groups = \"channels / 2\"), MeanSquaredError",
        "Input(4, 8, 8), Pad(1, 2), Conv2D(8, Kernel = 3, Stride = 1, Padding = 1, Dilation = 1, Groups = 2), MeanSquaredError")]
    [InlineData(
        "Input(8, 4, 4), GroupNorm(\"channels / 2\"), PixelShuffle(\"height / 2\"), Upsample(\"channels\"), Slice(1, \"height / 2\", \"width / 4\", Step = \"channels\"), MeanSquaredError",
        "Input(8, 4, 4), GroupNorm(4), PixelShuffle(2), Upsample(2), Slice(1, 8, 4, Step = 2), MeanSquaredError")]
    [InlineData("Input(4, 8), Slice(0, \"channels / 2\", \"2\"), Slice(-1, 1, \"length / 2\"), MeanSquaredError", "Input(4, 8), Slice(0, 2, 2), Slice(-1, 1, 4), MeanSquaredError")]
    [InlineData("Input(1, 6, 4), AdaptiveAveragePool2D(\"height / 2\", \"width / 2\"), MeanSquaredError", "Input(1, 6, 4), AdaptiveAveragePool2D(3, 2), MeanSquaredError")]
    public void With_blocks_as_without(string withBlocks, string writtenOut)
    {
        var (actual, expected) = (Generated(withBlocks), Generated(writtenOut));
        // Which numbers the activations have is the one thing that a declaration cannot say.
        Assert.Equal(WithoutLayerNames(expected), WithoutLayerNames(actual));
    }

    [Fact]
    public void Names_count_anew_in_each_use_and_become_members_and_tensors()
    {
        var result = GeneratorHarness.Run("using Adjoint;\n" + Blocks + """
            [Network, Input(4), Use<Residual>(4, Name = "layer1.0"), Dense(4, Name = "head.fc.1"), Use<Stage>(4), Dense(2), Hinge]
            public sealed partial class Net;
            """);
        var text = result.Text("Net");
        foreach (var tensor in new[] { "layer1.0.dense1.weight", "layer1.0.dense2.bias", "head.fc.1.weight", "stage1.residual2.dense1.weight", "stage1.last.dense2.weight", "dense1.weight" })
            Assert.Contains($"ParameterInfo(\"{tensor}\"", text, StringComparison.Ordinal);
        foreach (var member in new[] { "Layer1_0_Dense1", "Head_Fc_1", "Stage1_Residual2_Dense1", "Dense1" })
            Assert.Contains($"public {member}Parameters {member} => ", text, StringComparison.Ordinal);
        using var project = result.Emit();
        Assert.IsAssignableFrom<INetwork<float>>(Activator.CreateInstance(project.Type("Net"), 1L));
    }

    [Fact]
    public void Shared_and_frozen_layers_are_meant_within_each_use()
    {
        var result = GeneratorHarness.Run("""
            using Adjoint;

            [Block]
            [Dense(3, Name = "enc"), Tanh, Dense(3, SharedWith = "enc"), Dense(3, Frozen = true)]
            public abstract class Twice;

            [Network, Input(3), Repeat<Twice>(2, Name = "t"), Dense(3, SharedWith = "t.0.enc"), MeanSquaredError]
            public sealed partial class Net;
            """);
        var text = result.Text("Net");
        Assert.Contains("public const int ParameterCount = 24;", text, StringComparison.Ordinal);
        Assert.Contains("ParameterInfo(\"t.1.enc.weight\"", text, StringComparison.Ordinal);
        Assert.Contains("ParameterInfo(\"t.1.dense2.weight\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ParameterInfo(\"t.1.dense1.weight\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_uses_another_twice_with_the_same_parameters()
    {
        const string blocks = """
            using Adjoint;

            [Block, Dense(5), Tanh, Dense(3)]
            public abstract class Field;

            [Block]
            [As("h"), Use<Field>(Name = "f"), Add("h"), As("k"), Use<Field>(SharedWith = "f"), Add("k")]
            public abstract class TwoSteps;


            """;
        var text = GeneratorHarness.Run(blocks + "[Network, Input(3), Repeat<TwoSteps>(2, Name = \"twice\"), MeanSquaredError] public sealed partial class Net;").Text("Net");
        Assert.Contains("public const int ParameterCount = 76;", text, StringComparison.Ordinal);
        Assert.Contains("ParameterInfo(\"twice.1.f.dense2.weight\"", text, StringComparison.Ordinal);
        Declared.Says(
            blocks["using Adjoint;".Length..].Trim().Replace("SharedWith = \"f\"", "SharedWith = {|ADJ0306:\"g\"|}", StringComparison.Ordinal)
                + "\n[Network, Input(3), Use<TwoSteps>, MeanSquaredError] partial class Net;",
            "Nothing above is named 'g'; there are 'add1', 'f', 'h', 'k'");
    }

    [Fact]
    public void A_frozen_block_has_no_gradient_code_but_its_parameters_keep_their_names_and_files()
    {
        var text = Generated("Input(6), Use<Residual>(6, Frozen = true), Dense(2), MeanSquaredError");
        Assert.Contains("public const int ParameterCount = 14;", text, StringComparison.Ordinal);
        Assert.Contains("ParameterInfo(\"residual1.dense1.weight\", new[] { 12, 6 }, offset: 14,", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split("IsTrained = false").Length - 1);
        Assert.DoesNotContain("residual1.dense1: (2) dW", text, StringComparison.Ordinal);
        Assert.DoesNotContain("residual1.dense2: (2) dW", text, StringComparison.Ordinal);
        Assert.Contains("// dense1: (2) dW₃ = ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_may_be_classes_of_any_kind() => GeneratorHarness.Run("""
        using Adjoint;

        [Block("n"), Dense("n")] public sealed class A;
        [Block("n"), Dense("n")] internal abstract partial class B;
        [Block("n"), Dense("n")] file abstract class C;
        [Block("n"), Dense("n")] public class D<T>;
        [Block("n"), Dense("n")] public record Größe;
        public static class Outer { [Block("n"), Dense("n")] public abstract class E; }

        [Network, Input(3), Use<A>(1), Use<B>(2), Use<C>(3), Use<D<int>>(4), Use<D<string>>(4), Use<Outer.E>(5), Use<Größe>(6), MeanSquaredError]
        public sealed partial class Net;
        """);

    private static string Generated(string layers) => Written.By($"using Adjoint;\n{Blocks}[Network, {layers}] public sealed partial class Net;");

    /// <summary>The text without the names that layers without parameters have in comments, in the table and in the list of what is shown, and without the table's columns.</summary>
    private static string WithoutLayerNames(string text) => Spaces().Replace(LayerName().Replace(text, "…"), " ");

    [GeneratedRegex(@"(?<=// |/// |""|, )(\w+\.)*(tanh|relu|sigmoid|reshape|add|multiply|pool|pad|slice|upsample|pixelshuffle)\d+(?=[: ,""])")]
    private static partial Regex LayerName();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
