using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A loss: one number for each row from an output y and a target t. Its kernels receive r, the weight of each row in the mean (1/rows, or 0 for a row
/// that does not count), so that the loss is Σ r ℓ and the gradient comes out scaled: dy = r ∂ℓ/∂y.
/// </summary>
internal abstract class LossOperator : Operator
{
    /// <summary>Whether a row's target is a class index.</summary>
    public virtual bool TargetsAreClasses(NodeContext node) => false;

    /// <summary>The statements that compute ℓ into the variable <c>loss</c> and, if asked, dy, from the buffers y, t and r.</summary>
    protected abstract IEnumerable<Statement> Body(NodeContext node, bool gradient);

    /// <summary>The loss as the lectures write it.</summary>
    protected abstract string Formula(string y);

    /// <summary>Its gradient as the lectures write it.</summary>
    protected abstract string GradientFormula(string y);

    /// <summary>What sets kernels of this loss with other arguments apart.</summary>
    protected virtual string Variant(NodeContext node) => "";

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(KernelOf(node), "Loss", [node.X, .. Given(node)], 1, $"L = Σ r {Formula(Notation.Of(node.Input.Name))} over the rows"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var y = Notation.Of(node.Input.Name);
        calls.Blocks.Add(new KernelCall(
            KernelOf(node), "Gradient", [node.X, .. Given(node), node.Dx], 1, $"L = Σ r {Formula(y)} over the rows\nd{y} = r {GradientFormula(y)}", InPlace: true));
    }

    private static IEnumerable<Operand> Given(NodeContext node) =>
    [
        new(OperandKind.Target, 0),
        new(OperandKind.RowWeight, 0),
        new Operand(OperandKind.Loss, 0).Written,
    ];

    private LaneKernel KernelOf(NodeContext node)
    {
        var size = node.Input.Size;
        EquatableArray<LaneBuffer> given = [new("y", size), new("t", size), new("r", 1), new("loss", 1)];
        return new LaneKernel($"{Name}{size}{Variant(node)}",
        [
            new LaneMethod("Loss", $"loss = r · {Formula("y")}", given, [.. Body(node, gradient: false)]),
            new LaneMethod("Gradient", $"loss = r · {Formula("y")}; dy = r · {GradientFormula("y")}", [.. given, new("dy", size)], [.. Body(node, gradient: true)]),
        ]);
    }
}
