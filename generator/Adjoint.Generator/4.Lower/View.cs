using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>The same numbers under another shape: nothing is computed.</summary>
internal sealed class ViewLowering : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
    }
}
