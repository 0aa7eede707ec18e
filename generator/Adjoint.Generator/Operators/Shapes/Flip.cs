namespace Adjoint.Generator.Operators;

/// <summary>
/// The first axis the other way round: <c>y[i, …] = x[n − 1 − i, …]</c>. The compiler writes it for loops that begin with the last step.
/// <para>Gradient: see <see cref="Rearrangement"/>. Semantics: PyTorch's flip of one axis.</para>
/// </summary>
internal sealed record Flip : Rearrangement
{
    public override string Name => "Flip";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override string Formula(NodeContext node, string x) => $"{x}, the last step first";

    public override string Onnx(OnnxContext node) => node.Slice(node.x(), 1, -1, int.MinValue, -1);

    public override StridedCopy CopyOf(NodeContext node)
    {
        var (shape, strides) = (node.Input.Shape, StridedCopy.Strides(node.Input.Shape));
        var start = (shape.Sizes[0] - 1) * strides[0];
        strides[0] = -strides[0];
        return StridedCopy.Of([.. shape.Sizes], strides, start);
    }
}
