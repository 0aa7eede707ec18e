using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Attention by its definition, head by head and query by query.</summary>
internal static class NaiveAttention
{
    /// <summary>The masks of a row's pairs: for each unit and head, squares of sixteen keys and sixteen queries.</summary>
    /// <param name="Heads">The heads.</param>
    /// <param name="Queries">The squares along the queries.</param>
    /// <param name="Keys">The squares along the keys.</param>
    public readonly record struct Pairs(int Heads, int Queries, int Keys)
    {
        public static Pairs Of(AttributeUse use, TensorShape[] shapes) => new(use.Int("heads"), Blocks(shapes[0]), Blocks(KeysOf(use, shapes)));

        /// <summary>The masks of a unit.</summary>
        public int Count => Heads * Queries * Keys * 256;

        /// <summary>The number of a pair's mask.</summary>
        public int Number(int unit, int head, int query, int key) =>
            (unit * Count) + ((((((head * Queries) + (query / 16)) * Keys) + (key / 16)) * 256) + (key % 16 * 16) + (query % 16));
    }

    /// <summary>The shape of what has the keys.</summary>
    private static TensorShape KeysOf(AttributeUse use, TensorShape[] shapes) =>
        shapes[shapes.Length - (use.Bool("HasLengths") ? 1 : 0) - (use.Text("Bias") is null ? 0 : 1) == 1 ? 0 : 1];

    private static int Blocks(TensorShape shape) => (shape.Sizes[^2] + 15) / 16;

    /// <summary>Each pair (a, b) of a head as a + ib, times e^{iθ} with θ = p base^(−2i/d).</summary>
    public static T[] Turned<T>(Rotation layer, T[] x, TensorShape shape)
        where T : struct, IReal<T>
    {
        var y = x.ToArray();
        var d = layer.Width;
        for (var row = 0; row < x.Length / shape.Last; row++)
        {
            var position = (row % shape.Sizes[^2]) + layer.First;
            for (var head = 0; head < layer.Heads; head++)
            {
                for (var i = 0; i < d / 2; i++)
                {
                    var (first, second) = layer.Interleaved ? (2 * i, (2 * i) + 1) : (i, i + (d / 2));
                    var theta = position * Math.Pow(layer.Base, -2.0 * i / d);
                    var start = (row * shape.Last) + (head * d);
                    var (a, b) = (x[start + first], x[start + second]);
                    y[start + first] = a * T.Of(Math.Cos(theta)) - b * T.Of(Math.Sin(theta));
                    y[start + second] = a * T.Of(Math.Sin(theta)) + b * T.Of(Math.Cos(theta));
                }
            }
        }
        return y;
    }

    /// <summary>x + S, S_{p,2i} = sin(p base^(−2i/d)), S_{p,2i+1} = cos(p base^(−2i/d)).</summary>
    public static T[] WithSinusoids<T>(AttributeUse use, T[] x, TensorShape shape)
        where T : struct, IReal<T>
    {
        var d = x.Length / shape.Sizes[0];
        return [.. x.Select((value, index) =>
        {
            var (position, i) = (index / d, index % d);
            var angle = position * Math.Pow(use.Number("Base", 10000), -(double)(i - (i % 2)) / d);
            return value + T.Of(i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        })];
    }

    /// <summary>o_i = Σ_j p_ij v_j, p_ij = exp(s q_i·k_j) / Σ_j exp(s q_i·k_j), over the keys j that i sees.</summary>
    public static T[] Of<T>(AttributeUse use, T[][] x, Func<int, double> kept, TensorShape[] shapes)
        where T : struct, IReal<T>
    {
        var heads = use.Int("heads");
        var keyHeads = use.Int("KeyHeads") is > 0 and var written ? written : heads;
        // Behind queries, keys and values, or the one value that has them, come what is added to the scores and the number of keys.
        var hasLengths = use.Bool("HasLengths");
        var bias = use.Text("Bias") is null ? null : x[^(hasLengths ? 2 : 1)];
        var isPacked = x.Length - (hasLengths ? 1 : 0) - (bias is null ? 0 : 1) == 1;
        var (queries, keys) = (shapes[0].Sizes[^2], shapes[isPacked ? 0 : 1].Sizes[^2]);
        var width = isPacked ? shapes[0].Last / (heads + 2 * keyHeads) : shapes[0].Last / heads;
        var scale = use.NumberIfWritten("Scale") ?? 1 / Math.Sqrt(width);
        var units = shapes[0].Sizes.Take(shapes[0].Rank - 2).Aggregate(1, static (a, b) => a * b);
        var window = use.Int("Window") is > 0 and var back ? back : int.MaxValue;
        var (isCausal, pairs) = (use.Bool("Causal"), Pairs.Of(use, shapes));
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
                    var seen = Enumerable.Range(0, hasLengths ? (int)x[^1][0].Value : keys).Where(key => (!isCausal || key <= place) && key > (long)place - window).ToList();
                    var scores = seen.ConvertAll(key => T.Of(scale) * Dot(from, query, head, key, of) + Added(from, head, query, key));
                    var most = T.Of(scores.Count == 0 ? 0 : scores.Max(static score => score.Value));
                    var weights = scores.ConvertAll(score => Exp(score - most));
                    var sum = weights.Aggregate(T.Of(0), static (a, b) => a + b);
                    var shares = seen.Select((key, j) => weights[j] / sum * T.Of(kept(pairs.Number(from, head, query, key)))).ToList();
                    for (var c = 0; c < width; c++)
                    {
                        var output = T.Of(0);
                        for (var j = 0; j < seen.Count; j++)
                            output += shares[j] * Value(from, seen[j], of, c);
                        outputs.Add(output);
                    }
                }
            }
        }
        return [.. outputs];

        T Added(int unit, int head, int query, int key)
        {
            if (bias is null)
                return T.Of(0);
            var isOfAll = shapes[hasLengths ? ^2 : ^1].Sizes.Take(shapes[0].Rank - 2).All(static size => size == 1);
            var ofHeads = bias.Length / ((isOfAll ? 1 : units) * queries * keys);
            return bias[(((((isOfAll ? 0 : unit) * ofHeads) + (ofHeads == 1 ? 0 : head)) * queries) + query) * keys + key];
        }

        T Dot(int unit, int query, int head, int key, int of)
        {
            var sum = T.Of(0);
            for (var c = 0; c < width; c++)
                sum += Query(unit, query, head, c) * Key(unit, key, of, c);
            return sum;
        }

        T Query(int unit, int position, int head, int c) => x[0][((unit * queries) + position) * shapes[0].Last + head * width + c];

        T Key(int unit, int position, int head, int c) =>
            isPacked ? x[0][((unit * keys) + position) * shapes[0].Last + (heads + head) * width + c] : x[1][((unit * keys) + position) * shapes[1].Last + head * width + c];

        T Value(int unit, int position, int head, int c) =>
            isPacked ? x[0][((unit * keys) + position) * shapes[0].Last + (heads + keyHeads + head) * width + c] : x[2][((unit * keys) + position) * shapes[2].Last + head * width + c];
    }

    /// <summary>sin and then cos of t b^(−i/h), i below half the size.</summary>
    public static T[] Sinusoids<T>(T t, int size, double turns)
        where T : struct, IReal<T>
    {
        var angles = Enumerable.Range(0, size / 2).Select(i => t * T.Of(Math.Pow(turns, -2.0 * i / size))).ToList();
        return [.. angles.Select(static angle => Functions.Sin(angle)), .. angles.Select(static angle => Functions.Cos(angle))];
    }
}
