using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>An elementwise formula: a method for it, and one for the gradient with respect to each operand.</summary>
/// <param name="layer">The operator.</param>
internal sealed class MapLowering(Map layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node), "Forward", [.. Inputs(node).Select(node.XAt), node.Y], node.Output.Size, [node.OfOutput], InPlace: true));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        foreach (var i in Inputs(node).Where(node.NeedsGradient))
        {
            if (layer.Partial(i) is var partial && partial is not Constant { Value: 0 })
                calls.Blocks.Add(new KernelCall(KernelOf(node), Method(i), [node.Dy, .. Read(node, partial).Select(node.XAt), node.DxAt(i)], node.Output.Size, [node.OfInput(i)], InPlace: true));
        }
    }

    private static IEnumerable<int> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount);

    private static IEnumerable<int> Read(NodeContext node, Expr formula) => Inputs(node).Where(i => formula.Reads(Map.Variable(i)));

    private static string? Spelt(Expr formula) => MathText.IfShort(formula, static v => Map.Letter(Map.Number(v)));

    private static string Method(int operand) => "Backward" + Map.Letter(operand).ToUpperInvariant();

    private LaneKernel KernelOf(NodeContext node)
    {
        List<LaneMethod> methods =
        [
            new("Forward", $"y = {Spelt(layer.Value) ?? $"{layer.Kernel}({string.Join(", ", Inputs(node).Select(Map.Letter))})"}",
                [.. Inputs(node).Select(static i => new LaneBuffer(Map.Letter(i), 1)), new("y", 1)],
                [.. Sharing.Name(layer.Value, "y", [.. Inputs(node).Select(static i => (Map.Variable(i).Name, Map.Letter(i)))])]),
        ];
        foreach (var i in Inputs(node))
        {
            var (partial, letter) = (layer.Partial(i), Map.Letter(i));
            Expr dy = new Feature("dy", 0);
            List<int> read = [.. Read(node, partial)];
            methods.Add(new(Method(i), $"d{letter} = {(partial.Is(1) ? "dy" : $"dy · ({Spelt(partial) ?? $"∂{layer.Kernel}/∂{letter}"})")}",
                [new("dy", 1), .. read.Select(static o => new LaneBuffer(Map.Letter(o), 1)), new("d" + letter, 1)],
                [.. Sharing.Name(partial is Constant { Value: 1 } ? dy : dy * partial, "d" + letter, [.. read.Select(static o => (Map.Variable(o).Name, Map.Letter(o)))])]));
        }
        return new LaneKernel(layer.Kernel, $"{layer.Kernel}, number by number", methods.ToEquatableArray());
    }
}
