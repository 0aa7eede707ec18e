using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The product of values of one shape, element by element: <c>y = a ⊙ b ⊙ …</c>
/// <para>Gradient: (1) da = dy ⊙ the product of the others, for every operand. Backward reads the others.</para>
/// </summary>
internal sealed record Multiply : ElementwiseMerge
{
    public override string Name => "Multiply";

    protected override string Sign => "⊙";

    protected override Expr Combine(Expr a, Expr b) => a * b;

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1) da = dy ⊙ b ⊙ …
        foreach (var i in Inputs(node).Where(node.NeedsGradient))
        {
            var others = Inputs(node).Where(o => o != i).ToList();
            var product = string.Concat(others.Select(o => $" ⊙ {Notation.Of(node.InputAt(o).Name)}"));
            calls.Blocks.Add(new KernelCall(
                Backward(others.Count), "Backward", [node.Dy, .. others.Select(node.XAt), node.DxAt(i)], node.Output.Size,
                $"{Notation.Gradient(node.InputAt(i).Name)} = {Notation.Gradient(node.Output.Name)}{product}", InPlace: true));
        }
    }

    private static LaneKernel Backward(int others)
    {
        var names = Enumerable.Range(1, others).Select(static i => $"{(char)('a' + i)}").ToList();
        var value = names.Aggregate((Expr)new Feature("dy", 0), static (product, name) => product * new Feature(name, 0));
        return new LaneKernel($"MultiplyBackward{others + 1}",
        [
            new LaneMethod("Backward", $"da = dy{string.Concat(names.Select(static n => " ⊙ " + n))}",
                [new("dy", 1), .. names.Select(static n => new LaneBuffer(n, 1)), new("da", 1)], [new Store("da", 0, value)]),
        ]);
    }
}
