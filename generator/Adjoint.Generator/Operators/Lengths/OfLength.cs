namespace Adjoint.Generator.Operators;

/// <summary>
/// What was made of all steps of a row, where there are any: <c>y = x</c>, or of a sum that becomes a mean <c>y = x / n</c>; 0 of a row without steps, whatever x is.
/// <para>Gradient: (1) dx = dy, or dy / n, and 0 for a row without steps. Backward reads n.</para>
/// </summary>
/// <param name="Divides">Whether it is divided by the length.</param>
internal sealed record OfLength(bool Divides) : Operator
{
    public override string Name => "OfLength";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => Divides ? node.Output.Size : 0;

    public override Equation Forward(NodeContext node) => node.Is(Text(node.x(), node.x(1)));

    public override string Onnx(OnnxContext node)
    {
        var x = node.x();
        if (Divides)
        {
            var count = node.Reshape(node.Add("CastLike", node.Add("Max", node.x(1), node.Integer(1)), x), Enumerable.Repeat(1, node.Out.Rank));
            x = node.Add("Div", x, count);
        }
        return OnnxLengths.WhereThereAreSteps(node, x, 1);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Text(node.dy, node.x(1)))] : [];

    private string Text(string x, string n) => $"{x}{(Divides ? $" / {n}" : "")} where {n} > 0, else 0";
}
