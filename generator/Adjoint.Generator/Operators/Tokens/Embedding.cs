using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A table with a trained vector for each token: <c>y_t = E[token_t]</c>, E of shape [tokens, size]. A value [T] of tokens becomes [T, size].
/// <para>
/// Gradient. y_t depends on one row of the table, so (1) dE_v = Σ dy_t over the rows of the batch and the positions t whose token is v. The row of the padding token
/// counts as a constant: it has no gradient. Backward reads the tokens. Tangent: ẏ_t = Ė[token_t], and 0 where the token is padding.
/// </para>
/// <para>Cost: no operation but copies; T·size numbers read a row.</para>
/// <para>Source: Bengio et al. (2003). Semantics: PyTorch's Embedding.</para>
/// </summary>
/// <param name="Options">The size of a vector, and the padding token.</param>
/// <param name="IsTangent">Whether the table is the tangent of one, whose row of the padding token is not read.</param>
internal sealed record Embedding(EmbeddingOptions Options, bool IsTangent = false) : Operator
{
    public override string Name => "Embedding";

    public override string Symbol => "e";

    public override TokenUse Tokens => TokenUse.Read;

    public override TensorShape? Infer(ShapeContext context)
    {
        var (size, tokens) = (Options.Size, context.Inputs[0].Value.Tokens);
        if (size < 1)
            context.Report(Rules.WidthBelowOne, "size", context.NodeName, size, "numbers");
        else if ((long)tokens * size > Limits.Parameters)
            context.Report(Rules.TooLarge, "size", $"'{context.NodeName}'", (long)tokens * size, "weights", Limits.Parameters);
        else if (Options.Padding < -1 || Options.Padding >= tokens)
            context.Report(Rules.ValueOutOfRange, "Padding", $"The padding token of '{context.NodeName}'", FormattableString.Invariant($"from 0 to {tokens - 1}"), Options.Padding);
        else if (Options.Init.Check(context))
        {
            context.Parameter("weight", "w", new([tokens, size]), "Weight", Options.Init, tokens, size, paddingRow: Options.Padding < 0 ? null : Options.Padding);
            return new([.. context.Input.Sizes, size]);
        }
        return null;
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.W}[{node.x()}]");

    public override string Onnx(OnnxContext node) => node.Add("Gather", node.p(0), node.x());

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.Trains(0))
            yield return node.ToMatrix($"{node.dy} at {node.x()}", 1, Equation.RowsAndPositions);
    }

    public override int? Tangent(TangentContext node) =>
        node.ParameterTangent(0) is { } table ? node.Add(this with { IsTangent = true }, [node.Input(0)], [table]) : null;
}
