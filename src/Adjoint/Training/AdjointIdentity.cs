using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>A network's Jacobian–vector product.</summary>
internal delegate void JvpOf<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> parameterTangent, Span<T> y, Span<T> yTangent);

/// <summary>A network's vector–Jacobian product.</summary>
internal delegate void VjpOf<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, Span<T> gradient);

/// <summary>⟨ȳ, J ẋ⟩ = ⟨Jᵀȳ, ẋ⟩, for any directions.</summary>
internal static class AdjointIdentity
{
    /// <summary>How far the two are apart for directions drawn from a seed, relative to the sum of the absolute terms.</summary>
    public static double Gap<T>(JvpOf<T> jvp, VjpOf<T> vjp, ReadOnlySpan<T> x, int outputs, int parameters, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var (xTangent, parameterTangent, dy) = (Draw<T>(random, x.Length), Draw<T>(random, parameters), Draw<T>(random, outputs));
        var (yTangent, dx, gradient) = (new T[outputs], new T[x.Length], new T[parameters]);
        jvp(x, xTangent, parameterTangent, [], yTangent);
        vjp(x, dy, dx, gradient);
        var (forward, size) = Dot(dy, yTangent);
        var (byInputs, sizeOfInputs) = Dot(dx, xTangent);
        var (byParameters, sizeOfParameters) = Dot(gradient, parameterTangent);
        return Math.Abs(forward - byInputs - byParameters) / Math.Max(1e-30, size + sizeOfInputs + sizeOfParameters);
    }

    /// <summary>Numbers from −1 to 1.</summary>
    public static T[] Draw<T>(Random random, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        foreach (ref var value in values.AsSpan())
            value = T.CreateTruncating(2 * random.NextSingle() - 1);
        return values;
    }

    private static (double Sum, double Size) Dot<T>(T[] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, size) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var product = double.CreateTruncating(a[i]) * double.CreateTruncating(b[i]);
            sum += product;
            size += Math.Abs(product);
        }
        return (sum, size);
    }
}
