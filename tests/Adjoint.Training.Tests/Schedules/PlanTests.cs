using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Schedules;

public sealed class PlanTests
{
    /// <summary>Four epochs of seven steps.</summary>
    private static readonly RunLength length = new(28, 7);

    public static TheoryData<string> Names => ["one-cycle", "cosine", "warm cosine", "polynomial", "restarts", "by epoch", "steps", "warm plan", "scaled plan", "number"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_step_uses_the_rate_of_its_number(string name)
    {
        var schedule = Of(name);
        var run = Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(73), FitTests.Quiet() with { Epochs = 4, Optimizer = new GradientDescent(Of(name)) });
        Assert.Equal(Enumerable.Range(0, 28).Select(step => schedule.Over(length).At(step)), run.History.Rates.ToArray());
        Assert.All(run.History.Rates.ToArray(), static rate => Assert.True(rate > 0, "A step without a rate wastes its batch."));
    }

    [Theory]
    [InlineData("one-cycle")]
    [InlineData("by epoch")]
    [InlineData("restarts")]
    public void Accumulated_batches_are_one_step_of_the_schedule(string name)
    {
        var run = Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(73), FitTests.Quiet() with { Epochs = 4, Accumulate = 3, Optimizer = new GradientDescent(Of(name)) });
        Assert.Equal(Enumerable.Range(0, 12).Select(step => Of(name).Over(new(12, 3)).At(step)), run.History.Rates.ToArray());
    }

    [Fact]
    public void One_cycle_has_the_rates_of_PyTorch()
    {
        // The formulas of torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, total_steps=20) in Python, to seven digits.
        double[] expected =
        [
            0.02, 0.06583592, 0.1858359, 0.3341641, 0.4541641, 0.5, 0.493732, 0.4752423, 0.4454581, 0.4058728, 0.3584715, 0.305631, 0.250001, 0.194371, 0.1415305, 0.09412917,
            0.05454391, 0.02475968, 0.006269997, 2e-06,
        ];
        var schedule = Plan.OneCycle(0.5f).Over(new(20, 5));
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.At(step), 1e-6 * expected[step] + 1e-9);
    }

    [Fact]
    public void Cosine_reaches_its_greatest_rate_when_the_rise_ends()
    {
        var schedule = Plan.Cosine(0.8f, warmup: 0.25).Over(new(40, 10));
        Assert.Equal([0.08f, 0.16f, 0.24f], new[] { schedule.At(0), schedule.At(1), schedule.At(2) }, static (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal((0.8f, 0.8f), (schedule.At(9), schedule.At(10)));
        Assert.InRange(schedule.At(39), 1e-6f, 0.003f);
    }

    [Fact]
    public void Polynomials_fall_to_nothing_behind_the_last_step()
    {
        var schedule = Plan.Polynomial(1, power: 2).Over(new(10, 5));
        Assert.Equal([1f, 0.81f, 0.01f, 0f], new[] { schedule.At(0), schedule.At(1), schedule.At(9), schedule.At(10) }, static (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void Restarts_grow_and_fill_the_run()
    {
        // 10 + 20 + 40 steps.
        var schedule = Plan.CosineRestarts(1, cycles: 3, growth: 2).Over(new(70, 7));
        Assert.Equal([0, 10, 30], Enumerable.Range(0, 70).Where(step => schedule.At(step) == 1));
        Assert.True(schedule.At(69) < schedule.At(29), "The last fall is the longest, and so its last step is the lowest.");
    }

    [Fact]
    public void Restarts_of_more_cycles_than_steps_have_a_step_each() =>
        Assert.All(Enumerable.Range(0, 3), static step => Assert.Equal(1, Plan.CosineRestarts(1, cycles: 9, growth: 3).Over(new(3, 1)).At(step)));

    [Fact]
    public void A_plan_outside_a_run_says_what_it_lacks()
    {
        using var optimizer = new Adam(Plan.OneCycle(0.1f));
        var batch = Rows.Flowers(17).ToBatch();
        var network = new Flowers(seed: 1);
        var fault = Assert.Throws<InvalidOperationException>(() => network.TrainStep(batch, optimizer));
        Assert.Contains("Plan.OneCycle is stated in shares of a run", fault.Message);
        optimizer.Run = new RunLength(10, 5);
        network.TrainStep(batch, optimizer);
        Assert.Equal(Plan.OneCycle(0.1f).Over(new(10, 5)).At(1), optimizer.Rate);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_each_time_the_best_is_so_old()
    {
        Scripted.Write(0.9, 0.1, 0.1, 0.95, 0.1, 0.1, 0.1, 0.1);
        var run = Trainer.Fit(
            new Flowers(seed: 1),
            (Rows.Flowers(73), Rows.Flowers(29)),
            FitTests.Quiet() with { Epochs = 8, Optimizer = new GradientDescent(1), Plateau = Plateau.After<Scripted>(2, 0.5f), Explosion = null });
        Assert.Equal([1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f, 0.25f], run.History.Epochs.Select(static epoch => epoch.Rate));
    }

    private static Schedule Of(string name) => name switch
    {
        "one-cycle" => Plan.OneCycle(0.02f),
        "cosine" => Plan.Cosine(0.02f),
        "warm cosine" => Plan.Cosine(0.02f, warmup: 0.1, minimum: 0.001f),
        "polynomial" => Plan.Polynomial(0.02f, power: 0.9, warmup: 0.3),
        "restarts" => Plan.CosineRestarts(0.02f, cycles: 3, growth: 1.5),
        "by epoch" => Plan.ByEpoch(Schedule.Step(0.02f, every: 2, gamma: 0.5f)),
        "steps" => Schedule.Cosine(0.02f, steps: 30).WithWarmup(5),
        "warm plan" => Plan.Cosine(0.02f).WithWarmup(5),
        "scaled plan" => Plan.Cosine(0.02f).Scale(0.5f).Then(Plan.Polynomial(0.01f), atStep: 11),
        _ => 0.02f,
    };
}
