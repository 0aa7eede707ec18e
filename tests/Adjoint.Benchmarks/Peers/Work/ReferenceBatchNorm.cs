namespace Adjoint.Benchmarks.Peers;

/// <summary>Batch normalisation (Ioffe and Szegedy, 2015, algorithm 1), y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε), in double precision.</summary>
internal static class ReferenceBatchNorm
{
    /// <summary>The output of all rows: with the statistics of the batch in training, else with mean 0 and variance 1.</summary>
    public static double[][] Forward(double[][] x, double[] scale, double[] shift, bool training)
    {
        var normalised = training ? Normalise(x, scale.Length).Normalised : [.. x.Select(row => Array.ConvertAll(row, v => v / Math.Sqrt(1 + BatchNorm.Epsilon)))];
        return [.. normalised.Select(row => row.Select((v, i) => scale[Channel(row, scale, i)] * v + shift[Channel(row, scale, i)]).ToArray())];
    }

    /// <summary>dx = γ/√(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy x̂)), dγ = Σ dy x̂, dβ = Σ dy.</summary>
    public static (double[][] Dx, double[] DScale, double[] DShift) Backward(double[][] x, double[] scale, double[][] dy)
    {
        var (normalised, roots) = Normalise(x, scale.Length);
        var count = x.Length * x[0].Length / scale.Length;
        var dShift = SumOverChannels(dy, scale.Length);
        var dScale = SumOverChannels([.. dy.Zip(normalised, (d, n) => d.Zip(n, (a, b) => a * b).ToArray())], scale.Length);
        return ([.. dy.Zip(normalised, (d, n) => d.Select((v, i) =>
        {
            var c = Channel(d, scale, i);
            return scale[c] / roots[c] * (v - dShift[c] / count - n[i] * dScale[c] / count);
        }).ToArray())], dScale, dShift);
    }

    private static (double[][] Normalised, double[] Roots) Normalise(double[][] x, int channels)
    {
        var count = x.Length * x[0].Length / channels;
        var means = Array.ConvertAll(SumOverChannels(x, channels), sum => sum / count);
        double[][] centred = [.. x.Select(row => row.Select((v, i) => v - means[Channel(row, means, i)]).ToArray())];
        var roots = Array.ConvertAll(SumOverChannels([.. centred.Select(row => Array.ConvertAll(row, v => v * v))], channels), sum => Math.Sqrt(sum / count + BatchNorm.Epsilon));
        return ([.. centred.Select(row => row.Select((v, i) => v / roots[Channel(row, roots, i)]).ToArray())], roots);
    }

    private static double[] SumOverChannels(double[][] rows, int channels)
    {
        var sums = new double[channels];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                sums[Channel(row, sums, i)] += row[i];
        }
        return sums;
    }

    private static int Channel(double[] row, double[] perChannel, int i) => i / (row.Length / perChannel.Length);
}
