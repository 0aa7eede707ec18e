namespace Adjoint.Tests;

/// <summary>Schedules of noise and the way back, against what is known of normal data: there the best prediction of the noise is a formula.</summary>
public sealed class DiffusionTests
{
    [Fact]
    public void A_linear_schedule_has_the_papers_numbers()
    {
        var schedule = NoiseSchedule.Linear(1000);
        Assert.Equal(1000, schedule.Steps);
        Assert.Equal(1e-4, schedule.Beta(1), 1e-12);
        Assert.Equal(0.02, schedule.Beta(1000), 1e-12);
        Assert.Equal(1, schedule.AlphaBar(0));
        // Π (1 − β), summed as logarithms
        Assert.Equal(Math.Exp(Enumerable.Range(0, 1000).Sum(static i => Math.Log(1 - (1e-4 + (0.02 - 1e-4) * i / 999)))), schedule.AlphaBar(1000), 1e-12);
        Assert.InRange(NoiseSchedule.Linear(100).AlphaBar(100), 1e-6, 1e-3);
    }

    [Fact]
    public void A_cosine_schedule_falls_as_a_squared_cosine()
    {
        var schedule = NoiseSchedule.Cosine(50);
        double F(int t) => Math.Pow(Math.Cos((t / 50.0 + 0.008) / 1.008 * Math.PI / 2), 2);
        for (var t = 0; t < 50; t++)
            Assert.Equal(F(t) / F(0), schedule.AlphaBar(t), 1e-12);
        Assert.Equal(0.999, schedule.Beta(50), 1e-12);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(10, first: 0.5, last: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(10, last: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(10, first: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Cosine(0));
        var schedule = NoiseSchedule.Cosine(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.Beta(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.AlphaBar(11));
        Assert.Throws<ArgumentException>(() => schedule.Diffuse(new float[3], new float[2], 1, new float[3]));
        var sampler = new DiffusionSampler(schedule, static (_, _, noise) => noise.Clear(), seed: 1);
        Assert.Throws<ArgumentException>(() => sampler.Ddpm(2, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Ddpm(0, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Ddim(1, new float[3], steps: 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Ddim(1, new float[3], steps: 5, eta: 2));
    }

    /// <summary>Of data from N(m, s²), x_t is from N(√ᾱ m, ᾱ s² + 1 − ᾱ), and the mean of ε given x_t is √(1 − ᾱ) (x_t − √ᾱ m) / (ᾱ s² + 1 − ᾱ). With one sign turned the end lies elsewhere.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void With_the_best_prediction_the_data_come_back(double eta, bool isRight)
    {
        const double mean = 0.7, deviation = 0.5;
        var schedule = NoiseSchedule.Linear(200);
        var sampler = new DiffusionSampler(schedule, Predict, seed: 3);
        var x = new float[20_000];
        sampler.Ddim(x.Length / 4, x, steps: 200, eta);
        var (average, spread) = (x.Average(), Math.Sqrt(x.Average(static v => (double)v * v) - x.Average() * x.Average()));
        var hits = Math.Abs(average - mean) < 0.02 && Math.Abs(spread - deviation) < 0.02;
        Assert.Equal(isRight, hits);
        if (eta == 1 && isRight)
        {
            var all = new float[x.Length];
            sampler.Ddpm(x.Length / 4, all);
            Assert.Equal(x, all);
            // Rows are what they are beside others too.
            var few = new float[12];
            sampler.Ddpm(3, few);
            Assert.Equal(all[..12], few);
        }

        void Predict(ReadOnlySpan<float> xt, ReadOnlySpan<float> times, Span<float> noise)
        {
            for (var i = 0; i < xt.Length; i++)
            {
                var share = schedule.AlphaBar((int)times[i / 4]);
                var best = Math.Sqrt(1 - share) * (xt[i] - Math.Sqrt(share) * mean) / (share * deviation * deviation + 1 - share);
                noise[i] = (float)(isRight ? best : -best);
            }
        }
    }

    [Fact]
    public void What_is_predicted_beyond_the_bounds_is_cut_off()
    {
        var schedule = NoiseSchedule.Linear(50);
        var x = new float[400];
        new DiffusionSampler(schedule, static (_, _, noise) => noise.Fill(-3), seed: 3) { Bound = 1 }.Ddim(100, x, steps: 10);
        Assert.All(x, static value => Assert.InRange(value, -1, 1));
        new DiffusionSampler(schedule, static (_, _, noise) => noise.Fill(-3), seed: 3).Ddim(100, x, steps: 10);
        Assert.True(x.Max() > 2);
    }
}
