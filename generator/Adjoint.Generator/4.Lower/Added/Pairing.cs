using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A pairing is not computed; its gradient is the given cotangent.</summary>
internal sealed class PairingLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
    }

    public override void Backward(NodeContext node, BackwardCalls calls) => calls.Blocks.Add(GradientSum.Copy(node.XAt(1), node.Dx, node.Input.Size, node.OfInput(0)));
}
