using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Scaled dot-product attention: <c>O = P V</c>, <c>P = softmax(s Q Kᵀ)</c> along the keys, for each of some heads, with s = 1/√d by default. The rows of Q, K and V are positions; a
/// position that a query does not see counts as if it were not there, and a query that sees none yields 0.
/// <para>
/// Gradients. With P_ij = exp(s ⟨q_i, k_j⟩ − L_i), L_i = ln Σ_j exp(s ⟨q_i, k_j⟩), o_i = Σ_j P_ij v_j and incoming do:
/// (1) dv_j = Σ_i P_ij do_i. Then dP_ij = ⟨do_i, v_j⟩, and as a softmax's dS_ij = P_ij (dP_ij − D_i) with D_i = Σ_j P_ij dP_ij = ⟨do_i, o_i⟩, so that
/// (2) dq_i = s Σ_j dS_ij k_j; (3) dk_j = s Σ_i dS_ij q_i.
/// </para>
/// <para>
/// A bias B is added to s Q Kᵀ: dB_ij = dS_ij, summed over the heads and over the attentions that share it.
/// </para>
/// <para>
/// Dropout: a mask m_ij/(1 − p) stands with P_ij in o_i and with dP_ij; D_i is ⟨do_i, o_i⟩ as before. It is a function of (seed, step, layer, pair) and is drawn again backward.
/// </para>
/// <para>
/// Backward reads Q, K, V, O and L, and computes P again: nothing has a number for each pair of positions. Cost: 4·T·S·d FLOPs a head, and 10·T·S·d backward; half of them if causal.
/// </para>
/// <para>Source: Vaswani et al. (2017); backward: Dao et al., FlashAttention (2022). Semantics: PyTorch's scaled_dot_product_attention, but causal attention of fewer queries than keys has their
/// last positions at one place.</para>
/// </summary>
internal sealed record Attention(AttentionOptions Options) : MergeOperator
{
    public override string Name => "Attention";

    /// <summary>How many rows, one behind the other, are the positions of one; 0 where a row has all of them.</summary>
    public int Positions { get; init; }

    /// <summary>Whether the last input says how many keys there are in a row.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Whether a value is added to the scores: the input behind queries, keys and values.</summary>
    public bool HasBias => Options.Bias is not null;

    /// <summary>Whether probabilities are dropped in training.</summary>
    public bool Drops => Options.Dropout > 0;

    // What is dropped is drawn pair by pair, which the tangent's products do not know.
    public override bool HasTangent => !Drops;

    /// <summary>Each step of a sequence is a query.</summary>
    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis == 0 && x.Rank == 2 ? 0 : null;

    public override Operator AsPredicted(TensorShape shape) => Drops ? this with { Options = Options with { Dropout = 0 } } : this;

    /// <summary>The heads of keys and values.</summary>
    public int KeyHeads => Options.KeyHeads == 0 ? Options.Heads : Options.KeyHeads;

    public override TensorShape? Infer(ShapeContext context)
    {
        var (heads, x) = (Options.Heads, context.Input);
        if (heads < 1)
            context.Report(Rules.ValueOutOfRange, "heads", $"The number of heads of '{context.NodeName}'", "at least 1", heads);
        else if (KeyHeads < 1 || heads % KeyHeads != 0)
            context.Report(Rules.ValueOutOfRange, "KeyHeads", $"The number of heads of keys of '{context.NodeName}'", $"a number that divides the {heads} heads", KeyHeads);
        else if (Options.Window < 0)
            context.Report(Rules.ValueOutOfRange, "Window", $"The window of '{context.NodeName}'", "at least 1, or 0 for all positions", Options.Window);
        else if (Options.Scale is { } scale and not (> 0 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Scale", $"The scale of '{context.NodeName}'", "above 0 and finite", scale);
        else if (!(Options.Dropout >= 0 && Options.Dropout < 1))
            context.Report(Rules.RateOutOfRange, "Dropout", Options.Dropout, "write the share of probabilities to drop, such as 0.1");
        else if (Options.Rotary is { } turns and not (> 1 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Rotary", $"The base of the rotations of '{context.NodeName}'", "above 1 and finite, such as 10000", turns);
        else if (x.Rank < 2)
            context.Report(Rules.RankDiffers, null, "Attention", "positions×features", context.Source, x, "insert Reshape, with the number of positions first");
        else
            return AttentionRules.Check(context, this) ? x.WithLast(IsPacked(context.Inputs.Count) ? heads * WidthOf(x.Last, true) : x.Last) : null;
        return null;
    }

    public override long Flops(NodeContext node) => 4L * (Positions > 0 ? 1 : QueriesOf(node)) * KeysOf(node) * node.Output.Shape.Last * UnitsOf(node) / (Options.Causal ? 2 : 1);

    public override Equation Forward(NodeContext node) => node.Is($"{(Drops ? "m ⊙ " : "")}softmax({Scaled(node)}Q Kᵀ{(BiasOf(node) is { } bias ? $" + {node.x(bias)}" : "")}) {(Drops ? "/ (1 − p) " : "")}V{Of(node)}{Seen}{(Drops ? ", m drawn from (seed, step, layer, pair)" : "")}");

    public override string Onnx(OnnxContext node) => new OnnxAttention(node, this).Write();

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (HasBias && node.NeedsGradient(BiasOf(node)!.Value))
            yield return node.ToInput(BiasOf(node)!.Value, $"dS, dS = P ⊙ ({node.dy} Vᵀ − ⟨{node.dy}, {node.y}⟩){SharedBy(node)}");
        if (IsPacked(node))
        {
            if (node.NeedsGradient(0))
                yield return node.ToInput(0, $"({Scaled(node)}dS K, {Scaled(node)}dSᵀ Q, Pᵀ {node.dy}), dS = P ⊙ ({node.dy} Vᵀ − ⟨{node.dy}, {node.y}⟩)");
            yield break;
        }
        if (node.NeedsGradient(0))
            yield return node.ToInput(0, $"{Scaled(node)}dS K, dS = P ⊙ ({node.dy} Vᵀ − ⟨{node.dy}, {node.y}⟩)", 2);
        if (node.NeedsGradient(1))
            yield return node.ToInput(1, $"{Scaled(node)}dSᵀ Q", 3);
        if (node.NeedsGradient(2))
            yield return node.ToInput(2, $"Pᵀ {node.dy}");
    }

    public override int? Tangent(TangentContext node) => new AttentionTangent(node, this).Build();

    /// <summary>Whether queries, keys and values lie side by side in one value.</summary>
    /// <param name="inputs">The number of inputs without that of lengths.</param>
    public bool IsPacked(int inputs) => inputs - (HasBias ? 1 : 0) == 1;

    /// <inheritdoc cref="IsPacked(int)"/>
    public bool IsPacked(NodeContext node) => IsPacked(node.InputCount - (HasLengths ? 1 : 0));

    /// <summary>The number of the input that is added to the scores; null where there is none.</summary>
    public int? BiasOf(NodeContext node) => HasBias ? (IsPacked(node) ? 1 : 3) : null;

    /// <summary>For how many heads there are numbers to add; 1 where all have the same, 0 where there are none.</summary>
    public int BiasHeads(NodeContext node) => BiasOf(node) is { } bias ? node.InputAt(bias).Size / (QueriesOf(node) * KeysOf(node) * (UnitsOf(node) / BiasUnits(node))) : 0;

    /// <summary>Whether all attentions of a row add the same numbers: the axes that count them are 1 there.</summary>
    public bool SharesBias(NodeContext node) => BiasOf(node) is { } bias && UnitsOf(node) > 1 && SharesBias(node.InputAt(bias).Shape, node.Output.Shape);

    /// <summary>How many attentions of a row add the same numbers: all of them, or 1 where each has its own.</summary>
    public int BiasUnits(NodeContext node) => SharesBias(node) ? UnitsOf(node) : 1;

    /// <inheritdoc cref="SharesBias(NodeContext)"/>
    /// <param name="bias">The shape of what is added.</param>
    /// <param name="queries">The shape of the queries, or of the output.</param>
    public static bool SharesBias(TensorShape bias, TensorShape queries) => bias.Sizes.Take(queries.Rank - 2).All(static size => size == 1);

    /// <summary>The numbers of one head.</summary>
    /// <param name="features">The features of a position of the first input.</param>
    /// <param name="isPacked">Whether it has queries, keys and values.</param>
    public int WidthOf(int features, bool isPacked) => features / (isPacked ? Options.Heads + 2 * KeyHeads : Options.Heads);

    /// <summary>The numbers of one head of a node.</summary>
    public int WidthOf(NodeContext node) => WidthOf(node.Input.Shape.Last, IsPacked(node));

    /// <summary>The positions that ask.</summary>
    public int QueriesOf(NodeContext node) => Positions > 0 ? Positions : PositionsOf(node.Input);

    /// <summary>The positions that are asked.</summary>
    public int KeysOf(NodeContext node) => Positions > 0 ? Positions : PositionsOf(node.InputAt(IsPacked(node) ? 0 : 1));

    /// <summary>The attentions of a row, which know nothing of one another.</summary>
    public int UnitsOf(NodeContext node) => Positions > 0 ? 1 : node.Output.Size / (QueriesOf(node) * node.Output.Shape.Last);

    /// <summary>What the scores are multiplied by.</summary>
    public double ScaleOf(NodeContext node) => Options.Scale ?? 1 / Math.Sqrt(WidthOf(node));

    private static int PositionsOf(Value value) => value.Shape.Sizes[value.Shape.Rank - 2];

    private string Scaled(NodeContext node) => Options.Scale is { } scale ? FormattableString.Invariant($"{scale} ") : $"1/√{WidthOf(node)} ";

    private string Of(NodeContext node) =>
        (IsPacked(node) ? $" of (Q, K, V) = {node.x()}" : $" of Q = {node.x()}, K = {node.x(1)}, V = {node.x(2)}") + (Options.Heads == 1 ? "" : $", {Options.Heads} heads");

    private string SharedBy(NodeContext node)
    {
        List<string> sharing = [.. BiasHeads(node) == Options.Heads ? [] : new[] { "the heads" }, .. SharesBias(node) ? ["the attentions"] : Array.Empty<string>()];
        return sharing.Count == 0 ? "" : $", summed over {string.Join(" and ", sharing)}";
    }

    private string Seen => (Options.Causal, Options.Window) switch
    {
        (false, 0) => "",
        (true, 0) => ", no position sees a later one",
        (true, var window) => $", a position sees {window} up to its own",
        (_, var window) => $", a position sees those from {window - 1} before it",
    };
}
