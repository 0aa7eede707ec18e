using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum along one axis, or over groups of neighbours, in each place of it: <c>yᵢ = Σⱼ xⱼ</c>, of x's own shape. The compiler writes it where the tangent of a softmax or of a normalisation needs one; nobody declares it.
/// <para>Gradient: y = 1 1ᵀ x, which is symmetric, so (1) dxᵢ = Σⱼ dyⱼ. Backward reads nothing. Tangent: it is linear.</para>
/// </summary>
/// <param name="Axis">The axis that is summed; below 0 it counts from the end.</param>
/// <param name="Group">The numbers of a group; 0 for the axis.</param>
internal sealed record AxisTotal(int Axis, int Group = 0) : Operator
{
    public override string Name => "AxisTotal";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = Σ {Notation.Of(node.Input.Name)} in each place"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, [node.Dy, node.Dx], $"{Notation.Gradient(node.Input.Name)} = Σ {Notation.Gradient(node.Output.Name)} in each place"));
    }

    private KernelCall CallOf(NodeContext node, EquatableArray<Operand> operands, string formula)
    {
        var axis = Group > 0 ? new ClassAxis(Group, 1) : ClassAxis.Of(Axis, node.Output.Shape);
        var kernel = new LaneKernel($"AxisTotal{axis.Classes}{(axis.Inner == 1 ? "" : $"x{axis.Inner}")}",
        [
            new LaneMethod("Forward", "y = Σ x in each place", [new("x", axis.Features), new("y", axis.Features)], axis.Each(place =>
            [
                new Let("sum", 0f),
                axis.Loop(place, i => [new Set("sum", new Variable("sum") + new Feature("x", i))]),
                axis.Loop(place, i => [new Store("y", i, new Variable("sum"))]),
            ]), Rows: true),
        ]);
        return new KernelCall(kernel, "Forward", operands, node.Output.Size / axis.Features, formula, InPlace: true);
    }
}
