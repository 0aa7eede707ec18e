using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>A softmax over the keys that a query sees: loops whose ends move with the query.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AttentionWeightsLowering(AttentionWeights layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node, "Forward", [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], node.OfInput(0)));
    }

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation)
    {
        var (queries, keys) = (layer.Queries, node.Input.Shape.Last);
        var size = queries * keys;
        var scale = (Expr)layer.Scale;
        // The factor is a part of the formula, and so of the name.
        var name = FormattableString.Invariant(
            $"{(layer.Causal ? "Causal" : "")}AttentionWeights{queries}To{keys}{(layer.Window == 0 ? "" : $"Window{layer.Window}")}By{BitConverter.DoubleToInt64Bits(layer.Scale):X}");
        var kernel = new LaneKernel(name, $"Softmax over the keys that each of {queries} queries sees, of {keys}",
        [
            new LaneMethod("Forward", "y = exp(s (x − m)) / Σ exp(s (x − m)), m = max x", [new("x", size), new("y", size)], [.. For("i", queries, i =>
            [
                new Let("max", double.NegativeInfinity),
                .. Seen(i, keys, j => [new Set("max", Max(new Variable("max"), new Feature("x", i * keys + j)))]),
                new Let("sum", 0f),
                .. Seen(i, keys, j =>
                [
                    new Let("e", Exp(scale * (new Feature("x", i * keys + j) - new Variable("max")))),
                    new Set("sum", new Variable("sum") + new Variable("e")),
                    new Store("y", i * keys + j, new Variable("e")),
                ]),
                .. Seen(i, keys, j => [new Store("y", i * keys + j, new Feature("y", i * keys + j) / new Variable("sum"))]),
                .. Unseen(i, keys, j => [new Store("y", i * keys + j, 0f)]),
            ])], Rows: true),
            new LaneMethod("Backward", "dx = s y (dy − ⟨dy, y⟩)", [new("dy", size), new("y", size), new("dx", size)], [.. For("i", queries, i =>
            [
                new Let("dot", 0f),
                .. Seen(i, keys, j => [new Set("dot", new Variable("dot") + new Feature("dy", i * keys + j) * new Feature("y", i * keys + j))]),
                .. Seen(i, keys, j => [new Store("dx", i * keys + j, scale * new Feature("y", i * keys + j) * (new Feature("dy", i * keys + j) - new Variable("dot")))]),
                .. Unseen(i, keys, j => [new Store("dx", i * keys + j, 0f)]),
            ])]),
        ]);
        return new KernelCall(kernel, method, operands, node.Output.Size / size, [equation]);
    }

    private IEnumerable<Statement> Seen(Index query, int keys, Func<Index, IEnumerable<Statement>> body) => For("j", First(query, keys), End(query, keys), body);

    private IEnumerable<Statement> Unseen(Index query, int keys, Func<Index, IEnumerable<Statement>> body) =>
        [.. For("j", 0, First(query, keys), body), .. For("j", End(query, keys), keys, body)];

    private Bound First(Index query, int keys) => layer.Window == 0 ? 0 : new Bound(query + (keys - layer.Queries - layer.Window + 1), Most: keys);

    private Bound End(Index query, int keys) => layer.Causal ? new Bound(query + (keys - layer.Queries + 1), Most: keys) : keys;
}
