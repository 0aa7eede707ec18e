namespace Adjoint.Generator.Operators;

/// <summary>Attention as ONNX has had it from the beginning: two matrix products for each head and a softmax between them.</summary>
/// <param name="node">Receives the operators.</param>
/// <param name="layer">The operator.</param>
internal sealed class OnnxAttention(OnnxContext node, Attention layer)
{
    private readonly int heads = layer.Options.Heads, keyHeads = layer.KeyHeads, width = layer.WidthOf(node.Layer);
    private readonly int queries = layer.QueriesOf(node.Layer), keys = layer.KeysOf(node.Layer);

    /// <summary>Adds it; returns the name of the output.</summary>
    public string Write()
    {
        var (q, k, v) = Inputs();
        // [N, key heads, heads of each, positions, width]: keys and values serve the heads of their group. Where each has its own, there is no such axis.
        var isGrouped = heads != keyHeads;
        q = ByHead(q, queries, isGrouped ? [keyHeads, heads / keyHeads] : [heads]);
        (k, v) = (ByHead(k, keys, isGrouped ? [keyHeads, 1] : [heads]), ByHead(v, keys, isGrouped ? [keyHeads, 1] : [heads]));
        var rank = isGrouped ? 5 : 4;
        var turned = node.Transpose(k, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        var scores = node.Add("Mul", node.Add("MatMul", q, turned), node.Number(layer.ScaleOf(node.Layer)));
        if (layer.BiasOf(node.Layer) is { } bias)
            scores = node.Add("Add", scores, BiasOf(bias, isGrouped));
        var y = node.Add("MatMul", Probabilities(node, scores, Seen(rank)), v);
        int[] order = [0, rank - 2, .. Enumerable.Range(1, rank - 3), rank - 1];
        return node.Add("Reshape", node.Transpose(y, order), node.Integers([HasUnits ? -1 : 0, .. node.Out.Sizes]));
    }

    /// <summary>Whether a row has several attentions, which are then rows of their own.</summary>
    private bool HasUnits => node.Out.Rank > 2;

    private (string Q, string K, string V) Inputs()
    {
        if (!layer.IsPacked(node.Layer))
            return (node.x(), node.x(1), node.x(2));
        var (axis, q, k) = (node.In().Rank, heads * width, keyHeads * width);
        return (node.Slice(node.x(), axis, 0, q), node.Slice(node.x(), axis, q, q + k), node.Slice(node.x(), axis, q + k, q + 2 * k));
    }

    /// <summary>From [N, …, positions, heads · width] to [N, heads, positions, width].</summary>
    private string ByHead(string x, int positions, int[] split)
    {
        var apart = node.Add("Reshape", x, node.Integers([HasUnits ? -1 : 0, positions, .. split, width]));
        return node.Transpose(apart, [0, .. Enumerable.Range(2, split.Length), 1, split.Length + 2]);
    }

    private string BiasOf(int input, bool isGrouped)
    {
        var each = layer.BiasHeads(node.Layer);
        int[] split = !isGrouped ? [each] : each == 1 ? [1, 1] : [keyHeads, heads / keyHeads];
        var x = node.x(input);
        if (layer.SharesBias(node.Layer))
            x = node.Add("Expand", node.Add("Reshape", x, node.Integers([-1, 1, each, queries, keys])), node.Integers([1, layer.UnitsOf(node.Layer), 1, 1, 1]));
        return node.Add("Reshape", x, node.Integers([-1, .. split, queries, keys]));
    }

    private string? Seen(int rank)
    {
        var seen = Seen(node, queries, keys, layer.Options.Causal, layer.Options.Window);
        if (!layer.HasLengths)
            return seen;
        var exists = node.Reshape(node.Exists(node.Layer.InputCount - 1, keys), [.. Enumerable.Repeat(1, rank - 2), keys]);
        return seen is null ? exists : node.Add("And", seen, exists);
    }

    /// <summary>Which keys a query sees: [queries, keys]; null for all. Fewer queries than keys have their last positions at one place.</summary>
    public static string? Seen(OnnxContext node, int queries, int keys, bool causal, int window)
    {
        if (!causal && window == 0)
            return null;
        var (key, ahead) = (node.Unsqueeze(node.Range(0, keys), 0), keys - queries);
        var seen = causal ? node.Add("LessOrEqual", key, Query(ahead)) : null;
        if (window == 0)
            return seen;
        var near = node.Add("Greater", key, Query(ahead - window));
        return seen is null ? near : node.Add("And", seen, near);

        string Query(int from) => node.Unsqueeze(node.Range(from, queries), 1);
    }

    /// <summary>A softmax over the keys that a query sees; 0 for the others, and for a query that sees none.</summary>
    public static string Probabilities(OnnxContext node, string scores, string? seen)
    {
        return seen is null ? Softmax(scores) : node.Add("Where", seen, Softmax(node.Add("Where", seen, scores, node.Number(double.NegativeInfinity))), node.Number(0));

        string Softmax(string x) => node.Add("Softmax", [x], new OnnxAttribute("axis", -1L));
    }
}
