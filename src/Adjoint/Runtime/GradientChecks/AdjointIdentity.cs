using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>⟨ȳ, J ẋ⟩ = ⟨Jᵀȳ, ẋ⟩, for any directions.</summary>
internal static class AdjointIdentity
{
    /// <summary>How far the two are apart for directions drawn from a seed, relative to the sum of the absolute terms.</summary>
    public static double Gap<T>(VectorJacobianProduct<T> vjp, JacobianVectorProduct<T> jvp, int rows, int[] inputs, int[] outputs, int parameters, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(vjp);
        ArgumentNullException.ThrowIfNull(jvp);
        // Not the numbers that a check draws as inputs from the same seed.
        var drawn = new DrawnRows<T>(1, ~seed);
        T[][] xTangent = [.. inputs.Select(size => drawn.Numbers(checked(rows * size)))], dy = [.. outputs.Select(size => drawn.Numbers(checked(rows * size)))];
        T[][] dx = [.. xTangent.Select(static x => new T[x.Length])], yTangent = [.. dy.Select(static y => new T[y.Length])];
        var (parameterTangent, gradient) = (drawn.Numbers(parameters), new T[parameters]);
        jvp(xTangent, parameterTangent, yTangent);
        vjp(dy, dx, gradient);
        var (forward, size) = Dot(dy, yTangent);
        var (reverse, sizeOfReverse) = Dot([.. dx, gradient], [.. xTangent, parameterTangent]);
        return Math.Abs(forward - reverse) / Math.Max(1e-30, size + sizeOfReverse);
    }

    private static (double Sum, double Size) Dot<T>(T[][] a, T[][] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, size) = (0.0, 0.0);
        foreach (var (x, y) in a.SelectMany(static x => x).Zip(b.SelectMany(static y => y)))
        {
            var product = double.CreateTruncating(x) * double.CreateTruncating(y);
            sum += product;
            size += Math.Abs(product);
        }
        return (sum, size);
    }
}
