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

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} − mean {node.x()}");

    public override string Onnx(OnnxContext node)
    {
        var x = node.Reshape(node.x(), [-1, Group]);
        return node.Reshaped(node.Add("Sub", x, node.Add("ReduceMean", [x], new OnnxAttribute("axes", [2]))));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy} − mean {node.dy}")] : [];
}
