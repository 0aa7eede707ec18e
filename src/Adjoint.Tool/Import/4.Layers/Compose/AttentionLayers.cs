namespace Adjoint.Tool.Import.Layers;

/// <summary>Products of matrices that are attention: softmax(s Q Kᵀ + b) V.</summary>
internal static class AttentionLayers
{
    /// <summary>The product with the values.</summary>
    public static Layer? Heads(Layer layer, Passage passage)
    {
        if (layer is not { Word: "MatMul", Options.Count: 0, Inputs: [var p, var v] } || Scores.Of(p) is not { } scores)
            return null;
        var (q, k) = (scores.Queries, scores.Keys);
        var rank = q.Shape.Count;
        (k, v) = rank == 4 ? (Once(k), Once(v)) : (k, v);
        if (rank is < 2 or > 4 || k.Shape.Count != rank || v.Shape.Count != rank || q.Shape[^1] != k.Shape[^1] || !k.Shape.SequenceEqual(v.Shape) || layer.Shape.Count != rank)
            return null;
        var (queries, width) = (q.Shape[^2], q.Shape[^1]);
        var heads = q.Shape.SkipLast(2).Aggregate(1, static (p, s) => p * s);
        var keyHeads = k.Shape.SkipLast(2).Aggregate(1, static (p, s) => p * s);
        if (rank == 3 ? keyHeads != heads : rank == 4 && (k.Shape[0] != q.Shape[0] || k.Shape[1] != 1))
            return null;
        if (scores.Mask(queries, k.Shape[^2], heads) is not { } mask)
            return null;
        List<Layer> inputs = [ByPosition(q), ByPosition(k), ByPosition(v), .. mask.Bias is { } bias ? (Layer[])[bias] : []];
        var attention = new Layer("Attention", inputs, [queries, heads * width])
        {
            Arguments = [heads],
            Options =
            [
                .. keyHeads == heads ? ((string, object)[])[] : [("KeyHeads", keyHeads)], .. mask.IsCausal ? ((string, object)[])[("Causal", true)] : [], .. mask.Window == 0 ? ((string, object)[])[] : [("Window", mask.Window)],
                .. Math.Abs(scores.Factor * Math.Sqrt(width) - 1) < 1e-5 ? ((string, object)[])[] : [("Scale", (float)scores.Factor)],
            ],
            InputNames = mask.Bias is null ? ["Key", "Value"] : ["Key", "Value", "Bias"],
        };
        // Back to heads first; what the exporter undid behind it cancels.
        int[] apart = [queries, .. q.Shape.SkipLast(2), width];
        return rank == 2 ? attention : Build.Permute(Build.Reshape(attention, apart), [.. Enumerable.Range(1, rank - 2), 0, rank - 1]);
    }

    /// <summary>Queries, keys and values that are parts of one value, side by side.</summary>
    public static Layer? Packed(Layer layer, Passage passage)
    {
        if (layer is not { Word: "Attention", InputNames: ["Key", "Value", ..], Inputs: [var q, var k, var v, ..] } || Part(q) is not (var all, 0, var own) || Part(k) is not (var second, var first, var keys))
            return null;
        return all == second && Part(v) == (all, own + keys, keys) && first == own && all.Shape.Count == 2 && all.Shape[1] == own + 2 * keys
            ? new Layer("Attention", [all, .. layer.Inputs.Skip(3)], layer.Shape) { Arguments = layer.Arguments, Options = layer.Options, InputNames = [.. layer.InputNames.Skip(2)] }
            : null;
    }

    /// <summary>Attention between products that are called as PyTorch's are.</summary>
    public static Layer? Projected(Layer layer, Passage passage)
    {
        if (layer is not { Word: "Dense", Inputs: [{ Word: "Attention", Inputs: [{ Word: "Dense" } joined] } attention], Origins: [var weight, ..] } || weight.Layer?.EndsWith(".out_proj", StringComparison.Ordinal) != true)
            return null;
        var (name, x) = (weight.Layer[..^".out_proj".Length], joined.Inputs[0]);
        var isPlain = attention.Options.All(static o => o.Name == "Causal") && x.Shape.SequenceEqual(layer.Shape) && joined.Shape[1] == 3 * layer.Shape[1] && joined.Tensors.Count == layer.Tensors.Count;
        if (!isPlain || joined.Origins.Count != joined.Tensors.Count || joined.Origins.Any(o => o.Name != $"{name}.in_proj_weight" && o.Name != $"{name}.in_proj_bias") || !passage.IsReadOnce(joined) || !passage.IsReadOnce(attention))
            return null;
        return new Layer("MultiHeadAttention", [x], layer.Shape)
        {
            Arguments = attention.Arguments,
            Options = [.. attention.Options, .. layer.Tensors.Count == 2 ? ((string, object)[])[] : [("Bias", false)]],
            Tensors = [.. joined.Tensors.Select(static t => ($"in_proj_{t.Name}", t.Value)), .. layer.Tensors.Select(static t => ($"out_proj.{t.Name}", t.Value))],
            Origins = [.. joined.Origins, .. layer.Origins],
        };
    }

    /// <summary>From heads first, [heads, positions, width], to [positions, heads · width].</summary>
    private static Layer ByPosition(Layer x)
    {
        var rank = x.Shape.Count;
        return rank == 2 ? x : Build.Reshape(Build.Permute(x, [rank - 2, .. Enumerable.Range(0, rank - 2), rank - 1]), [x.Shape[^2], x.Size / x.Shape[^2]]);
    }

    /// <summary>Keys or values before they were repeated for each head that they serve.</summary>
    private static Layer Once(Layer x) =>
        x is { Word: "Add", Inputs: [var one, { Word: "Variable" } zeros] } && Constants.Of(zeros)?.Numbers().All(static v => v == 0) == true && one.Shape.Count == 4 ? one : x;

    private static (Layer Of, int Start, int Count)? Part(Layer x) =>
        x is { Word: "Slice", Options.Count: 0, Arguments: [int axis, int start, int count], Shape.Count: 2 } && axis == 1 ? (x.Inputs[0], start, count) : null;
}
