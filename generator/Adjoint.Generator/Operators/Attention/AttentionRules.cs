using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>Whether queries, keys and values fit together, and what to do if not.</summary>
internal static class AttentionRules
{
    /// <summary>Whether they do; what is wrong is reported.</summary>
    public static bool Check(ShapeContext context, Attention layer) =>
        (layer.IsPacked(context.Inputs.Count) ? CheckPacked(context, layer) : CheckApart(context, layer))
        && CheckPairs(context, layer, layer.WidthOf(context.Input.Last, layer.IsPacked(context.Inputs.Count))) && CheckBias(context, layer);

    /// <summary>What is added has a number for each pair of positions, of each head or of all, and of each attention of a row or, where its axes are 1, of all.</summary>
    private static bool CheckBias(ShapeContext context, Attention layer)
    {
        if (!layer.HasBias)
            return true;
        var (q, bias) = (context.Input, context.Inputs[context.Inputs.Count - 1].Value.Shape);
        var keys = layer.IsPacked(context.Inputs.Count) ? q : context.Inputs[1].Value.Shape;
        List<int> shared = [.. q.Sizes.Take(q.Rank - 1), keys.Sizes[keys.Rank - 2]], each = [.. q.Sizes.Take(q.Rank - 2), layer.Options.Heads, .. shared.Skip(q.Rank - 2)];
        if (new[] { shared, each }.Any(wanted => bias.Sizes.SequenceEqual(wanted) || bias.Sizes.SequenceEqual(wanted.Select((size, axis) => axis < q.Rank - 2 ? 1 : size))))
            return true;
        var ofAll = q.Rank == 2 ? "" : ", of each attention, or with 1 in the axes before them of all";
        var needed = $"{string.Join("×", shared)} numbers, or {string.Join("×", each)}";
        Report(context, "Bias", needed, bias, "a bias has one for each query and key, of all heads or of each" + ofAll, "give it one of these shapes, as by Reshape");
        return false;
    }

    /// <summary>Numbers are turned in pairs.</summary>
    private static bool CheckPairs(ShapeContext context, Attention layer, int width)
    {
        if (layer.Options.Rotary is null || width % 2 == 0)
            return true;
        Report(context, "Rotary", "pairs of numbers to turn", context.Input, $"a head has {width} of them", "choose an even number for each head");
        return false;
    }

    private static bool CheckPacked(ShapeContext context, Attention layer)
    {
        var (parts, features) = (layer.Options.Heads + 2 * layer.KeyHeads, context.Input.Last);
        if (features % parts == 0)
            return true;
        var width = Math.Max(1, (features + parts - 1) / parts);
        Report(context, null, $"queries, keys and values of {layer.Options.Heads} heads side by side", context.Input, $"{features} is no multiple of {parts}",
            $"write Dense({parts * width}) before it, for heads of {width}, or name Key and Value");
        return false;
    }

    private static bool CheckApart(ShapeContext context, Attention layer)
    {
        var (q, k, v) = (context.Input, context.Inputs[1].Value.Shape, context.Inputs[2].Value.Shape);
        var (heads, keyHeads) = (layer.Options.Heads, layer.KeyHeads);
        if (q.Last % heads != 0)
        {
            Report(context, "heads", $"queries of {heads} heads", q, $"{q.Last} is no multiple of {heads}", $"write a number of heads that divides {q.Last}");
            return false;
        }
        var features = q.Last / heads * keyHeads;
        foreach (var (argument, shape) in new[] { ("Key", k), ("Value", v) })
        {
            if (shape.Rank != q.Rank || shape.Last != features)
                Report(context, argument, $"{keyHeads} heads of {q.Last / heads}", shape,
                    $"the queries have {heads} heads of {q.Last / heads}", $"make it positions×{features}, as by Dense({features})");
            else if (!shape.Sizes.Take(shape.Rank - 2).SequenceEqual(q.Sizes.Take(q.Rank - 2)))
                Report(context, argument, "as many attentions as the queries", shape, "the axes before the last two differ", "make them equal");
            else if (shape.Sizes[shape.Rank - 2] != k.Sizes[k.Rank - 2])
                Report(context, argument, "a value for each key", shape, $"there are {k.Sizes[k.Rank - 2]} keys", "make both as long");
            else
                continue;
            return false;
        }
        return true;
    }

    private static void Report(ShapeContext context, string? argument, string needed, TensorShape found, string why, string advice) =>
        context.Report(Rules.HeadsDoNotFit, argument, context.NodeName, needed, found, why, advice);
}
