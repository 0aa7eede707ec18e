using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A state: at each step a copy of what the step before has left, and in the backward pass of what the step after has left.</summary>
internal sealed class DelayLowering : Lowering
{
    /// <summary>The class of the run-time library, and its methods.</summary>
    public const string Class = "Delays", Value = "StepBefore", UpToTheEnd = "StepBeforeEnd", Gradient = "StepAfter";

    private static readonly LibraryKernel Kernel = new(Class);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (size, delay) = (node.Output.Size, (Delay)node.Operator);
        EquatableArray<Operand> read = [node.X, .. delay.HasInitial ? new[] { node.XAt(1) } : [], .. delay.HasLengths ? new[] { node.XAt(node.InputCount - 1) } : []];
        calls.Add(new KernelCall(Kernel, delay.HasLengths ? UpToTheEnd : Value, [.. read, node.Y], 1, [node.OfOutput])
        {
            Arguments =
            [
                .. Enumerable.Range(0, read.Count + 1).Select(static i => new CallArgument.Address(i)), new CallArgument.Features(size), new CallArgument.Text("step"),
                .. delay.HasLengths ? new CallArgument[] { new CallArgument.Features(1) } : [],
            ],
        });
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (size, steps) = (node.Output.Size, node.Output.Scan!.Steps);
        if (node.NeedsGradient(0))
        {
            calls.Blocks.Add(new KernelCall(Kernel, Gradient, [node.Dy, node.Dx], 1, [node.OfInput(0)])
            {
                Arguments = [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Features(size), new CallArgument.Text("step"), new CallArgument.Number(steps)],
            });
        }
        if (((Delay)node.Operator).HasInitial && node.NeedsGradient(1))
        {
            calls.Blocks.Add(new KernelCall(Kernel, "First", [node.Dy, node.DxAt(1)], 1, [node.OfInput(1)])
            {
                Arguments = [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Features(size), new CallArgument.Number(steps), new CallArgument.Units()],
            });
        }
    }
}
