using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>Sines and cosines of one number of each row; backward reads them.</summary>
/// <param name="layer">The operator.</param>
internal sealed class SinusoidalEmbeddingLowering(SinusoidalEmbedding layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(Kernel(), "Forward", [node.X, node.Y], 1, [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(Kernel(), "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], 1, [node.OfInput(0)]));
    }

    private LaneKernel Kernel()
    {
        var (half, size) = (layer.Half, layer.Options.Size);
        return new LaneKernel($"Sinusoids{size}By{PositionKernels.BitsOf(layer.Options.Base)}{(layer.Order == 0 ? "" : $"Order{layer.Order}")}", $"Sines and cosines of one number, {half} each",
        [
            new LaneMethod("Forward", "y[i] = sin(t f[i]), y[h + i] = cos(t f[i])", [new("x", 1), new("y", size)], [.. Loops.For("i", half, i =>
            [
                new Let("f", Frequency(i)),
                new Let("angle", new Feature("x", 0) * new Variable("f")),
                new Store("y", i, Derived(layer.Order, new Variable("angle"))),
                new Store("y", i + half, Derived(layer.Order + 1, new Variable("angle"))),
            ])], Rows: true),
            new LaneMethod("Backward", "dt = Σ f[i] (dy[i] y[h + i] − dy[h + i] y[i])", [new("dy", size), new("y", size), new("dx", 1)],
            [
                .. Loops.Sums(half, ("sum", i => Frequency(i) * (new Feature("dy", i) * new Feature("y", i + half) - new Feature("dy", i + half) * new Feature("y", i)))),
                new Store("dx", 0, new Variable("sum")),
            ]),
        ]);
    }

    private Expr Frequency(Index i) => new Tabulated(layer.Frequencies, i);

    /// <summary>fᵏ times the derivative of the sine that is a quarter turn further for each of so many orders: sin, cos, −sin, −cos.</summary>
    private Expr Derived(int turns, Expr angle)
    {
        Expr turned = (turns % 4) switch { 0 => Sin(angle), 1 => Cos(angle), 2 => -Sin(angle), _ => -Cos(angle) };
        return Enumerable.Range(0, layer.Order).Aggregate(turned, static (product, _) => product * new Variable("f"));
    }
}
