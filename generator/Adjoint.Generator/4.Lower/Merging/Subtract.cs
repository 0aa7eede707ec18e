using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>A difference.</summary>
/// <param name="layer">The operator.</param>
internal sealed class SubtractLowering(Subtract layer) : ElementwiseMergeLowering(layer)
{
    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsGradient(1))
        {
            var negate = new LaneKernel("Negate", "The negative of a gradient", [new LaneMethod("Backward", "dx = −dy", [new("dy", 1), new("dx", 1)], [new Store("dx", 0, -new Feature("dy", 0))])]);
            calls.Blocks.Add(new KernelCall(negate, "Backward", [node.Dy, node.DxAt(1)], node.Output.Size, [node.OfInput(1)], InPlace: true));
        }
        if (node.NeedsGradient(0))
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.DxAt(0), node.Output.Size, node.OfInput(0)));
    }
}
