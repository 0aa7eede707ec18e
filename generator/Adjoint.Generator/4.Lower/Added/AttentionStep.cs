using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Attention of one step. What is kept is memory of the caller's, which the kernel writes to where it lies.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AttentionStepLowering(AttentionStep layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var kernel = new AttentionStepKernel(layer.Heads, layer.KeyHeads, layer.Width, layer.Capacity, layer.IsRing, layer.IsPacked);
        var work = Operand.Of(new($"{node.Output.Name}Scores", "the scores of one head", kernel.Work, Extent.Chunk), node.Output.Id).Written;
        EquatableArray<Operand> operands = [.. Enumerable.Range(0, node.InputCount).Select(node.XAt), work, node.Y];
        calls.Add(new KernelCall(kernel, layer.Fills ? "Fill" : "Forward", operands, 1, [node.OfOutput])
        {
            Arguments = [.. Enumerable.Range(0, operands.Count).Select(static i => new CallArgument.Address(i)), new CallArgument.Real(layer.Scale), new CallArgument.Units()],
        });
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}

/// <summary>The vector of one position, or what it does to one step, by the run-time library.</summary>
internal sealed class PositionStepLowering : Lowering
{
    private static readonly LibraryKernel Tables = new("PositionTables", HasRowMethods: true);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        IEnumerable<CallArgument> rest = node.Operator switch
        {
            RotationStep { Layer: var layer } =>
            [
                new CallArgument.Number(layer.Heads), new CallArgument.Number(layer.Width), Base(layer.Base), new CallArgument.Text(layer.Interleaved ? "true" : "false"),
            ],
            SinusoidalStep layer => [Base(layer.Base)],
            _ => throw new InvalidOperationException($"'{node.Operator.Name}' is no position of a step."),
        };
        calls.Add(new KernelCall(Tables, node.Operator is RotationStep ? "Rotate" : "AddSinusoids", [node.X, node.XAt(1), node.Y], 1, [node.OfOutput])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(node.Output.Size), .. rest, new CallArgument.Units(),
            ],
        });
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }

    private static CallArgument.Text Base(double number) => new(FormattableString.Invariant($"{number:R}"));
}
