namespace Adjoint.Benchmarks.Derivatives;

/// <summary>Functions, their derivatives as the compiler writes them, and as one writes them by hand.</summary>
internal static partial class Formulas
{
    /// <summary>z = sin(x₁ + x₂) + x₂² x₃.</summary>
    [Differentiable]
    public static float Z(float x1, float x2, float x3) => MathF.Sin(x1 + x2) + x2 * x2 * x3;

    /// <summary>The value and the partial derivatives, generated.</summary>
    [Gradient(nameof(Z))]
    public static partial float ZGradient(float x1, float x2, float x3, out float dx1, out float dx2, out float dx3);

    /// <summary>The same for arrays of points.</summary>
    [Gradient(nameof(Z))]
    public static partial void ZGradients(
        ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3, Span<float> value, Span<float> dx1, Span<float> dx2, Span<float> dx3);

    /// <summary>The same by hand.</summary>
    public static float ZByHand(float x1, float x2, float x3, out float dx1, out float dx2, out float dx3)
    {
        var (sin, cos) = MathF.SinCos(x1 + x2);
        var product = x2 * x3;
        dx1 = cos;
        dx2 = cos + 2 * product;
        dx3 = x2 * x2;
        return sin + x2 * product;
    }

    /// <summary>x σ(x): what is built in as SiLU.</summary>
    [Differentiable]
    public static float Swish(float x) => x / (1 + MathF.Exp(-x));
}
