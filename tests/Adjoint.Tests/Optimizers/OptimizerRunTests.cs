using Adjoint.Tests.Training;

namespace Adjoint.Tests.Optimizers;

/// <summary>What a run tells its optimizer: how long it is, and a factor on the rate.</summary>
public sealed class OptimizerRunTests
{
    [Fact]
    public void The_rate_of_the_coming_step_is_that_of_the_schedule_times_the_factor()
    {
        using var optimizer = new GradientDescent(Schedule.Step(0.5f, every: 2, gamma: 0.5f)) { Steps = 3 };
        Assert.Equal(0.25f, optimizer.Rate);
        optimizer.RateFactor = 0.1f;
        Assert.Equal(0.025f, optimizer.Rate);
        optimizer.Steps = 0;
        Assert.Equal(0.05f, optimizer.Rate);
    }

    [Fact]
    public void A_factor_of_nothing_leaves_the_parameters_as_they_are()
    {
        using var optimizer = new Adam(0.01f) { RateFactor = 0 };
        var trial = Trial.Of(nameof(Line), rows: 3);
        var before = trial.Network.Parameters.ToArray();
        trial.TrainStep(optimizer);
        Assert.Equal(before, trial.Network.Parameters.ToArray());
        optimizer.RateFactor = 1;
        trial.TrainStep(optimizer);
        Assert.NotEqual(before, trial.Network.Parameters.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    public void A_factor_that_is_no_factor_is_refused(float factor)
    {
        using var optimizer = new Adam(0.01f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.RateFactor = factor);
    }

    [Fact]
    public void A_schedule_is_asked_what_it_is_over_the_run()
    {
        using var optimizer = new GradientDescent(new Shares());
        Assert.Equal(0, optimizer.Rate);
        optimizer.Run = new RunLength(20, 4);
        optimizer.Steps = 5;
        Assert.Equal(5 / 20f, optimizer.Rate);
        optimizer.Run = null;
        Assert.Equal(0, optimizer.Rate);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Run = new RunLength(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Run = new RunLength(1, 0));
    }

    [Fact]
    public void Combinations_hand_their_parts_the_steps_that_are_theirs()
    {
        var run = new RunLength(20, 4);
        Assert.Equal(2 * 3 / 20f, new Shares().Scale(2).Over(run).At(3));
        // A rise of 5 leaves 15; a first part of 8 leaves 12.
        Assert.Equal(3 / 15f, new Shares().WithWarmup(5).Over(run).At(8));
        var both = new Shares().Then(new Shares(), atStep: 8).Over(run);
        Assert.Equal((3 / 8f, 3 / 12f), (both.At(3), both.At(11)));
        var plain = Schedule.Cosine(1, 7);
        Assert.Same(plain, plain.Over(run));
    }

    /// <summary>The share of the run that is over; nothing outside of one.</summary>
    private sealed class Shares(long steps = 0) : Schedule
    {
        public override float At(long step) => steps == 0 ? 0 : (float)step / steps;

        public override Schedule Over(RunLength run) => new Shares(run.Steps);
    }
}
