using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Operators;

/// <summary>What a matrix product multiplies: so many products of A, m×k, and B, k×n.</summary>
/// <param name="M">The rows of A and of the result.</param>
/// <param name="K">The columns of A and rows of B.</param>
/// <param name="N">The columns of B and of the result.</param>
/// <param name="Units">The products of which each has an A and a B of its own.</param>
/// <param name="Repeats">The products that share A or B.</param>
/// <param name="TransposeA">Whether A lies transposed.</param>
/// <param name="TransposeB">Whether B lies transposed.</param>
/// <param name="SharesA">Whether the repeated products share A.</param>
/// <param name="SharesB">Whether they share B.</param>
internal sealed record Factors(int M, int K, int N, int Units, int Repeats, bool TransposeA, bool TransposeB, bool SharesA, bool SharesB)
{
    /// <summary>The factors of two values whose shapes fit.</summary>
    public static Factors Of(MatMulOptions options, TensorShape a, TensorShape b)
    {
        var (turnsA, turnsB) = (options.TransposeA, options.TransposeB);
        var (m, k) = turnsA ? (a.Last, RowsOf(a)) : (RowsOf(a), a.Last);
        var n = turnsB ? RowsOf(b) : b.Last;
        var (countA, countB) = ((int)(a.Size / (m * k)), (int)(b.Size / (k * n)));
        if (a.Rank == b.Rank || countA == countB)
            return new(m, k, n, countA, 1, turnsA, turnsB, SharesA: false, SharesB: false);
        return new(m, k, n, 1, Math.Max(countA, countB), turnsA, turnsB, SharesA: a.Rank == 2, SharesB: b.Rank == 2);
    }

    /// <summary>The product and its gradients.</summary>
    public ProductKernel Kernel
    {
        get
        {
            // Rows of A that lie in order are rows of one matrix, whichever product they belong to.
            var one = SharesB && !TransposeA ? this with { M = M * Repeats, Repeats = 1, SharesB = false } : this;
            var (a, b) = (one.PlaceOf("a", one.M, K, TransposeA, SharesA), one.PlaceOf("b", K, N, TransposeB, one.SharesB));
            var y = one.PlaceOf("y", one.M, N, isTransposed: false, isShared: false);
            var name = $"MatMul{one.M}x{K}x{N}{(TransposeA ? "TransposeA" : "")}{(TransposeB ? "TransposeB" : "")}"
                + (one.Repeats == 1 ? "" : $"{(SharesA ? "OneA" : "OneB")}Of{one.Repeats}");
            return new ProductKernel(name,
            [
                new Product("Forward", "y[i,j] = Σₗ a[i,l] b[l,j]", one.M, K, N, one.Repeats, a, b, y),
                new Product("LeftGradient", "da[i,l] = Σⱼ dy[i,j] b[l,j]", one.M, N, K, one.Repeats, y.In("dy"), b.Transposed, a.In("da")),
                new Product("RightGradient", "db[l,j] = Σᵢ a[i,l] dy[i,j]", K, one.M, N, one.Repeats, a.Transposed, y.In("dy"), b.In("db")),
            ]);
        }
    }

    private MatrixPlace PlaceOf(string buffer, int rows, int columns, bool isTransposed, bool isShared)
    {
        var size = rows * columns;
        return new(buffer, isTransposed ? 1 : columns, isTransposed ? rows : 1, isShared ? 0 : size, isShared ? size : size * Repeats);
    }

    private static int RowsOf(TensorShape shape) => shape.Sizes[shape.Rank - 2];
}
