using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Attention by its definition, head by head and query by query.</summary>
internal static class NaiveAttention
{
    /// <summary>o_i = Σ_j p_ij v_j, p_ij = exp(s q_i·k_j) / Σ_j exp(s q_i·k_j), over the keys j that i sees.</summary>
    public static T[] Of<T>(AttributeUse use, T[][] x, TensorShape[] shapes)
        where T : struct, IReal<T>
    {
        var heads = use.Int("heads");
        var keyHeads = use.Int("KeyHeads") is > 0 and var written ? written : heads;
        var isPacked = x.Length == 1;
        var (queries, keys) = (shapes[0].Sizes[^2], shapes[isPacked ? 0 : 1].Sizes[^2]);
        var width = isPacked ? shapes[0].Last / (heads + 2 * keyHeads) : shapes[0].Last / heads;
        var scale = use.NumberIfWritten("Scale") ?? 1 / Math.Sqrt(width);
        var units = shapes[0].Sizes.Take(shapes[0].Rank - 2).Aggregate(1, static (a, b) => a * b);
        var window = use.Int("Window") is > 0 and var back ? back : int.MaxValue;
        List<T> outputs = [];
        for (var unit = 0; unit < units; unit++)
        {
            for (var query = 0; query < queries; query++)
            {
                for (var head = 0; head < heads; head++)
                {
                    // Of fewer queries than keys the last ones are at one place.
                    var place = query + keys - queries;
                    var (from, of) = (unit, head / (heads / keyHeads));
                    var seen = Enumerable.Range(0, keys).Where(key => (!use.Bool("Causal") || key <= place) && key > (long)place - window).ToList();
                    var scores = seen.ConvertAll(key => T.Of(scale) * Dot(c => Query(from, query, head, c), c => Key(from, key, of, c)));
                    var most = T.Of(scores.Count == 0 ? 0 : scores.Max(static score => score.Value));
                    var weights = scores.ConvertAll(score => Exp(score - most));
                    var sum = weights.Aggregate(T.Of(0), static (a, b) => a + b);
                    for (var c = 0; c < width; c++)
                    {
                        var output = T.Of(0);
                        for (var j = 0; j < seen.Count; j++)
                            output += weights[j] / sum * Value(from, seen[j], of, c);
                        outputs.Add(output);
                    }
                }
            }
        }
        return [.. outputs];

        T Dot(Func<int, T> a, Func<int, T> b) => Enumerable.Range(0, width).Aggregate(T.Of(0), (sum, c) => sum + a(c) * b(c));

        T Query(int unit, int position, int head, int c) => x[0][((unit * queries) + position) * shapes[0].Last + head * width + c];

        T Key(int unit, int position, int head, int c) =>
            isPacked ? x[0][((unit * keys) + position) * shapes[0].Last + (heads + head) * width + c] : x[1][((unit * keys) + position) * shapes[1].Last + head * width + c];

        T Value(int unit, int position, int head, int c) =>
            isPacked ? x[0][((unit * keys) + position) * shapes[0].Last + (heads + keyHeads + head) * width + c] : x[2][((unit * keys) + position) * shapes[2].Last + head * width + c];
    }
}
