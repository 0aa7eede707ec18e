using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>The forms of signatures: spans, several outputs, arrays, derivatives by hand; and what a branch that is not taken does to a gradient.</summary>
public sealed class FunctionFormsTests : IClassFixture<FunctionFormsTests.Project>
{
    private readonly EmittedAssembly forms;

    public FunctionFormsTests(Project project) => forms = project.Assembly;

    private delegate float SpanGradient(float s, ReadOnlySpan<float> x, out float ds, Span<float> dx);

    private delegate void Jacobian(double x, double y, Span<double> values, Span<double> jacobian);

    private delegate void Along(double x, double y, double vx, double vy, Span<double> tangent);

    private delegate void Arrays(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> value, Span<float> dx, Span<float> dy);

    private delegate double Two(double x, double y, out double dx, out double dy);

    private delegate void One(double x, Span<double> gradient);

    private delegate double Slope(double x, out double dx);

    [Fact]
    public void Spans_have_their_own_gradients_and_their_lengths_are_checked()
    {
        var gradient = forms.Method<SpanGradient>("Forms", "NormGradient");
        float[] x = [1, 2, 2];
        var dx = new float[3];
        Assert.Equal(6, gradient(2, x, out var ds, dx));
        Assert.Equal(3, ds);
        Assert.Equal([2 / 3f, 4 / 3f, 4 / 3f], dx);
        // In place: all is read before anything is written.
        gradient(2, x, out _, x);
        Assert.Equal(dx, x);
        var wrong = Assert.Throws<ArgumentException>(() => gradient(2, new float[4], out _, dx));
        Assert.Equal("'x' has 4 elements, but the function has 3 there. Pass a span of 3. (Parameter 'x')", wrong.Message);
    }

    [Fact]
    public void Several_outputs_have_a_Jacobian()
    {
        var (values, jacobian, tangent) = (new double[2], new double[4], new double[2]);
        forms.Method<Jacobian>("Forms", "PolarJacobian")(2, 0.5, values, jacobian);
        var (cos, sin) = (Math.Cos(0.5), Math.Sin(0.5));
        Assert.Equal([2 * cos, 2 * sin], values);
        Assert.Equal([cos, -2 * sin, sin, 2 * cos], jacobian);
        forms.Method<Along>("Forms", "PolarAlong")(2, 0.5, 3, -1, tangent);
        Assert.Equal(3 * cos + 2 * sin, tangent[0], 1e-15);
        Assert.Equal(3 * sin - 2 * cos, tangent[1], 1e-15);
    }

    [Theory]
    [InlineData("Vectors", 1e-6)]
    [InlineData("Numbers", 1e-6)]
    public void Arrays_of_any_length_agree_with_numbers_and_nothing_is_allocated(string method, double tolerance)
    {
        var arrays = forms.Method<Arrays>("Forms", method);
        var random = new Random(3);
        foreach (var n in new[] { 0, 1, 3, 15, 16, 17, 31, 33, 100 })
        {
            float[] x = [.. Enumerable.Range(0, n).Select(_ => 4 * random.NextSingle() - 2)], y = [.. Enumerable.Range(0, n).Select(_ => 4 * random.NextSingle() - 2)];
            var (value, dx, dy) = (new float[n], new float[n], new float[n]);
            arrays(x, y, value, dx, dy);
            var before = GC.GetAllocatedBytesForCurrentThread();
            arrays(x, y, value, dx, dy);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            for (var i = 0; i < n; i++)
            {
                var (a, b) = ((double)x[i], (double)y[i]);
                var third = method == "Numbers" ? Math.Cbrt(b) : 0;
                Assert.Equal(a > b ? Math.Sin(a) * b : Math.Exp(a) - b + third, value[i], tolerance * 10);
                Assert.Equal(a > b ? Math.Cos(a) * b : Math.Exp(a), dx[i], tolerance * 10);
                Assert.Equal(a > b ? Math.Sin(a) : -1 + (method == "Numbers" ? 1 / (3 * third * third) : 0), dy[i], 1e-4 * (1 + Math.Abs(dy[i])));
            }
        }
        float[] memory = new float[40];
        Assert.Throws<ArgumentException>(() => arrays(memory.AsSpan(0, 8), memory.AsSpan(8, 8), memory.AsSpan(4, 8), memory.AsSpan(16, 8), memory.AsSpan(24, 8)));
        Assert.Throws<ArgumentException>(() => arrays(memory.AsSpan(0, 8), memory.AsSpan(8, 7), memory.AsSpan(16, 8), memory.AsSpan(24, 8), memory.AsSpan(32, 8)));
        arrays(memory.AsSpan(0, 8), memory.AsSpan(8, 8), memory.AsSpan(0, 8), memory.AsSpan(8, 8), memory.AsSpan(16, 8));
    }

    [Fact]
    public void A_derivative_by_hand_is_used_and_a_wrong_one_is_found()
    {
        var value = forms.Method<Two>("Forms", "HandGradient")(0.7, 1.2, out var dx, out var dy);
        Assert.Equal(Math.Pow(0.7, 3) * 1.2 + 0.7 * 1.2, value, 1e-12);
        Assert.Equal(3 * 0.49 * 1.2 + 1.2, dx, 1e-12);
        Assert.Equal(Math.Pow(0.7, 3) + 0.7, dy, 1e-12);
        Assert.InRange(forms.Method<Func<double, double, double>>("Forms", "HandCheck")(0.7, 1.2), 0, 1e-9);
        Assert.InRange(forms.Method<Func<double, double>>("Forms", "SlipCheck")(0.7), 0.1, 10);
        var second = new double[1];
        forms.Method<One>("Forms", "CubeCurvature")(0.7, second);
        Assert.Equal(6 * 0.7, second[0], 1e-12);
    }

    [Theory]
    [InlineData("Log", 0, 0)]
    [InlineData("Log", 2, 0.5)]
    [InlineData("Root", -1, 0)]
    [InlineData("Root", 0, 0)]
    [InlineData("Chain", -1, 0)]
    [InlineData("Relu", 0, 0)]
    [InlineData("Relu", 2, 1)]
    [InlineData("Far", 1000, 1)]
    [InlineData("Far", -1000, 0)]
    [InlineData("Same", 0, 0)]
    public void What_is_not_taken_does_not_poison_the_gradient(string function, double x, double expected)
    {
        var gradient = new double[1];
        forms.Method<One>("Forms", function + "Gradient")(x, gradient);
        Assert.Equal(expected, gradient[0]);
    }

    [Fact]
    public void One_less_a_logistic_function_keeps_its_digits()
    {
        const double expected = 4.248354255291589e-18;
        var value = forms.Method<Slope>("Forms", "ComplementGradient")(40, out var slope);
        Assert.Equal(expected, value, 1e-14 * expected);
        Assert.Equal(-expected, slope, 1e-14 * expected);
    }

    /// <summary>All functions of this file, compiled once.</summary>
    public sealed class Project : IDisposable
    {
        private const string Source = """
            using System;
            using Adjoint;

            public static partial class Forms
            {
                [Differentiable] static float Norm(float s, [Length(3)] ReadOnlySpan<float> x)
                {
                    var sum = 0f;
                    foreach (var v in x) sum += v * v;
                    return s * MathF.Sqrt(sum);
                }
                [Gradient(nameof(Norm))] public static partial float NormGradient(float s, ReadOnlySpan<float> x, out float ds, Span<float> dx);

                [Differentiable] static (double X, double Y) Polar(double r, double a) => (r * Math.Cos(a), r * Math.Sin(a));
                [Jacobian(nameof(Polar))] public static partial void PolarJacobian(double r, double a, Span<double> values, Span<double> jacobian);
                [Jvp(nameof(Polar))] public static partial void PolarAlong(double r, double a, double vr, double va, Span<double> tangent);

                [Differentiable] static float Mixed(float x, float y) => x > y ? MathF.Sin(x) * y : MathF.Exp(x) - y;
                [Gradient(nameof(Mixed))] public static partial void Vectors(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> value, Span<float> dx, Span<float> dy);
                [Differentiable] static float Rooted(float x, float y) => x > y ? MathF.Sin(x) * y : MathF.Exp(x) - y + MathF.Cbrt(y);
                [Gradient(nameof(Rooted))] public static partial void Numbers(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> value, Span<float> dx, Span<float> dy);

                static double Cube(double x) { var p = 1.0; var n = 0; while (n++ < 3) p *= x; return p; }
                [Derivative(nameof(Cube)), Differentiable] static double CubeSlope(double x) => 3 * x * x;
                [Differentiable] static double Product(double x, double y) => x * y;
                [Derivative(nameof(Product))] static void ProductPartials(double x, double y, out double dx, out double dy) { dx = y; dy = x; }
                [Differentiable] static double Hand(double x, double y) => Cube(x) * y + Product(x, y);
                [Gradient(nameof(Hand))] public static partial double HandGradient(double x, double y, out double dx, out double dy);
                [DerivativeCheck(nameof(Hand))] public static partial double HandCheck(double x, double y);
                [Hessian(nameof(Cube))] public static partial void CubeCurvature(double x, Span<double> hessian);
                [Differentiable] static double Slip(double x) => x * x * x;
                [Derivative(nameof(Slip))] static double SlipSlope(double x) => 2 * x * x;
                [DerivativeCheck(nameof(Slip))] public static partial double SlipCheck(double x);

                [Differentiable] static double Log(double x) => x > 0 ? Math.Log(x) : 0;
                [Gradient(nameof(Log))] public static partial void LogGradient(double x, Span<double> gradient);
                [Differentiable] static double Root(double x) { var r = Math.Sqrt(x); return x > 0 ? r * Math.Sin(r) : 3; }
                [Gradient(nameof(Root))] public static partial void RootGradient(double x, Span<double> gradient);
                [Differentiable] static double Chain(double x) { var r = Math.Log(x); return x > 1 ? r : x < -5 ? 2 * r : 1; }
                [Gradient(nameof(Chain))] public static partial void ChainGradient(double x, Span<double> gradient);
                [Differentiable] static double Relu(double x) => Math.Max(x, 0);
                [Gradient(nameof(Relu))] public static partial void ReluGradient(double x, Span<double> gradient);
                [Differentiable] static double Far(double x) => Math.Log(1 + Math.Exp(x));
                [Gradient(nameof(Far))] public static partial void FarGradient(double x, Span<double> gradient);
                [Differentiable] static double Complement(double x) => 1 - SpecialFunctions.Sigmoid(x);
                [Gradient(nameof(Complement))] public static partial double ComplementGradient(double x, out double dx);
                [Differentiable] static double Same(double x) => x / x + Math.Sqrt(x * x);
                [Gradient(nameof(Same))] public static partial void SameGradient(double x, Span<double> gradient);
            }
            """;

        internal EmittedAssembly Assembly { get; } = GeneratorHarness.Run(Source).Emit();

        public void Dispose() => Assembly.Dispose();
    }
}
