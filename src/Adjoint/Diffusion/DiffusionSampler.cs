using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Predicts the noise in some rows: what the network of a diffusion learns.</summary>
/// <param name="xt">The rows with noise in them.</param>
/// <param name="t">The step that each row has come to, one number a row, from 1 on.</param>
/// <param name="noise">Receives ε as it is predicted, as many numbers as <paramref name="xt"/>.</param>
public delegate void NoisePrediction(ReadOnlySpan<float> xt, ReadOnlySpan<float> t, Span<float> noise);

/// <summary>
/// Draws rows by taking noise back step by step. All that is drawn follows from the seed. Row i of a call draws the same numbers however many rows there are.
/// </summary>
/// <param name="schedule">The schedule that the network was trained with.</param>
/// <param name="predict">The network.</param>
/// <param name="seed">The seed of all that is drawn.</param>
public sealed class DiffusionSampler(NoiseSchedule schedule, NoisePrediction predict, long seed)
{
    private readonly NoiseSchedule schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));
    private readonly NoisePrediction predict = predict ?? throw new ArgumentNullException(nameof(predict));

    /// <summary>The bounds that x₀ is known to be in, such as 1 for images from −1 to 1: what is predicted beyond them is cut off. Null, the default, cuts nothing.</summary>
    public float? Bound { get; init; }

    /// <summary>
    /// All steps, with new noise in each: <c>x_{t−1} = μ(x_t, x̂₀) + σ_t z</c>, μ and σ_t² = β_t (1 − ᾱ_{t−1}) / (1 − ᾱ_t) the mean and the variance of what x_{t−1} was, given x_t and
    /// x₀, and x̂₀ what the predicted noise makes of x_t. No noise in the last step.
    /// </summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="x">Receives them, rows after rows.</param>
    /// <remarks>Source: Ho, Jain and Abbeel, Denoising diffusion probabilistic models (2020), algorithm 2 and equation 7.</remarks>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not divide into that many rows.</exception>
    public void Ddpm(int rows, Span<float> x) => Sample(rows, x, schedule.Steps, eta: 1);

    /// <summary>
    /// Some of the steps, spread evenly: <c>x_s = √ᾱ_s x̂₀ + √(1 − ᾱ_s − σ²) ε̂ + σ z</c> from step t to the earlier step s, <c>σ² = η² (1 − ᾱ_s) / (1 − ᾱ_t) (1 − ᾱ_t / ᾱ_s)</c>. With
    /// η = 0, the default, no noise is drawn after the first: equal seeds give one path, which few steps follow nearly. With η = 1 and all steps it is <see cref="Ddpm"/>.
    /// </summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="x">Receives them, rows after rows.</param>
    /// <param name="steps">The steps that are taken, from 1 to those of the schedule.</param>
    /// <param name="eta">η, from 0 to 1.</param>
    /// <remarks>Source: Song, Meng and Ermon, Denoising diffusion implicit models (2021), equations 12 and 16.</remarks>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not divide into that many rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps or η is out of range.</exception>
    public void Ddim(int rows, Span<float> x, int steps, double eta = 0)
    {
        if (steps < 1 || steps > schedule.Steps)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"The schedule has {schedule.Steps} steps; {steps} of them cannot be taken.");
        if (!(eta >= 0 && eta <= 1))
            throw new ArgumentOutOfRangeException(nameof(eta), eta, "η is a share of the noise of all steps, from 0 to 1.");
        Sample(rows, x, steps, eta);
    }

    private void Sample(int rows, Span<float> x, int steps, double eta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (x.IsEmpty || x.Length % rows != 0)
            throw new ArgumentException($"x has {x.Length} numbers, which do not divide into {rows} rows.", nameof(x));
        var (noise, times) = (new float[x.Length], new float[rows]);
        Draw(x, rows, stream: 0);
        for (var step = steps; step > 0; step--)
        {
            int t = At(step, steps), s = At(step - 1, steps);
            Array.Fill(times, t);
            predict(x, times, noise);
            TakeBack(x, noise, t, s, eta);
            if (s > 0 && eta > 0)
                AddNoise(x, rows, noise, Deviation(t, s, eta), stream: t);
        }
    }

    /// <summary>The steps that are taken: 0, and then evenly to the last.</summary>
    private int At(int step, int steps) => (int)Math.Round((double)step * schedule.Steps / steps);

    /// <summary>σ of the noise that is drawn between two steps.</summary>
    private double Deviation(int t, int s, double eta)
    {
        var (now, then) = (schedule.AlphaBar(t), schedule.AlphaBar(s));
        return eta * Math.Sqrt((1 - then) / (1 - now) * (1 - now / then));
    }

    /// <summary>√ᾱ_s x̂₀ + √(1 − ᾱ_s − σ²) ε̂.</summary>
    private void TakeBack(Span<float> x, ReadOnlySpan<float> predicted, int t, int s, double eta)
    {
        var (now, then, deviation) = (schedule.AlphaBar(t), schedule.AlphaBar(s), Deviation(t, s, eta));
        var (signal, rest) = (Math.Sqrt(then), Math.Sqrt(Math.Max(0, 1 - then - deviation * deviation)));
        for (var i = 0; i < x.Length; i++)
        {
            double noise = predicted[i];
            var x0 = (x[i] - Math.Sqrt(1 - now) * noise) / Math.Sqrt(now);
            if (Bound is { } bound && Math.Abs(x0) > bound)
            {
                // The noise that leads from the bound to x.
                x0 = Math.CopySign(bound, x0);
                noise = (x[i] - Math.Sqrt(now) * x0) / Math.Sqrt(1 - now);
            }
            x[i] = (float)(signal * x0 + rest * noise);
        }
    }

    private void AddNoise(Span<float> x, int rows, float[] room, double deviation, int stream)
    {
        Draw(room, rows, stream);
        for (var i = 0; i < x.Length; i++)
            x[i] += (float)(deviation * room[i]);
    }

    /// <summary>Each row has numbers of its own in each step.</summary>
    private void Draw(Span<float> x, int rows, int stream)
    {
        var size = x.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            var random = new CounterRandom(seed, ((ulong)(uint)stream << 32) | (uint)row);
            for (var i = 0; i < size; i++)
                x[row * size + i] = (float)random.NextNormal();
        }
    }
}
