using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A sum: its gradient is that of every summand.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AddLowering(Add layer) : ElementwiseMergeLowering(layer)
{
    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // The last may take dy's own place.
        foreach (var i in Inputs(node).Where(node.NeedsGradient).Reverse())
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.DxAt(i), node.Output.Size, node.OfInput(i)));
    }
}
