using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A merge of values of one shape: one pass over all of them.</summary>
/// <param name="layer">The operator.</param>
internal abstract class ElementwiseMergeLowering(ElementwiseMerge layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        Merge.Of(layer.Name, layer.Sign, node.InputCount, layer.Combine), "Forward", [.. Inputs(node).Select(node.XAt), node.Y], node.Output.Size, [node.OfOutput], InPlace: true));

    protected static IEnumerable<int> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount);
}
