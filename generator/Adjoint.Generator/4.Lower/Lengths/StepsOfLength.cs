using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>The steps of each row the other way round; backward is the same.</summary>
internal sealed class FlipStepsLowering : Lowering
{
    /// <summary>The class of the run-time library.</summary>
    internal static readonly LibraryKernel Kernel = new("Lengths", HasRowMethods: true);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node, node.X, node.Y, node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Call(node, node.Dy, node.Dx, node.OfInput(0)));
    }

    private static KernelCall Call(NodeContext node, Operand from, Operand to, Equation equation)
    {
        var steps = node.Output.Shape.Sizes[0];
        return new KernelCall(Kernel, "Flip", [from, node.XAt(1), to], 1, [equation])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(steps), new CallArgument.Number(node.Output.Size / steps),
                new CallArgument.Units(),
            ],
        };
    }
}

/// <summary>The last step of each row.</summary>
/// <param name="layer">The operator.</param>
internal sealed class LastOfStepsLowering(LastOfSteps layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node, "Last", node.X, node.Y, node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Call(node, "LastGradient", node.Dy, node.Dx, node.OfInput(0)));
    }

    /// <summary>A call for the numbers of a step, of which those from the second half on may be at the first.</summary>
    private KernelCall Call(NodeContext node, string method, Operand from, Operand to, Equation equation)
    {
        var size = node.Output.Size;
        return new KernelCall(FlipStepsLowering.Kernel, method, [from, node.XAt(1), to], 1, [equation])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), new CallArgument.Number(node.Input.Shape.Sizes[0]), new CallArgument.Number(size),
                new CallArgument.Number(layer.IsBidirectional ? size / 2 : size), new CallArgument.Units(),
            ],
        };
    }
}
