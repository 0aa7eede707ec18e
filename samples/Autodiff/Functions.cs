namespace Autodiff;

/// <summary>Two functions, and the derivatives that the compiler writes.</summary>
public static partial class Functions
{
    /// <summary>The lectures' running example: z = sin(x₁ + x₂) + x₂² x₃.</summary>
    [Differentiable]
    public static float Z(float x1, float x2, float x3) => MathF.Sin(x1 + x2) + x2 * x2 * x3;

    /// <summary>The value and all three partial derivatives.</summary>
    [Gradient(nameof(Z))]
    public static partial float ZGradient(float x1, float x2, float x3, out float dx1, out float dx2, out float dx3);

    /// <summary>The second derivatives.</summary>
    [Hessian(nameof(Z))]
    public static partial void ZHessian(float x1, float x2, float x3, Span<float> hessian);

    /// <summary>Rosenbrock's valley (1960): its floor is a bent and nearly flat path to the minimum 0 at (1, 1).</summary>
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        var across = y - x * x;
        var along = 1 - x;
        return 100 * across * across + along * along;
    }

    /// <summary>The value and the slope.</summary>
    [Gradient(nameof(Rosenbrock))]
    public static partial double RosenbrockGradient(double x, double y, out double dx, out double dy);

    /// <summary>How far the derivatives are from differences of the function.</summary>
    [DerivativeCheck(nameof(Rosenbrock))]
    public static partial double RosenbrockCheck(double x, double y);
}
