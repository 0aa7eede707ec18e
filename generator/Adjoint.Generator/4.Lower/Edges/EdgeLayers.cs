using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Calls of the run-time library's sums along edges.</summary>
internal static class EdgeKernels
{
    /// <summary>The class.</summary>
    public static readonly LibraryKernel Sums = new("Edges", HasRowMethods: true);

    /// <summary>A call that reads numbers and edges, writes numbers, and has room for a number for each node.</summary>
    /// <param name="kernel">The class.</param>
    /// <param name="method">Its method.</param>
    /// <param name="node">The layer.</param>
    /// <param name="from">What it reads.</param>
    /// <param name="to">What it writes.</param>
    /// <param name="says">What it needs to know besides the numbers of nodes and edges.</param>
    /// <param name="equation">What is computed.</param>
    public static KernelCall Call(
        LibraryKernel kernel, string method, NodeContext node, EquatableArray<Operand> from, Operand to, IEnumerable<CallArgument> says, Equation equation)
    {
        var ends = node.InputAt(1);
        var work = Operand.Of(new($"{node.Output.Name}OfNodes", "a number for each node", ends.Tokens, Extent.Chunk), node.Output.Id).Written;
        EquatableArray<Operand> operands = [.. from, node.XAt(1), to, work];
        return new KernelCall(kernel, method, operands, 1, [equation])
        {
            Arguments =
            [
                .. Enumerable.Range(0, operands.Count).Select(static i => new CallArgument.Address(i)), new CallArgument.Number(ends.Tokens), new CallArgument.Number(EdgeRules.CountOf(ends)),
                .. says, new CallArgument.Number(node.Output.Shape.Last), new CallArgument.Units(),
            ],
        };
    }

    /// <summary>What is written as true or false.</summary>
    public static CallArgument Flag(string name, bool value) => new CallArgument.Text($"{name}: {(value ? "true" : "false")}");
}

/// <summary>Sums of edges, and what stands at their ends: each is the other's gradient.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AtEndsLowering(AtEnds layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(AggregateLowering.Call("Gather", node, node.X, node.Y, layer.End, mean: false, node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(AggregateLowering.Call("Aggregate", node, node.Dy, node.Dx, layer.End, mean: false, node.OfInput(0)));
    }
}

/// <inheritdoc cref="AtEndsLowering"/>
internal sealed class AggregateLowering(Aggregate layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call("Aggregate", node, node.X, node.Y, EdgeEnd.Target, layer.Options.Mean, node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Call("Gather", node, node.Dy, node.Dx, EdgeEnd.Target, layer.Options.Mean, node.OfInput(0)));
    }

    public static KernelCall Call(string method, NodeContext node, Operand from, Operand to, EdgeEnd end, bool mean, Equation equation) =>
        EdgeKernels.Call(EdgeKernels.Sums, method, node, [from], to, [new CallArgument.Text($"end: {(int)end}"), EdgeKernels.Flag("mean", mean)], equation);
}

/// <summary>A step along the edges; backward it goes back.</summary>
/// <param name="layer">The operator.</param>
internal sealed class PropagateLowering(Propagate layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node, node.X, node.Y, back: false, node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Call(node, node.Dy, node.Dx, back: true, node.OfInput(0)));
    }

    private KernelCall Call(NodeContext node, Operand from, Operand to, bool back, Equation equation) => EdgeKernels.Call(
        EdgeKernels.Sums, "Propagate", node, [from], to,
        [new CallArgument.Text($"weights: {(int)layer.Options.Weights}"), EdgeKernels.Flag("loops", layer.Options.SelfLoops), EdgeKernels.Flag("back", back)], equation);
}

/// <summary>Shares of edges among those into the same node.</summary>
internal sealed class EdgeSoftmaxLowering : Lowering
{
    private static readonly LibraryKernel Kernel = new("EdgeSoftmax", HasRowMethods: true);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(EdgeKernels.Call(Kernel, "Forward", node, [node.X], node.Y, [], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(EdgeKernels.Call(Kernel, "Backward", node, [node.Dy, Operand.Value(node.Output.Id)], node.Dx, [], node.OfInput(0)));
    }
}

/// <summary>Edges with those of nodes to themselves.</summary>
internal sealed class SelfLoopsLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(EdgeKernels.Sums, "Loops", [node.X, node.Y], 1, [node.OfOutput])
    {
        Arguments =
        [
            new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Number(node.Input.Tokens), new CallArgument.Number(EdgeRules.CountOf(node.Input)), new CallArgument.Units(),
        ],
    });

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}
