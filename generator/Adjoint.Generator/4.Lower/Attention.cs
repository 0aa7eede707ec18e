using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Attention: one kernel, which brings the positions of a few rows into the lanes at a time. The backward pass computes the probabilities again.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AttentionLowering(Attention layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, "Forward", [.. Inputs(node), Logarithms(node).Written, node.Y, Work(node, KernelOf(node).ForwardWork)], node.OfOutput));

    public override void Predict(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, "Predict", [.. Inputs(node), node.Y, Work(node, KernelOf(node).ForwardWork)], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        List<int> wanted = [.. Enumerable.Range(0, node.InputCount).Where(node.NeedsGradient)];
        if (wanted.Count == 0)
            return;
        List<Operand> operands = [.. Inputs(node), Logarithms(node), Operand.Value(node.Output.Id), node.Dy, .. wanted.Select(node.DxAt), Work(node, KernelOf(node).BackwardWork)];
        var call = CallOf(node, "Backward", [.. operands], node.OfInput(wanted[0])) with { Equations = wanted.Select(node.OfInput).ToEquatableArray() };
        if (layer.Positions > 0)
        {
            calls.Blocks.Add(InLanes(node, wanted));
            return;
        }
        // A gradient that nobody wants has no place.
        var first = node.InputCount + 3;
        var gradients = Enumerable.Range(0, node.InputCount - (layer.HasLengths ? 1 : 0))
            .Select(i => wanted.IndexOf(i) is >= 0 and var at ? (CallArgument)new CallArgument.Address(first + at) : new CallArgument.Text("null"));
        calls.Blocks.Add(call with
        {
            Arguments = [.. Enumerable.Range(0, first).Select(static i => new CallArgument.Address(i)), .. gradients, new CallArgument.Address(operands.Count - 1), .. Rest(node, "Backward")],
        });
    }

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation) => new(KernelOf(node), method, operands, layer.UnitsOf(node), [equation])
    {
        Arguments = [.. Enumerable.Range(0, operands.Count).Select(static i => new CallArgument.Address(i)), .. Rest(node, method)],
    };

    /// <summary>Where positions are rows: gradients are written where they belong, or, where nobody wants one, to a place of their own.</summary>
    private KernelCall InLanes(NodeContext node, List<int> wanted)
    {
        Operand Gradient(int input) => wanted.Contains(input) ? node.DxAt(input)
            : Operand.Of(new(FormattableString.Invariant($"{node.Output.Name}Unwanted{input}"), "a gradient that nobody wants", node.InputAt(input).Size), node.Output.Id).Written;
        EquatableArray<Operand> operands =
        [
            .. Inputs(node), Logarithms(node), Operand.Value(node.Output.Id), node.Dy, .. Enumerable.Range(0, node.InputCount).Select(Gradient), Work(node, KernelOf(node).BackwardWork),
        ];
        return CallOf(node, "Backward", operands, node.OfInput(wanted[0])) with { Equations = wanted.Select(node.OfInput).ToEquatableArray() };
    }

    private IEnumerable<CallArgument> Rest(NodeContext node, string method) =>
        [new CallArgument.Real(layer.ScaleOf(node)), layer.Positions > 0 ? new CallArgument.WholeRows(layer.Positions / LaneBlock.Rows) : new CallArgument.Units(), .. Mask(node, method)];

    /// <summary>What training draws its masks from.</summary>
    private IEnumerable<CallArgument> Mask(NodeContext node, string method) => !layer.Drops || method == "Predict" ? [] :
    [
        new CallArgument.MaskKey(node.Name),
        new CallArgument.FirstNumber(
            layer.Positions > 0 ? KernelOf(node).Masks / KernelOf(node).QueryBlocks : KernelOf(node).Masks * LaneBlock.Rows * layer.UnitsOf(node)),
        new CallArgument.Real(layer.Options.Dropout),
    ];

    private static IEnumerable<Operand> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount).Select(node.XAt);

    private Operand Logarithms(NodeContext node) => Operand.Of(
        new($"{node.Output.Name}Logarithms", "log₂ Σ exp(s q kᵀ) of each head and position",
            layer.Positions > 0 ? layer.Options.Heads : KernelOf(node).Logarithms * layer.UnitsOf(node)), node.Output.Id);

    private static Operand Work(NodeContext node, int length) => Operand.Of(
        new($"{node.Output.Name}Work{length}", "a few rows with their positions in the lanes", length, Extent.Chunk), node.Output.Id).Written;

    private AttentionKernel KernelOf(NodeContext node) => new(
        layer.Options.Heads, layer.KeyHeads, layer.WidthOf(node), layer.QueriesOf(node), layer.KeysOf(node), layer.Options.Causal, layer.Options.Window, layer.IsPacked(node), layer.Drops,
        layer.BiasHeads(node), layer.BiasUnits(node), layer.HasLengths, layer.Positions > 0);
}
