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
        v = Constants.Once(v);
        var hasOneHead = k.Shape.Count == 2 && rank > 2;
        if (rank is < 2 or > 4
            || (k.Shape.Count != rank && !hasOneHead)
            || v.Shape.Count != k.Shape.Count
            || q.Shape[^1] != k.Shape[^1]
            || !k.Shape.SequenceEqual(v.Shape)
            || layer.Shape.Count != rank)
            return null;
        var (queries, width) = (q.Shape[^2], q.Shape[^1]);
        var heads = q.Shape.SkipLast(2).Aggregate(1, static (p, s) => p * s);
        var keyHeads = k.Shape.SkipLast(2).Aggregate(1, static (p, s) => p * s);
        if (hasOneHead ? rank == 4 && q.Shape[0] != 1 : rank == 3 ? keyHeads != heads : rank == 4 && (k.Shape[0] != q.Shape[0] || k.Shape[1] != 1))
            return null;
        if (scores.Mask(queries, k.Shape[^2], heads) is not { } mask)
            return null;
        List<Layer> inputs = [ByPosition(q), ByPosition(k), ByPosition(v), .. mask.Bias is { } bias ? (Layer[])[bias] : []];
        var attention = new Layer("Attention", inputs, [queries, heads * width])
        {
            Arguments = [heads],
            Options =
            [
                .. keyHeads == heads ? ((string, object)[])[] : [("KeyHeads", keyHeads)],
                .. mask.IsCausal ? ((string, object)[])[("Causal", true)] : [],
                .. mask.Window == 0 ? ((string, object)[])[] : [("Window", mask.Window)],
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
        if (layer is not { Word: "Attention", InputNames: ["Key", "Value", ..], Inputs: [var q, var k, var v, ..] }
            || Part(q) is not (var all, 0, var own)
            || Part(k) is not (var second, var first, var keys))
            return null;
        return all == second && Part(v) == (all, own + keys, keys) && first == own && all.Shape.Count == 2 && all.Shape[1] == own + 2 * keys
            ? new Layer("Attention", [all, .. layer.Inputs.Skip(3)], layer.Shape) { Arguments = layer.Arguments, Options = layer.Options, InputNames = [.. layer.InputNames.Skip(2)] }
            : null;
    }

    /// <summary>Attention between products that are called as PyTorch's are.</summary>
    public static Layer? Projected(Layer layer, Passage passage) =>
        NameOf(layer) is { } name && layer.Inputs[0] is { Inputs: [{ Word: "Dense" } joined] } attention && IsJoined(joined, name, layer) && passage.IsReadOnce(joined) && passage.IsReadOnce(attention)
            ? Whole(layer, attention, joined, [joined.Inputs[0]])
            : null;

    /// <summary>The same with keys and values of another value: the joined matrix is multiplied with both, and of each product the parts are taken that are needed.</summary>
    public static Layer? ProjectedMemory(Layer layer, Passage passage)
    {
        if (NameOf(layer) is not { } name || layer.Inputs[0] is not { Inputs: [var q, var k, var v] } attention || Part(q) is not (var own, 0, var width) || Part(k) is not (var other, var first, _))
            return null;
        return Part(v) == (other, 2 * width, width) && Part(k) == (other, width, width) && first == width && width == layer.Shape[^1] && IsJoined(own, name, layer) && IsJoined(other, name, layer)
            ? Whole(layer, attention, own, [own.Inputs[0], other.Inputs[0]])
            : null;
    }

    /// <summary>What a product after attention is called, without the end that says which it is.</summary>
    private static string? NameOf(Layer layer) =>
        layer is { Word: "Dense", Inputs: [{ Word: "Attention" } attention], Origins: [{ Layer: { } name }, ..] } && name.EndsWith(End, StringComparison.Ordinal)
        && layer.Origins.Count == layer.Tensors.Count && attention.Options.All(static o => o.Name == "Causal") ? name[..^End.Length] : null;

    private const string End = ".out_proj";

    private static bool IsJoined(Layer joined, string name, Layer layer) =>
        joined.Word == "Dense" && joined.Inputs[0].Shape is [_, var width] && width == layer.Shape[^1] && joined.Shape[1] == 3 * width && joined.Tensors.Count == layer.Tensors.Count
        && joined.Origins.Count == joined.Tensors.Count && joined.Origins.All(o => o.Name == $"{name}.in_proj_weight" || o.Name == $"{name}.in_proj_bias");

    private static Layer Whole(Layer layer, Layer attention, Layer joined, IReadOnlyList<Layer> inputs) => new("MultiHeadAttention", inputs, layer.Shape)
    {
        Arguments = attention.Arguments,
        Options = [.. attention.Options, .. layer.Tensors.Count == 2 ? ((string, object)[])[] : [("Bias", false)]],
        InputNames = [.. inputs.Skip(1).Select(static _ => "Memory")],
        Tensors = [.. joined.Tensors.Select(static t => ($"in_proj_{t.Name}", t.Value)), .. layer.Tensors.Select(static t => ($"out_proj.{t.Name}", t.Value))],
        Origins = [.. joined.Origins, .. layer.Origins],
    };

    /// <summary>From heads first, [heads, positions, width], to [positions, heads · width].</summary>
    private static Layer ByPosition(Layer x)
    {
        var rank = x.Shape.Count;
        return rank == 2 ? x : Build.Reshape(Build.Permute(x, [rank - 2, .. Enumerable.Range(0, rank - 2), rank - 1]), [x.Shape[^2], x.Size / x.Shape[^2]]);
    }

    private static (Layer Of, int Start, int Count)? Part(Layer x) =>
        x is { Word: "Slice", Options.Count: 0, Arguments: [int axis, int start, int count], Shape.Count: 2 } && axis == 1 ? (x.Inputs[0], start, count) : null;
}
