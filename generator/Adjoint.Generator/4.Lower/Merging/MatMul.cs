using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A matrix product and its two gradients, which are matrix products.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MatMulLowering(MatMul layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var factors = layer.FactorsOf(node);
        calls.Add(new KernelCall(KernelOf(factors), "Forward", [node.XAt(0), node.XAt(1), node.Y], factors.Units, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var factors = layer.FactorsOf(node);
        if (node.NeedsGradient(0))
            calls.Blocks.Add(new KernelCall(KernelOf(factors), "LeftGradient", [node.Dy, node.XAt(1), node.DxAt(0)], factors.Units, [node.OfInput(0)]));
        if (node.NeedsGradient(1))
            calls.Blocks.Add(new KernelCall(KernelOf(factors), "RightGradient", [node.XAt(0), node.Dy, node.DxAt(1)], factors.Units, [node.OfInput(1)]));
    }

    /// <summary>The product and its gradients.</summary>
    private static ProductKernel KernelOf(Factors factors)
    {
        // Rows of A that lie in order are rows of one matrix, whichever product they belong to.
        var one = factors is { SharesB: true, TransposeA: false } ? factors with { M = factors.M * factors.Repeats, Repeats = 1, SharesB = false } : factors;
        var (k, n, turnsA, turnsB) = (factors.K, factors.N, factors.TransposeA, factors.TransposeB);
        var (a, b) = (PlaceOf(one, "a", one.M, k, turnsA, factors.SharesA), PlaceOf(one, "b", k, n, turnsB, one.SharesB));
        var y = PlaceOf(one, "y", one.M, n, isTransposed: false, isShared: false);
        var name = $"MatMul{one.M}x{k}x{n}{(turnsA ? "TransposeA" : "")}{(turnsB ? "TransposeB" : "")}"
            + (one.Repeats == 1 ? "" : $"{(factors.SharesA ? "OneA" : "OneB")}Of{one.Repeats}");
        return new ProductKernel(name, $"{(one.Repeats == 1 ? "A product" : $"{one.Repeats} products")} of a matrix of {one.M}×{k} with one of {k}×{n}, for each row its own",
        [
            new Product("Forward", "y[i,j] = Σₗ a[i,l] b[l,j]", one.M, k, n, one.Repeats, a, b, y),
            new Product("LeftGradient", "da[i,l] = Σⱼ dy[i,j] b[l,j]", one.M, n, k, one.Repeats, y.In("dy"), b.Transposed, a.In("da")),
            new Product("RightGradient", "db[l,j] = Σᵢ a[i,l] dy[i,j]", k, one.M, n, one.Repeats, a.Transposed, y.In("dy"), b.In("db")),
        ]);
    }

    private static MatrixLayout PlaceOf(Factors factors, string buffer, int rows, int columns, bool isTransposed, bool isShared)
    {
        var size = rows * columns;
        return new(buffer, isTransposed ? 1 : columns, isTransposed ? rows : 1, isShared ? 0 : size, isShared ? size : size * factors.Repeats);
    }
}
