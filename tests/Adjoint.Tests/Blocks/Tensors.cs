namespace Adjoint.Tests.Blocks;

/// <summary>A network's parameters by name, and the layers that formulas of blocks are made of, written as a textbook does.</summary>
/// <param name="network">The network, which knows where its kernels keep each number.</param>
/// <param name="values">The numbers of all tensors.</param>
internal sealed class Tensors(INetwork<double> network, double[] values)
{
    private readonly Dictionary<string, int[]> places = Enumerable.Range(0, network.Layout.Parameters.Count).Select(i => network.View(i))
        .ToDictionary(static view => view.Name, static view => Enumerable.Range(0, view.Length).Select(i => view.IndexOf(i)).ToArray());

    /// <summary>The numbers of one tensor, in row-major order.</summary>
    public double[] this[string name] => Array.ConvertAll(places[name], place => values[place]);

    /// <summary>W x + b, without b where there is none.</summary>
    public double[] Linear(string name, ReadOnlySpan<double> x)
    {
        var (w, b) = (this[name + ".weight"], places.ContainsKey(name + ".bias") ? this[name + ".bias"] : null);
        var y = new double[w.Length / x.Length];
        for (var u = 0; u < y.Length; u++)
        {
            y[u] = b?[u] ?? 0;
            for (var f = 0; f < x.Length; f++)
                y[u] += w[u * x.Length + f] * x[f];
        }
        return y;
    }

    /// <summary>g ⊙ (x − mean)/√(variance + 10⁻⁵) + b.</summary>
    public double[] LayerNorm(string name, ReadOnlySpan<double> x)
    {
        var (g, b, values) = (this[name + ".weight"], this[name + ".bias"], x.ToArray());
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 1e-5);
        for (var f = 0; f < values.Length; f++)
            values[f] = g[f] * ((values[f] - mean) / deviation) + b[f];
        return values;
    }

    /// <summary>σ of W x + b.</summary>
    public double[] Gate(string name, ReadOnlySpan<double> x) => Array.ConvertAll(Linear(name, x), static v => 1 / (1 + Math.Exp(-v)));

    /// <summary>a ⊙ b.</summary>
    public static double[] Product(double[] a, double[] b) => [.. a.Zip(b, static (x, y) => x * y)];

    /// <summary>Σ a b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Probabilities of scores.</summary>
    public static double[] Softmax(double[] scores)
    {
        var exponentials = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
        var sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }
}
