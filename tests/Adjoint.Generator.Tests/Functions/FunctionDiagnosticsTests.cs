using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>What cannot be derived is an error at the token, and the only one: methods that cannot be written throw.</summary>
public sealed class FunctionDiagnosticsTests
{
    [Theory]
    [InlineData("F(float x) { {|ADJ0501:while|} (x > 1) x /= 2; return x; }")]
    [InlineData("F(float x) { for (var i = 0; {|ADJ0501:i < x|}; i++) x += i; return x; }")]
    [InlineData("F(float x) { for (var i = 0; i < 3; i++) { if (x > i) {|ADJ0501:break|}; x += i; } return x; }")]
    [InlineData("F(float x) => x > 0 ? {|ADJ0501:F(x - 1)|} : x;")]
    [InlineData("F(float x) => {|ADJ0502:Other(x)|} * x;")]
    [InlineData("{|ADJ0503:F|}() => 1;")]
    [InlineData("F(float x, int {|ADJ0503:n|}) => x;")]
    [InlineData("F(float x) => x * {|ADJ0506:Field|};")]
    [InlineData("F(float x) { {|ADJ0506:Field|} = x; return x; }")]
    [InlineData("F(float x) => x + {|ADJ0506:Functions.Property|};")]
    [InlineData("F(float x) { {|ADJ0510:for|} (var i = 0; i < 90000; i++) x += i; return x; }")]
    [InlineData("F(float x) => {|ADJ0513:(int)x|};")]
    [InlineData("F(float x) { {|ADJ0513:switch|} (x) { default: return x; } }")]
    [InlineData("F([Length(2)] ReadOnlySpan<float> x) => {|ADJ0513:x[2]|};")]
    [InlineData("F(float x) => {|ADJ0513:new float[] { x }[0]|};")]
    public void The_token_that_cannot_be_derived(string function) => AnalyzerHarness.Verify($$"""
        using System;
        using Adjoint;

        public static partial class Functions
        {
            public static float Field = 1;
            public static float Property { get; set; }
            public static float Other(float x) => x;
            [Differentiable] public static float {{function}}
        }
        """);

    [Theory]
    [InlineData("[Gradient(nameof(Z))] static partial void {|ADJ0507:G|}(float x, Span<float> g);")]
    [InlineData("[Gradient(nameof(Z))] static partial void {|ADJ0507:G|}(float x, float y, Span<double> g);")]
    [InlineData("[Gradient(nameof(Z))] public static partial double {|ADJ0507:G|}(float x, float y, out float dx, out float dy);")]
    [InlineData("[Gradient(nameof(Two))] public static partial void {|ADJ0507:G|}(float x, Span<float> g);")]
    [InlineData("[Jvp(nameof(Z))] public static partial float {|ADJ0507:G|}(float x, float y);")]
    [InlineData("[Gradient(nameof(Z)), Hessian(nameof(Z))] static partial void {|ADJ0508:G|}(float x, float y, Span<float> g);")]
    [InlineData("[Gradient(nameof(Z))] static float {|ADJ0508:G|}(float x) => x;")]
    [InlineData("[Gradient({|ADJ0509:\"Y\"|})] static partial void G(float x, float y, Span<float> g);")]
    [InlineData("[Gradient({|ADJ0509:nameof(Hidden)|})] static partial void G(float x, Span<float> g); static float Hidden(float x) => x;")]
    [InlineData("[Derivative(nameof(Hidden))] static float {|ADJ0505:Slope|}(double x) => 1; static float Hidden(float x) => x;")]
    [InlineData("[Derivative(\"Nobody\")] static float {|ADJ0509:Slope|}(float x) => 1;")]
    [InlineData("[Hessian(nameof(Hidden))] static partial void {|ADJ0511:G|}(float x, Span<float> h); static float Hidden(float x) => x; [Derivative(nameof(Hidden))] static float S(float x) => 1;")]
    [InlineData("[Gradient(nameof(Z))] static partial void G(float x, float y, Span<float> g);")]
    [InlineData("[Jacobian(nameof(Two))] static partial void G(float x, Span<float> values, Span<float> jacobian);")]
    public void The_method_that_cannot_be_written(string method) => AnalyzerHarness.Verify($$"""
        using System;
        using Adjoint;

        public static partial class Functions
        {
            [Differentiable] public static float Z(float x, float y) => x * y;
            [Differentiable] public static (float, float) Two(float x) => (x, 2 * x);
            {{method}}
        }
        """);

    [Fact]
    public void A_wrong_signature_is_spelt_out()
    {
        var found = AnalyzerHarness.Run("""
            using System;
            using Adjoint;

            public static partial class Functions
            {
                [Differentiable] public static float Norm(float s, [Length(3)] ReadOnlySpan<float> x) => s * x[0] + x[1] * x[2];
                [Gradient(nameof(Norm))] public static partial void NormGradient(Span<float> gradient);
            }
            """);
        Assert.EndsWith(
            "declare it as public static partial float NormGradient(float s, ReadOnlySpan<float> x, out float ds, Span<float> dx)",
            Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Apply({|ADJ0512:\"Swich\"|})")]
    [InlineData("Apply({|ADJ0512:nameof(Pair)|})")]
    [InlineData("Apply({|ADJ0512:nameof(Root)|})")]
    [InlineData("Apply({|ADJ0512:nameof(Half)|})")]
    [InlineData("Apply({|ADJ0512:nameof(Plain)|})")]
    [InlineData("Apply(nameof(Swish)), Dense(1), Loss({|ADJ0512:nameof(Swish)|})")]
    [InlineData("Apply(nameof(Swish)), Dense(1), Loss(nameof(Pair))")]
    public void A_function_that_does_not_fit_the_network(string layers) => AnalyzerHarness.Verify($$"""
        using System;
        using Adjoint;

        [Network, Input(4), Dense(8), {{layers}}]
        public sealed partial class Net
        {
            [Differentiable] static float Swish(float x) => x / (1 + MathF.Exp(-x));
            [Differentiable] static float Pair(float y, float t) => (y - t) * (y - t);
            [Differentiable] static float Root(float x) => MathF.Cbrt(x);
            [Differentiable] static float Half(float x, [Parameter(float.NaN)] float a) => a * x;
            static float Plain(float x) => x;
        }
        """);

    [Theory]
    [InlineData("Apply(nameof(Swish)), Loss(nameof(Pair))")]
    [InlineData("Apply({|ADJ0512:nameof(Single)|})")]
    public void A_function_in_a_network_of_doubles_is_one_of_doubles(string layers) => AnalyzerHarness.Verify($$"""
        using System;
        using Adjoint;

        [Network(Precision = Precision.Double), Input(4), Dense(8), {{layers}}]
        public sealed partial class Net
        {
            [Differentiable] static double Swish(double x) => x / (1 + Math.Exp(-x));
            [Differentiable] static double Pair(double y, double t) => (y - t) * (y - t);
            [Differentiable] static float Single(float x) => x * x;
        }
        """);

    [Fact]
    public void A_function_with_a_mistake_is_reported_at_the_function_alone() => AnalyzerHarness.Verify("""
        using System;
        using Adjoint;

        [Network, Input(4), Dense(8), Apply(nameof(Broken)), Dense(1)]
        public sealed partial class Net
        {
            [Differentiable] static float Broken(float x) => {|ADJ0513:(int)x|};
            [Gradient(nameof(Broken))] static partial void G(float x, Span<float> g);
        }
        """);
}
