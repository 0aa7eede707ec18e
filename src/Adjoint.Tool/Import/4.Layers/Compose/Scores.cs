using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>The scores of attention before their softmax: c Q Kᵀ, and what is added.</summary>
/// <param name="Queries">[…, queries, width].</param>
/// <param name="Keys">[…, keys, width].</param>
/// <param name="Factor">c.</param>
/// <param name="Added">What is added: constants that hide keys, and values.</param>
internal sealed record Scores(Layer Queries, Layer Keys, double Factor, IReadOnlyList<Layer> Added)
{
    /// <summary>A number that hides a key, as exporters write −∞.</summary>
    private const double Hidden = -1e4;

    /// <summary>The scores that probabilities are made of; null where they are something else.</summary>
    public static Scores? Of(Layer probabilities)
    {
        // Rows that see nothing may be made 0 behind the softmax.
        if (probabilities is { Word: "Multiply", Inputs: [{ Word: "Softmax" } kept, { Word: "Variable" } mask] } && Constants.Of(mask)?.Numbers().All(static v => v is 0 or 1) == true)
            probabilities = kept;
        if (probabilities is not { Word: "Softmax", Options.Count: 0 })
            return null;
        var (scores, factor) = (probabilities.Inputs[0], 1.0);
        List<Layer> added = [];
        while (added.Count < 4)
        {
            if (scores.Word == "Add" && factor == 1 && Summand(scores) is var (other, summand))
                (scores, _) = (other, Noted(summand));
            else if (scores is { Word: "Multiply", Inputs: [var shown, { Word: "Variable" } zeros] } && factor == 1 && Constants.Of(zeros)?.Numbers().All(static v => v is 0 or 1) == true)
                scores = shown;
            else if (Scaled(scores) is var (value, by))
                (scores, factor) = (value, factor * by);
            else
                break;
        }
        if (scores is not { Word: "MatMul", Inputs: [var q, var k] })
            return null;
        k = Constants.Once(k);
        var rank = k.Shape.Count;
        if (scores.Options.Count == 0)
            k = Build.Permute(k, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        if (Scaled(q) is var (queries, ofQueries))
            (q, factor) = (queries, factor * ofQueries);
        return factor > 0 ? new Scores(q, k, factor, added) : null;

        Layer Noted(Layer layer)
        {
            added.Add(layer);
            return layer;
        }
    }

    /// <summary>What a query sees, where the constants that are added say no more than that, and what else is added; null where it is more than attention takes.</summary>
    public (bool IsCausal, int Window, Layer? Bias)? Mask(int queries, int keys, int heads)
    {
        var (isCausal, window) = (false, 0);
        Layer? bias = null;
        foreach (var layer in Added)
        {
            if (Constants.Of(layer) is { } constant && SeenBy(constant, queries, keys) is var (causal, back) && (!isCausal && window == 0))
                (isCausal, window) = (causal, back);
            else if (bias is null && (layer.Size == queries * keys || (layer.Size == heads * queries * keys && Queries.Shape.Count > 2)) && layer.Shape.TakeLast(2).SequenceEqual([queries, keys]))
                bias = Build.Reshape(layer, layer.Size == queries * keys ? [queries, keys] : [heads, queries, keys]);
            else
                return null;
        }
        return (isCausal, window, bias);
    }

    /// <summary>Whether 0 and −∞ hide what is ahead, or far after; null where they hide something else.</summary>
    private static (bool IsCausal, int Window)? SeenBy(Tensor mask, int queries, int keys)
    {
        if (Sizes.Count(mask.Dims.SkipLast(2)) != 1 || mask.Rank < 2 || mask.Dims[^1] is not 1 and var columns && columns != keys || mask.Dims[^2] is not 1 and var rows && rows != queries)
            return null;
        var at = Evaluator.Repeated([mask.Dims[^2], mask.Dims[^1]], [queries, keys]);
        bool Sees(int query, int key) => mask[at(query * keys + key)] == 0;
        for (var i = 0; i < queries * keys; i++)
        {
            if (mask[at(i)] is not 0 and > Hidden)
                return null;
        }
        var ahead = keys - queries;
        var isCausal = Enumerable.Range(0, queries).Any(i => i + ahead + 1 < keys && i + ahead + 1 >= 0 && !Sees(i, i + ahead + 1));
        // How far back the last query sees, if it does not see all.
        var first = Enumerable.Range(0, keys).FirstOrDefault(key => Sees(queries - 1, key), keys);
        var window = first == 0 ? 0 : keys - first;
        for (var i = 0; i < queries; i++)
        {
            for (var j = 0; j < keys; j++)
            {
                if (Sees(i, j) != ((!isCausal || j <= i + ahead) && (window == 0 || j > i + ahead - window)))
                    return null;
            }
        }
        return (isCausal, window);
    }

    private static (Layer Value, double By)? Scaled(Layer layer) =>
        layer is { Word: "Scale", Arguments: [var factor] } ? (layer.Inputs[0], Convert.ToDouble(factor, System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>Of a sum, the scores, which are as large as the sum, and what is added to them.</summary>
    private static (Layer Scores, Layer Summand)? Summand(Layer sum)
    {
        if (sum.Inputs is not [var a, var b])
            return null;
        return IsScores(a) && a.Shape.SequenceEqual(sum.Shape) ? (a, b) : IsScores(b) && b.Shape.SequenceEqual(sum.Shape) ? (b, a) : null;
    }

    private static bool IsScores(Layer layer)
    {
        for (var steps = 0; steps < 8 && layer.Word is "Scale" or "Multiply" or "Add" && layer.Inputs[0].Shape.SequenceEqual(layer.Shape); steps++)
            layer = layer.Inputs[0];
        return layer.Word == "MatMul";
    }
}

/// <summary>Values that are known and not trained.</summary>
internal static class Constants
{
    /// <summary>Keys or values, [key heads, 1, …], before they were repeated for each head that they serve.</summary>
    public static Layer Once(Layer x) => x is { Word: "Add", Inputs: [{ Shape: [_, 1, _, _] } one, var zeros] } && Of(zeros)?.Numbers().All(static v => v == 0) == true ? one : x;

    /// <summary>The numbers of a layer that is one, perhaps under another shape; null for others.</summary>
    public static Tensor? Of(Layer layer)
    {
        var shape = layer.Shape;
        while (layer.IsView)
            layer = layer.Inputs[0];
        return layer is { Word: "Variable", Tensors: [(_, var tensor)] } && layer.Options.Any(static o => o.Name == "Frozen") ? tensor.As([.. shape.Select(static s => (long)s)]) : null;
    }
}
