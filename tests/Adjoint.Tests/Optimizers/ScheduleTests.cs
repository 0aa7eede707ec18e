namespace Adjoint.Tests.Optimizers;

public class ScheduleTests
{
    private static readonly Dictionary<string, Schedule> Schedules = new()
    {
        ["step"] = Schedule.Step(0.5f, every: 7, gamma: 0.3f),
        ["exponential"] = Schedule.Exponential(0.5f, 0.9f),
        ["cosine"] = Schedule.Cosine(0.5f, steps: 40, minimum: 0.05f),
        ["warmup"] = Schedule.Constant(0.5f).WithWarmup(8, start: 0.25f),
        ["warmup-cosine"] = Schedule.Cosine(0.5f, steps: 32).WithWarmup(8, start: 0.1f),
        ["warmup-exponential"] = Schedule.Exponential(0.5f, 0.9f).WithWarmup(5, start: 1 / 3f),
        ["step-then-exponential"] = Schedule.Step(0.5f, every: 4, gamma: 0.5f).Then(Schedule.Exponential(0.5f, 0.8f), atStep: 13),
    };

    public static TheoryData<string> Names => new(Schedules.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_rates_of_PyTorch(string name)
    {
        var expected = GoldenProblem.Load().GetProperty("schedules").GetProperty(name);
        Assert.Equal(40, expected.GetArrayLength());
        for (var step = 0; step < 40; step++)
        {
            // PyTorch computes with the decimal 0.9, this library with the float nearest to it, which 40 falls carry up to 40 × 3e-8 off.
            var rate = expected[step].GetDouble();
            var found = Schedules[name].At(step);
            Assert.True(Math.Abs(found - rate) <= 2e-6 * rate, $"{name} at step {step}: PyTorch {rate:G9}, found {found:G9}.");
        }
    }

    [Fact]
    public void Every_recorded_schedule_is_compared() => Assert.Equal(
        GoldenProblem.Load().GetProperty("schedules").EnumerateObject().Select(property => property.Name).Order(),
        Schedules.Keys.Order());

    [Fact]
    public void A_number_is_a_constant_schedule()
    {
        Schedule schedule = 0.25f;
        Assert.Equal(0.25f, schedule.At(0));
        Assert.Equal(0.25f, schedule.At(1L << 40));
    }

    [Fact]
    public void Cosine_stays_at_its_minimum()
    {
        var schedule = Schedule.Cosine(1, steps: 10, minimum: 0.125f);
        Assert.Equal(1, schedule.At(0));
        Assert.True(schedule.At(9) > 0.125f, $"The last step before the minimum has {schedule.At(9)}.");
        Assert.Equal(0.125f, schedule.At(10));
        Assert.Equal(0.125f, schedule.At(15));
        Assert.Equal(0.125f, schedule.At(long.MaxValue));
    }

    [Fact]
    public void Warmup_rises_from_nothing_unless_told_otherwise_and_its_first_step_has_a_rate_already()
    {
        var schedule = Schedule.Step(0.5f, every: 2, gamma: 0.5f).WithWarmup(4);
        float[] expected = [0.125f, 0.25f, 0.375f, 0.5f, 0.5f, 0.5f, 0.25f];
        Assert.Equal(expected, Enumerable.Range(0, 7).Select(step => schedule.At(step)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 0.25f)]
    [InlineData(3, 1)]
    [InlineData(7, 1 / 3f)]
    [InlineData(1001, 1e-30f)]
    public void Warmup_ends_with_the_whole_rate_after_steps_of_equal_height(int steps, float start)
    {
        var schedule = Schedule.Constant(0.7f).WithWarmup(steps, start);
        Assert.Equal(0.7f * (start + (1 - start) / steps), schedule.At(0), 1e-6f);
        Assert.Equal(0.7f, schedule.At(steps - 1));
        Assert.Equal(0.7f, schedule.At(steps));
        for (var step = 1; step < steps; step++)
            Assert.Equal(0.7f * (1 - start) / steps, schedule.At(step) - schedule.At(step - 1), 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_rate_for_every_step_there_can_be(string name)
    {
        foreach (var step in new[] { 1L << 40, long.MaxValue - 1, long.MaxValue })
            Assert.InRange(Schedules[name].At(step), 0, 0.5f);
    }

    [Fact]
    public void A_warmup_may_last_for_ever()
    {
        var schedule = Schedule.Constant(1).WithWarmup(long.MaxValue);
        Assert.True(schedule.At(0) > 0, $"The first step has {schedule.At(0)}.");
        Assert.Equal(0.5f, schedule.At(long.MaxValue / 2));
        Assert.Equal(1, schedule.At(long.MaxValue - 1));
    }

    [Fact]
    public void Scale_multiplies_every_rate()
    {
        var schedule = Schedule.Exponential(1, 0.5f).Scale(4);
        float[] expected = [4, 2, 1, 0.5f];
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(step => schedule.At(step)));
    }

    [Fact]
    public void Combinators_nest()
    {
        var schedule = Schedule.Constant(1).WithWarmup(2).Then(Schedule.Step(8, every: 1, gamma: 0.5f).Scale(0.25f), atStep: 3);
        float[] expected = [0.5f, 1, 1, 2, 1, 0.5f];
        Assert.Equal(expected, Enumerable.Range(0, 6).Select(step => schedule.At(step)));
    }

    [Fact]
    public void An_optimizer_starts_with_the_rate_of_step_0()
    {
        var block = Blocks.Create(1);
        var gradient = Blocks.Gradient(1, seed: 2);
        block.Span[0] = 0;
        gradient.Span[0] = -1;
        using var optimizer = new GradientDescent(Schedule.Exponential(1, 0.5f));

        optimizer.Step(block, gradient, threads: 1);
        Assert.Equal(1, block.Span[0]);
        optimizer.Step(block, gradient, threads: 1);
        Assert.Equal(1.5f, block.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses_a_value_outside_its_range(string parameter, Func<Schedule> create)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains("it must be", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<Schedule>> Refusals => new()
    {
        { "learningRate", () => -0.1f },
        { "learningRate", () => Schedule.Constant(float.NaN) },
        { "learningRate", () => Schedule.Cosine(float.PositiveInfinity, 10) },
        { "every", () => Schedule.Step(1, every: 0) },
        { "gamma", () => Schedule.Step(1, every: 1, gamma: 0) },
        { "gamma", () => Schedule.Exponential(1, -0.5f) },
        { "steps", () => Schedule.Cosine(1, steps: 0) },
        { "minimum", () => Schedule.Cosine(1, steps: 1, minimum: -1) },
        { "steps", () => Schedule.Constant(1).WithWarmup(0) },
        { "start", () => Schedule.Constant(1).WithWarmup(1, start: 1.5f) },
        { "atStep", () => Schedule.Constant(1).Then(2f, atStep: -1) },
        { "factor", () => Schedule.Constant(1).Scale(-2) },
    };

    [Fact]
    public void What_follows_has_to_be_there() => Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => Schedule.Cosine(0.1f, 10).Then(null!, 5)).ParamName);
}
