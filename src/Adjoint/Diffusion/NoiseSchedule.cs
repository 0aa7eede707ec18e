namespace Adjoint;

/// <summary>
/// How fast a diffusion turns data into noise: <c>x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε</c> for t from 1 to the number of steps, ᾱ_t = Π (1 − β_s) over s ≤ t.
/// </summary>
/// <remarks>Source: Ho, Jain and Abbeel, Denoising diffusion probabilistic models (2020).</remarks>
public sealed class NoiseSchedule
{
    private readonly double[] betas;
    private readonly double[] alphaBars;

    private NoiseSchedule(double[] betas)
    {
        (this.betas, alphaBars) = (betas, new double[betas.Length + 1]);
        alphaBars[0] = 1;
        for (var t = 1; t <= betas.Length; t++)
            alphaBars[t] = alphaBars[t - 1] * (1 - betas[t - 1]);
    }

    /// <summary>The number of steps T.</summary>
    public int Steps => betas.Length;

    /// <summary>β rises in a straight line. The defaults are the paper's for 1,000 steps, and for other numbers of steps scaled by 1,000 / T, so that the data end as noise.</summary>
    /// <param name="steps">The number of steps T.</param>
    /// <param name="first">β₁; by default 10⁻⁴ · 1,000 / T.</param>
    /// <param name="last">β_T; by default 0.02 · 1,000 / T, at most 0.999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range: T at least 1, and 0 &lt; β₁ ≤ β_T &lt; 1.</exception>
    public static NoiseSchedule Linear(int steps, double? first = null, double? last = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var (from, to) = (first ?? 1e-4 * 1000 / steps, last ?? Math.Min(0.999, 0.02 * 1000 / steps));
        if (!(to < 1) || !(to > 0))
            throw new ArgumentOutOfRangeException(nameof(last), to, $"The last β is {to}; it must be above 0 and below 1.");
        if (!(from > 0) || !(from <= to))
            throw new ArgumentOutOfRangeException(nameof(first), from, $"The first β is {from}; it must be above 0, and at most the last, {to}.");
        return new NoiseSchedule([.. Enumerable.Range(0, steps).Select(i => steps == 1 ? to : from + (to - from) * i / (steps - 1))]);
    }

    /// <summary>ᾱ_t falls as a squared cosine, which destroys small images more slowly: <c>ᾱ_t = f(t) / f(0)</c>, <c>f(t) = cos²((t/T + s) / (1 + s) · π/2)</c>, s = 0.008.</summary>
    /// <param name="steps">The number of steps T.</param>
    /// <remarks>Source: Nichol and Dhariwal, Improved denoising diffusion probabilistic models (2021).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    public static NoiseSchedule Cosine(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double F(int t)
        {
            var cosine = Math.Cos(((double)t / steps + 0.008) / 1.008 * Math.PI / 2);
            return cosine * cosine;
        }
        return new NoiseSchedule([.. Enumerable.Range(1, steps).Select(t => Math.Min(0.999, 1 - F(t) / F(t - 1)))]);
    }

    /// <summary>β_t, the variance of the noise that step t adds.</summary>
    /// <param name="t">The step, from 1 to <see cref="Steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public double Beta(int t) => betas[Checked(t, least: 1) - 1];

    /// <summary>ᾱ_t, the share of the data's variance that is left after step t; 1 for t = 0.</summary>
    /// <param name="t">The step, from 0 to <see cref="Steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public double AlphaBar(int t) => alphaBars[Checked(t, least: 0)];

    /// <summary>One row after t steps: <c>√ᾱ_t x₀ + √(1 − ᾱ_t) ε</c>.</summary>
    /// <param name="x0">The row.</param>
    /// <param name="noise">ε, standard normal numbers, as many.</param>
    /// <param name="t">The step, from 0 to <see cref="Steps"/>.</param>
    /// <param name="xt">Receives it; may be <paramref name="x0"/> or <paramref name="noise"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public void Diffuse(ReadOnlySpan<float> x0, ReadOnlySpan<float> noise, int t, Span<float> xt)
    {
        if (noise.Length != x0.Length || xt.Length != x0.Length)
            throw new ArgumentException($"x0 has {x0.Length} numbers, noise {noise.Length} and xt {xt.Length}; give as many in each.", nameof(xt));
        var (signal, deviation) = (Math.Sqrt(AlphaBar(t)), Math.Sqrt(1 - AlphaBar(t)));
        for (var i = 0; i < xt.Length; i++)
            xt[i] = (float)(signal * x0[i] + deviation * noise[i]);
    }

    private int Checked(int t, int least) => t >= least && t <= Steps
        ? t
        : throw new ArgumentOutOfRangeException(nameof(t), t, $"The schedule has {Steps} steps; t is {t}, and must be from {least} to {Steps}.");
}
