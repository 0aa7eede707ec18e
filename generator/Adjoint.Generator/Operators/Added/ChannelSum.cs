namespace Adjoint.Generator.Operators;

/// <summary>
/// The sum over neighbouring channels in each position: <c>y_c = Σⱼ xⱼ</c>, j from c − before to c + behind, as far as there are such channels. The compiler writes it
/// where the tangent of a local response normalisation needs one; nobody declares it.
/// <para>Gradient: (1) dx_c = Σⱼ dyⱼ over the j whose sums have c in them: from c − behind to c + before. Backward reads nothing. Tangent: it is linear.</para>
/// </summary>
/// <param name="Before">The channels before its own that a sum has.</param>
/// <param name="Behind">Those behind it.</param>
internal sealed record ChannelSum(int Before, int Behind) : Operator
{
    public override string Name => "ChannelSum";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)(Before + Behind) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"Σ {node.x()} over neighbouring channels");

    public override string Onnx(OnnxContext node) => node.Reshaped(node.Add(
        "Mul", OnnxPadding.MeanOfChannels(node, node.x(), Before, Behind), node.Number(Before + Behind + 1)));

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} over the channels whose sums read it")] : [];
}
