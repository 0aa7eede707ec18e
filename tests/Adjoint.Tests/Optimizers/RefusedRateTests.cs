using Adjoint.Tests.Training;

namespace Adjoint.Tests.Optimizers;

/// <summary>Schedules may be a user's own: what they say is looked at before a step does anything.</summary>
public sealed class RefusedRateTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(-float.Epsilon, "-1E-45")]
    public void A_rate_that_is_none_is_refused_before_anything_is_changed(float rate, string written)
    {
        var trial = Trial.Of(nameof(Normalised), rows: 19);
        using var optimizer = new Adam(new Own(step => step == 1 ? rate : 0.01f));
        trial.TrainStep(optimizer);
        var (parameters, moments) = (AllOf(trial.Network), optimizer.Moments[0].Span.ToArray());

        var error = Assert.Throws<InvalidOperationException>(() => trial.TrainStep(optimizer));

        Assert.Equal(
            $"Own.At(1) gives this Adam optimizer the learning rate {written} for step 1; a rate must be finite and at least 0. The step was not taken: correct the schedule.", error.Message);
        Bits.AssertEqual(parameters, AllOf(trial.Network), "the parameters and statistics");
        Bits.AssertEqual(moments, optimizer.Moments[0].Span, "the moments");
        Assert.Equal((1, 1), (trial.Network.TrainingStep, optimizer.Steps));
    }

    [Fact]
    public void A_first_rate_that_is_none_does_not_tie_the_optimizer_to_the_network()
    {
        var rate = -1f;
        using var optimizer = new GradientDescent(new Own(_ => rate));
        Assert.Throws<InvalidOperationException>(() => Trial.Of(nameof(Line), rows: 3).TrainStep(optimizer));
        rate = 0.1f;
        Trial.Of(nameof(Line), rows: 3).TrainStep(optimizer);
        Assert.Equal(1, optimizer.Steps);
    }

    [Fact]
    public void The_message_names_the_part_of_a_combination_and_its_own_step()
    {
        var own = new Own(static step => step < 3 ? 1 : float.NaN);
        Assert.Contains(
            "Own.At(3) gives this RmsProp optimizer the learning rate NaN for step 10;",
            RefusalOf(new RmsProp(Schedule.Constant(1).Then(own.Scale(0.5f), atStep: 7)), steps: 10),
            StringComparison.Ordinal);
        Assert.Contains("Own.At(3) gives this RmsProp optimizer the learning rate NaN for step 8;", RefusalOf(new RmsProp(own.WithWarmup(5)), steps: 8), StringComparison.Ordinal);
        Assert.Contains(
            "StepSchedule.At(130) gives this RmsProp optimizer the learning rate Infinity for step 130;",
            RefusalOf(new RmsProp(Schedule.Exponential(1, 2)), steps: 130),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_is_asked_once_a_step()
    {
        var asked = new List<long>();
        var trial = Trial.Of(nameof(Line), rows: 3);
        using var optimizer = new GradientDescent(new Own(step =>
        {
            asked.Add(step);
            return 0.01f;
        }));
        for (var step = 0; step < 4; step++)
            trial.TrainStep(optimizer);
        Assert.Equal([0, 1, 2, 3], asked);
    }

    [Fact]
    public void A_rate_of_zero_takes_a_step_that_moves_nothing()
    {
        var trial = Trial.Of(nameof(Line), rows: 3);
        var before = trial.Network.Parameters.ToArray();
        using var optimizer = new GradientDescent(new Own(static _ => -0f));
        trial.TrainStep(optimizer);
        Assert.Equal(before, trial.Network.Parameters.ToArray());
        Assert.Equal(1, optimizer.Steps);
    }

    private static string RefusalOf(Optimizer optimizer, long steps)
    {
        optimizer.Steps = steps;
        var block = Blocks.Create(3);
        return Assert.Throws<InvalidOperationException>(() => optimizer.Bind(block)).Message;
    }

    /// <summary>All tensors of a network: parameters and running statistics.</summary>
    private static float[] AllOf(INetwork<float> network) => [.. Enumerable.Range(0, network.Layout.Parameters.Count).SelectMany(i =>
    {
        var values = new float[network.View(i).Length];
        network.View(i).CopyTo(values);
        return values;
    })];

    private sealed class Own(Func<long, float> rate) : Schedule
    {
        public override float At(long step) => rate(step);
    }
}
