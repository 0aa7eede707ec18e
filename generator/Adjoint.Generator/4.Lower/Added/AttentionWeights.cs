using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>A softmax over the keys that a query sees: loops whose ends move with the query. Where rows end, each key is compared with the row's length.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AttentionWeightsLowering(AttentionWeights layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, "Forward", HasLengths(node) ? [node.X, node.XAt(1), node.Y] : [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], node.OfInput(0)));
    }

    private static bool HasLengths(NodeContext node) => node.InputCount > 1;

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation)
    {
        var (queries, keys) = (layer.Queries, node.Input.Shape.Last);
        // A row has one length: with it all heads are one call.
        var heads = HasLengths(node) ? node.Output.Size / (queries * keys) : 1;
        var size = heads * queries * keys;
        // The factor is a part of the formula, and so of the name.
        var seen = $"{(layer.Window == 0 ? "" : $"Window{layer.Window}")}{(HasLengths(node) ? $"OfLengths{heads}" : "")}";
        var name = FormattableString.Invariant($"{(layer.Causal ? "Causal" : "")}AttentionWeights{queries}To{keys}{seen}By{BitConverter.DoubleToInt64Bits(layer.Scale):X}");
        var kernel = new LaneKernel(name, $"Softmax over the keys that each of {queries} queries sees, of {keys}{(HasLengths(node) ? " or fewer" : "")}",
        [
            new LaneMethod(
                "Forward", "y = exp(s (x − m)) / Σ exp(s (x − m)), m = max x", [new("x", size), .. HasLengths(node) ? [new("n", 1)] : Array.Empty<LaneBuffer>(), new("y", size)],
                [.. EachQuery(heads, queries, (i, row) => Softmax(i, row, keys, HasLengths(node)))], Rows: true),
            new LaneMethod("Backward", "dx = s y (dy − ⟨dy, y⟩)", [new("dy", size), new("y", size), new("dx", size)], [.. EachQuery(heads, queries, (i, row) => Gradient(i, row, keys))]),
        ]);
        return new KernelCall(kernel, method, operands, node.Output.Size / size, [equation]);
    }

    private static IEnumerable<Statement> EachQuery(int heads, int queries, Func<Index, Index, IEnumerable<Statement>> body) => heads == 1
        ? For("i", queries, i => body(i, i))
        : For("h", heads, h => For("i", queries, i => body(i, h * queries + i)));

    /// <param name="i">The query.</param>
    /// <param name="row">Its row of the matrix, counted over all heads.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="hasLengths">Whether only those before n are there.</param>
    private IEnumerable<Statement> Softmax(Index i, Index row, int keys, bool hasLengths)
    {
        var scale = (Expr)layer.Scale;
        Expr Present(Index j, Expr there, Expr otherwise) => hasLengths ? IfGreater(new Feature("n", 0), new Number(j), there, otherwise) : there;
        var share = hasLengths ? IfGreater(new Variable("sum"), 0, 1 / new Variable("sum"), 0) : 1 / new Variable("sum");
        return
        [
            new Let("max", double.NegativeInfinity),
            .. Seen(i, keys, j => [new Set("max", Present(j, Max(new Variable("max"), new Feature("x", row * keys + j)), new Variable("max")))]),
            new Let("sum", 0f),
            .. Seen(i, keys, j =>
            [
                new Let("e", Present(j, Exp(scale * (new Feature("x", row * keys + j) - new Variable("max"))), 0)),
                new Set("sum", new Variable("sum") + new Variable("e")),
                new Store("y", row * keys + j, new Variable("e")),
            ]),
            .. hasLengths ? [new Let("share", share)] : Array.Empty<Statement>(),
            .. Seen(i, keys, j => [new Store("y", row * keys + j, hasLengths ? new Feature("y", row * keys + j) * new Variable("share") : new Feature("y", row * keys + j) / new Variable("sum"))]),
            .. Unseen(i, keys, j => [new Store("y", row * keys + j, 0f)]),
        ];
    }

    private IEnumerable<Statement> Gradient(Index i, Index row, int keys) =>
    [
        new Let("dot", 0f),
        .. Seen(i, keys, j => [new Set("dot", new Variable("dot") + new Feature("dy", row * keys + j) * new Feature("y", row * keys + j))]),
        .. Seen(i, keys, j => [new Store("dx", row * keys + j, (Expr)layer.Scale * new Feature("y", row * keys + j) * (new Feature("dy", row * keys + j) - new Variable("dot")))]),
        .. Unseen(i, keys, j => [new Store("dx", row * keys + j, 0f)]),
    ];

    private IEnumerable<Statement> Seen(Index query, int keys, Func<Index, IEnumerable<Statement>> body) => For("j", First(query, keys), End(query, keys), body);

    private IEnumerable<Statement> Unseen(Index query, int keys, Func<Index, IEnumerable<Statement>> body) =>
        [.. For("j", 0, First(query, keys), body), .. For("j", End(query, keys), keys, body)];

    private Bound First(Index query, int keys) => layer.Window == 0 ? 0 : new Bound(query + (keys - layer.Queries - layer.Window + 1), Most: keys);

    private Bound End(Index query, int keys) => layer.Causal ? new Bound(query + (keys - layer.Queries + 1), Most: keys) : keys;
}
