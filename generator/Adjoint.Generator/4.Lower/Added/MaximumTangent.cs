using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>The lowering of an operator of which each output is the largest of some inputs.</summary>
internal interface IMaximum
{
    /// <summary>
    /// A call of its kernel: of <c>Along</c> (v, x, y), which computes y = v where x is largest first, or of <c>Backward</c> (dy, x, y, dx), its transpose.
    /// </summary>
    KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation);
}

/// <summary>How a maximum changes: its kernel brings the number along that is the largest.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MaximumTangentLowering(MaximumTangent layer) : Lowering
{
    private IMaximum Maximum => (IMaximum)LoweringTable.Of(layer.Maximum);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Maximum.Call(node, "Along", [node.X, node.XAt(1), node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(Maximum.Call(node, "Backward", [node.Dy, node.XAt(1), node.XAt(2), node.Dx], node.OfInput(0)));
    }
}
