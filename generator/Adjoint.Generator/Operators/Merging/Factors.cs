using Adjoint.Generator.Declare;

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

    private static int RowsOf(TensorShape shape) => shape.Sizes[shape.Rank - 2];
}
