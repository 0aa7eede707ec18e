using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Values end to end: each is copied to its part of every unit.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ConcatLowering(Concat layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        foreach (var (i, start) in Starts(node))
            calls.Add(Copy(node, "CopyIn", [node.XAt(i), node.Y], i, start, new Equation($"{node.y}[{start}…]", $"{node.x(i)} along axis {AxisOf(node)}")));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        foreach (var (i, start) in Starts(node).Where(part => node.NeedsGradient(part.Input)))
            calls.Blocks.Add(Copy(node, "CopyOut", [node.Dy, node.DxAt(i)], i, start, node.OfInput(i)));
    }

    /// <summary>The operands, and where each starts along the axis.</summary>
    private IEnumerable<(int Input, int Start)> Starts(NodeContext node)
    {
        var start = 0;
        for (var i = 0; i < node.InputCount; i++)
        {
            yield return (i, start);
            start += node.InputAt(i).Shape.Sizes[AxisOf(node)];
        }
    }

    /// <summary>Copies one operand's part of each unit: what lies before the axis counts the units, what lies behind it is contiguous.</summary>
    private KernelCall Copy(NodeContext node, string method, EquatableArray<Operand> operands, int input, int start, Equation equation)
    {
        var axis = AxisOf(node);
        var units = node.Output.Shape.Sizes.Take(axis).Aggregate(1, static (product, size) => product * size);
        var inner = node.Output.Shape.Sizes.Skip(axis + 1).Aggregate(1, static (product, size) => product * size);
        var (part, whole) = (node.InputAt(input).Shape.Sizes[axis] * inner, node.Output.Shape.Sizes[axis] * inner);
        return new KernelCall(new LibraryKernel("Parts"), method, operands, units, [equation])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Features(start * inner), new CallArgument.Features(part), new CallArgument.Features(whole),
                new CallArgument.Units(),
            ],
        };
    }

    private int AxisOf(NodeContext node) => Concat.AxisOf(layer.Options.Axis, node.Output.Shape);
}
