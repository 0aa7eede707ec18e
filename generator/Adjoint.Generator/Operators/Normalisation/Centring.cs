using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The numbers of each group of neighbours less their mean: <c>yᵢ = (xᵢ − x₁) − 1/n Σⱼ (xⱼ − x₁)</c>, so written for the reason that <see cref="NormKernel"/> gives.
/// The compiler writes it where the tangent of a normalisation needs one; nobody declares it.
/// <para>Gradient: y = (I − 1/n 1 1ᵀ) x is symmetric, so (1) dx is dy less its mean. Backward reads nothing. Tangent: it is linear.</para>
/// </summary>
/// <param name="Group">The numbers of a group.</param>
internal sealed record Centring(int Group) : Operator
{
    public override string Name => "Centring";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 4L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = {Notation.Of(node.Input.Name)} − mean {Notation.Of(node.Input.Name)}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, [node.Dy, node.Dx], $"{Notation.Gradient(node.Input.Name)} = {Notation.Gradient(node.Output.Name)} − mean {Notation.Gradient(node.Output.Name)}"));
    }

    private KernelCall CallOf(NodeContext node, EquatableArray<Operand> operands, string formula)
    {
        var size = Group;
        var (first, mean) = (new Variable("first"), new Variable("mean"));
        var kernel = new LaneKernel($"Centring{size}",
        [
            new LaneMethod("Forward", "y = x − mean x", [new("x", size), new("y", size)],
            [
                new Let("first", new Feature("x", 0)),
                .. Sums(size, ("mean", i => new Feature("x", i) - first)),
                new Set("mean", mean * (1.0 / size)),
                .. For("i", size, i => [new Store("y", i, new Feature("x", i) - first - mean)]),
            ], Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, node.Output.Size / size, formula, InPlace: true);
    }
}
