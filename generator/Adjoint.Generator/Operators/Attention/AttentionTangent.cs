using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// How attention's output changes, in products and a softmax of all pairs: with <c>X = Q Kᵀ + B/s</c> and <c>P</c> of <see cref="AttentionWeights"/>, <c>Ẋ = Q̇ Kᵀ + Q K̇ᵀ + Ḃ/s</c>,
/// <c>Ṗ = s P ⊙ (Ẋ − Σ P ⊙ Ẋ)</c> and <c>Ȯ = Ṗ V + P V̇</c>. Heads are products of their own; queries whose heads share keys are rows of one. Keys and values behind a row's end are 0 before
/// they are multiplied, whatever they are.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="layer">The layer.</param>
internal sealed class AttentionTangent(TangentContext node, Attention layer)
{
    private readonly int heads = layer.Options.Heads, keyHeads = layer.KeyHeads, width = layer.WidthOf(node.ShapeOf(0).Last, layer.IsPacked(Parts(node, layer)));
    private readonly List<int> before = [.. node.ShapeOf(0).Sizes.Take(node.ShapeOf(0).Rank - 2)];

    private bool IsPacked => layer.IsPacked(Parts(node, layer));

    /// <summary>The inputs without that of lengths, which is the last.</summary>
    private static int Parts(TangentContext node, Attention layer) => node.InputCount - (layer.HasLengths ? 1 : 0);

    /// <summary>How many keys there are in a row; null where all are.</summary>
    private int? Lengths => layer.HasLengths ? node.Input(node.InputCount - 1) : null;

    private int Queries => PositionsOf(0);

    private int Keys => PositionsOf(IsPacked ? 0 : 1);

    /// <summary>Adds the nodes; returns the number of the tangent, or null where it is zero.</summary>
    public int? Build()
    {
        int? Tangent(int part) => node.TangentOf(IsPacked ? 0 : part);
        int Primal(int part) => node.Input(IsPacked ? 0 : part);
        var (q, k, v) = (ByHead(Primal(0), 0), ByHead(Primal(1), 1), ByHead(Primal(2), 2));
        var x = Product(q, k, Pairs, turns: true);
        // The bias is added after the factor s; divided by s, it is added before.
        var bias = layer.HasBias ? (int?)(IsPacked ? 1 : 3) : null;
        if (bias is { } added)
            x = Sum(x, Apart(node.Input(added)))!.Value;
        var p = node.Add(new AttentionWeights(Queries, layer.Options.Causal, layer.Options.Window, Scale), Pairs, Lengths is { } n ? [x, n] : [x]);
        int? ofBias = bias is { } number && node.TangentOf(number) is { } db ? Apart(db) : null;
        int? dx = Sum(ofBias, Sum(Tangent(0) is { } dq ? Product(ByHead(dq, 0), k, Pairs, turns: true) : null, Tangent(1) is { } dk ? Product(q, ByHead(dk, 1), Pairs, turns: true) : null));
        int? ofWeights = dx is { } change ? Product(WeightsTangent(p, change), v, Outputs, turns: false) : null;
        int? ofValues = Tangent(2) is { } dv ? Product(p, ByHead(dv, 2), Outputs, turns: false) : null;
        return Sum(ofWeights, ofValues) is { } sum ? Back(sum) : null;
    }

    private double Scale => layer.Options.Scale ?? 1 / Math.Sqrt(width);

    /// <summary>Rows of queries, those of the heads that share keys one behind the other, and their keys.</summary>
    private TensorShape Pairs => Shaped(keyHeads, heads / keyHeads * Queries, Keys);

    private TensorShape Outputs => Shaped(keyHeads, heads / keyHeads * Queries, width);

    private int WeightsTangent(int p, int change)
    {
        var (weight, of, mean) = (Map.Variable(0), Map.Variable(1), Map.Variable(2));
        var total = node.Add(new AxisTotal(-1), Pairs, Formula("Product", weight * of, Pairs, p, change));
        return Formula(FormattableString.Invariant($"AttentionTangentBy{BitConverter.DoubleToInt64Bits(Scale):X}"), Scale * weight * (of - mean), Pairs, p, change, total);
    }

    /// <summary>One of queries, keys and values as matrices, one for each head of keys.</summary>
    private int ByHead(int value, int part)
    {
        var (positions, each) = part == 0 ? (Queries, heads / keyHeads) : (Keys, 1);
        if (IsPacked)
        {
            var start = part == 0 ? 0 : (heads + (part - 1) * keyHeads) * width;
            var length = each * keyHeads * width;
            value = node.Add(new Slice(new SliceOptions(-1, start, length, 1)), Shaped(positions, length), value);
        }
        if (part > 0 && Lengths is { } n)
            value = node.Add(new MaskSteps(), node.ShapeOfValue(value), value, n);
        var apart = node.Add(new Reshape(new ReshapeOptions(Shaped(positions, keyHeads, each, width).Sizes)), Shaped(positions, keyHeads, each, width), value);
        var turned = node.Add(new Permute(new PermuteOptions(Axes(1, 2, 0, 3))), Shaped(keyHeads, each, positions, width), apart);
        return node.Add(new Reshape(new ReshapeOptions(Shaped(keyHeads, each * positions, width).Sizes)), Shaped(keyHeads, each * positions, width), turned);
    }

    /// <summary>What is added to the scores, for each head, over s.</summary>
    private int Apart(int value)
    {
        var each = Shaped(heads, Queries, Keys);
        if (node.ShapeOfValue(value) is var shape && shape.Size != each.Size)
        {
            // Of all heads, or of all attentions: the axes before the pairs are 1 or counted.
            var isOfHeads = shape.Rank == each.Rank;
            TensorShape some = new([.. shape.Sizes.Take(before.Count), isOfHeads ? heads : 1, Queries, Keys]);
            value = node.Add(new Expand(each), each, node.Add(new Reshape(new ReshapeOptions(some.Sizes)), some, value));
        }
        var pairs = node.Add(new Reshape(new ReshapeOptions(Pairs.Sizes)), Pairs, value);
        return Formula(FormattableString.Invariant($"AttentionBiasBy{BitConverter.DoubleToInt64Bits(Scale):X}"), Map.Variable(0) * (1 / Scale), Pairs, pairs);
    }

    /// <summary>The output's form again.</summary>
    private int Back(int value)
    {
        var each = heads / keyHeads;
        var apart = node.Add(new Reshape(new ReshapeOptions(Shaped(keyHeads, each, Queries, width).Sizes)), Shaped(keyHeads, each, Queries, width), value);
        var turned = node.Add(new Permute(new PermuteOptions(Axes(2, 0, 1, 3))), Shaped(Queries, keyHeads, each, width), apart);
        return node.Add(new Reshape(new ReshapeOptions(node.Shape.Sizes)), node.Shape, turned);
    }

    private int Product(int a, int b, TensorShape shape, bool turns) => node.Add(new MatMul(new MatMulOptions(TransposeA: false, turns)), shape, a, b);

    private int? Sum(int? a, int? b) => a is { } first && b is { } second ? Formula("Sum", Map.Variable(0) + Map.Variable(1), node.ShapeOfValue(first), first, second) : a ?? b;

    private int Formula(string kernel, Scalars.Expr formula, TensorShape shape, params int[] values) => node.Add(new Map(kernel, formula), shape, values);

    private TensorShape Shaped(params int[] sizes) => new([.. before, .. sizes]);

    /// <summary>An order of the axes behind those that count attentions.</summary>
    private EquatableArray<int> Axes(params int[] order) => [.. Enumerable.Range(0, before.Count), .. order.Select(axis => before.Count + axis)];

    private int PositionsOf(int input) => node.ShapeOf(input).Sizes[node.ShapeOf(input).Rank - 2];
}
