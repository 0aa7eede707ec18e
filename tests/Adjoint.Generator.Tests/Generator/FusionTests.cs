using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>Which calls become one; that their numbers stay right is what the gradient tests say of every sample.</summary>
public sealed class FusionTests
{
    [Theory]
    [InlineData("Conv2D(4, Kernel = 3), ReLU, Flatten, Dense(2)", "Conv2x4K3On8x8ThenReLU.Forward(")]
    [InlineData("Flatten, Dense(6), LeakyReLU, Dense(2)", "Dense128x6ThenLeakyReLU")]
    [InlineData("Conv2D(4, Kernel = 3), ReLU, Conv2D(5, Kernel = 3), Flatten, Dense(2)", "Conv4x5K3On6x6ThenReLUBackward.InputGradient(")]
    [InlineData("Conv2D(2, Kernel = 3, Padding = 1), As(\"a\"), ReLU, Conv2D(2, Kernel = 3, Padding = 1), Add(\"a\"), ReLU, Flatten, Dense(2)", "Conv2x2K3P1On8x8ThenAddReLU.Forward(")]
    [InlineData("Conv2D(4, Kernel = 3, Bias = false), BatchNorm, ReLU, Flatten, Dense(2)", "Conv2x4K3On8x8NoBiasThenBatchNorm4x36AffineReLU.Forward(")]
    public void A_cheap_formula_is_computed_before_the_numbers_are_written(string layers, string call) =>
        Assert.Contains(call, Written(layers), StringComparison.Ordinal);

    [Theory]
    // Tanh takes more registers than a tile leaves.
    [InlineData("Conv2D(4, Kernel = 3), Tanh, Flatten, Dense(2)")]
    // Another layer reads the sums too.
    [InlineData("Conv2D(4, Kernel = 3), As(\"z\"), ReLU, Subtract(\"z\"), Flatten, Dense(2)")]
    // The sums are the network's output.
    [InlineData("Conv2D(4, Kernel = 3), Output(\"z\"), ReLU, Flatten, Dense(2)")]
    public void What_is_dear_or_seen_by_others_stays_apart(string layers) =>
        Assert.DoesNotContain("Conv2x4K3On8x8Then", Written(layers), StringComparison.Ordinal);

    [Fact]
    public void Max_pooling_goes_before_a_ReLU_that_nobody_else_sees()
    {
        Assert.Contains("MaxPool8x8Kernel2ThenReLU.Forward", Written("Conv2D(4, Kernel = 3, Padding = 1), ReLU, MaxPool2D(2), Flatten, Dense(2)"), StringComparison.Ordinal);
        Assert.Matches(
            @"(?s)ThenReLU\.Forward.*MaxPool8x8Kernel2\.Forward",
            Written("Conv2D(4, Kernel = 3, Padding = 1), ReLU, As(\"h\"), MaxPool2D(2), Flatten, Dense(3), As(\"a\"), From(\"h\"), Flatten, Dense(3), Add(\"a\")"));
    }

    [Theory]
    [InlineData("Conv2D(4, Kernel = 3), BatchNorm, ReLU, Flatten, Dense(2)", "BatchNorm4x36ThenReLU.Affine(")]
    [InlineData("Conv2D(2, Kernel = 3, Padding = 1), As(\"a\"), BatchNorm, Add(\"a\"), ReLU, Flatten, Dense(2)", "BatchNorm2x64ThenAddReLU.Affine(")]
    [InlineData("Conv2D(4, Kernel = 3, Padding = 1), ReLU, MaxPool2D(2), Flatten, Dense(2)", "MaxPool8x8Kernel2ThenReLU.Forward(")]
    public void Layers_without_weights_take_a_cheap_formula_along_too(string layers, string call) =>
        Assert.Contains(call, Written(layers), StringComparison.Ordinal);

    [Fact]
    public void The_gradient_of_a_sum_is_that_of_its_summands_and_is_not_copied()
    {
        var written = Written("Conv2D(2, Kernel = 3, Padding = 1), ReLU, As(\"a\"), Conv2D(2, Kernel = 3, Padding = 1), BatchNorm, Add(\"a\"), ReLU, Flatten, Dense(2)");
        Assert.DoesNotContain("Copy.Forward", written, StringComparison.Ordinal);
        Assert.Matches(@"(?s)dn₁ = dm₁, for[^\n]*\s+// \(already there\)", written);
        // The other reader's part is added, and the ReLU before derived, while it is in the registers.
        Assert.Contains("Conv2x2K3P1On8x8ThenAddReLUBackward.InputGradient(", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_the_caller_gives_is_copied()
    {
        const string source = """
            using Adjoint;
            [Network(Derivatives = Derivatives.Vjp), Input(3), As("x"), Dense(3), Add("x")]
            public sealed partial class Net;
            """;
        Assert.Contains("Copy.Forward(", GeneratorHarness.Run(source).Text("Net.g.cs"), StringComparison.Ordinal);
    }

    private static string Written(string layers) => GeneratorHarness.Run($$"""
        using Adjoint;
        [Network, Input(2, 8, 8), {{layers}}, MeanSquaredError]
        public sealed partial class Net;
        """).Text("Net.g.cs");
}
