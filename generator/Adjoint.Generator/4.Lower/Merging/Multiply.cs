using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>A product of values: each gradient reads the others.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MultiplyLowering(Multiply layer) : ElementwiseMergeLowering(layer)
{
    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        foreach (var i in Inputs(node).Where(node.NeedsGradient))
        {
            var others = Inputs(node).Where(o => o != i).ToList();
            calls.Blocks.Add(new KernelCall(
                Backward(others.Count), "Backward", [node.Dy, .. others.Select(node.XAt), node.DxAt(i)], node.Output.Size, [node.OfInput(i)], InPlace: true));
        }
    }

    private static LaneKernel Backward(int others)
    {
        var names = Enumerable.Range(1, others).Select(static i => $"{(char)('a' + i)}").ToList();
        var value = names.Aggregate((Expr)new Feature("dy", 0), static (product, name) => product * new Feature(name, 0));
        return new LaneKernel($"MultiplyBackward{others + 1}", $"The gradient of a product of {others + 1} values",
        [
            new LaneMethod("Backward", $"da = dy{string.Concat(names.Select(static n => " ⊙ " + n))}",
                [new("dy", 1), .. names.Select(static n => new LaneBuffer(n, 1)), new("da", 1)], [new Store("da", 0, value)]),
        ]);
    }
}
