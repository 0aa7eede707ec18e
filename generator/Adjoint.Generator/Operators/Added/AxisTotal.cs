namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum along one axis, or over groups of neighbours, in each place of it: <c>yᵢ = Σⱼ xⱼ</c>, of x's own shape.
/// The compiler writes it where the tangent of a softmax or of a normalisation needs one; nobody declares it.
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

    public override Equation Forward(NodeContext node) => node.Is($"Σ {node.x()} in each place");

    public override string Onnx(OnnxContext node)
    {
        var x = Group == 0 ? node.x() : node.Reshape(node.x(), [-1, Group]);
        var axis = Group == 0 ? 1 + Axes.Normalised(Axis, node.In().Rank) : 2;
        var total = node.Add("Expand", node.Add("ReduceSum", x, node.Integers(axis)), node.Add("Shape", x));
        return Group == 0 ? total : node.Reshaped(total);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} in each place")] : [];
}
