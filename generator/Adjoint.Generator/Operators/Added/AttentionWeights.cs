namespace Adjoint.Generator.Operators;

/// <summary>
/// The probabilities of attention, written out: <c>P_ij = exp(s x_ij) / Σ exp(s x_ij)</c> over the keys j that query i sees, and 0 for the others. The compiler writes it where the tangent of
/// attention needs them; nobody declares it.
/// A second input says how many keys there are in a row; behind them P is 0.
/// <para>Gradient, as a softmax's: (1) dx_ij = s P_ij (dP_ij − Σ_j P_ij dP_ij). Backward reads the output.</para>
/// </summary>
/// <param name="Queries">The positions that ask; rows are those of one head behind another's.</param>
/// <param name="Causal">Whether a position sees none behind its own.</param>
/// <param name="Window">How many positions it sees, back from its own; 0 for all.</param>
/// <param name="Scale">The factor s.</param>
internal sealed record AttentionWeights(int Queries, bool Causal, int Window, double Scale) : Operator
{
    public override string Name => "AttentionWeights";

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 15L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"softmax(s {node.x()}) over the keys that are seen{(node.InputCount > 1 ? $", before step {node.x(1)}" : "")}");

    public override string Onnx(OnnxContext node)
    {
        // [N, heads, queries, keys]
        var keys = node.In().Last;
        var scores = node.Reshape(node.Add("Mul", node.x(), node.Number(Scale)), [-1, Queries, keys]);
        var seen = OnnxAttention.Seen(node, Queries, keys, Causal, Window);
        if (node.Layer.InputCount > 1)
        {
            var exists = node.Reshape(node.Exists(1, keys), [1, 1, keys]);
            seen = seen is null ? exists : node.Add("And", seen, exists);
        }
        return node.Reshaped(OnnxAttention.Probabilities(node, scores, seen));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) =>
        node.NeedsInputGradient ? [node.ToInput(0, $"s {node.y} ⊙ ({node.dy} − ⟨{node.dy}, {node.y}⟩)")] : [];
}
