namespace Theory.Lipschitz;

/// <summary>The largest factor by which a matrix lengthens a vector.</summary>
internal static class SpectralNorm
{
    /// <summary>By power iteration on WᵀW: v ← WᵀW v / ‖WᵀW v‖, from a drawn v. It comes from below.</summary>
    public static double ByPowers(ParameterView<double> w, int iterations)
    {
        var random = new Random(1);
        var v = Enumerable.Range(0, w.Shape[1]).Select(_ => random.NextDouble() - 0.5).ToArray();
        var norm = 0.0;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Normalise(v);
            var u = Enumerable.Range(0, w.Shape[0]).Select(i => Enumerable.Range(0, v.Length).Sum(j => w[i, j] * v[j])).ToArray();
            norm = Math.Sqrt(u.Sum(static x => x * x));
            v = [.. Enumerable.Range(0, v.Length).Select(j => Enumerable.Range(0, u.Length).Sum(i => w[i, j] * u[i]))];
        }
        return norm;
    }

    /// <summary>By Jacobi's rotations, which make the columns of W orthogonal one pair after the other (Hestenes, 1958).</summary>
    public static double Exactly(ParameterView<double> w)
    {
        var (rows, columns) = (w.Shape[0], w.Shape[1]);
        var a = new double[columns][];
        for (var j = 0; j < columns; j++)
            a[j] = [.. Enumerable.Range(0, rows).Select(i => w[i, j])];
        for (var sweep = 0; sweep < 60; sweep++)
        {
            for (var p = 0; p < columns; p++)
            {
                for (var q = p + 1; q < columns; q++)
                    Rotate(a[p], a[q]);
            }
        }
        return a.Max(static column => Math.Sqrt(column.Sum(static x => x * x)));
    }

    /// <summary>√Σ w²: simpler, and larger.</summary>
    public static double Frobenius(ParameterView<double> w) => Math.Sqrt(Enumerable.Range(0, w.Length).Sum(i => w[i] * w[i]));

    private static void Rotate(double[] a, double[] b)
    {
        double alpha = 0, beta = 0, gamma = 0;
        for (var i = 0; i < a.Length; i++)
            (alpha, beta, gamma) = (alpha + a[i] * a[i], beta + b[i] * b[i], gamma + a[i] * b[i]);
        if (Math.Abs(gamma) <= 1e-15 * Math.Sqrt(alpha * beta))
            return;
        var zeta = (beta - alpha) / (2 * gamma);
        var t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        var (c, s) = (1 / Math.Sqrt(1 + t * t), t / Math.Sqrt(1 + t * t));
        for (var i = 0; i < a.Length; i++)
            (a[i], b[i]) = (c * a[i] - s * b[i], s * a[i] + c * b[i]);
    }

    private static void Normalise(double[] v)
    {
        var length = Math.Sqrt(v.Sum(static x => x * x));
        for (var i = 0; i < v.Length; i++)
            v[i] /= length;
    }
}
