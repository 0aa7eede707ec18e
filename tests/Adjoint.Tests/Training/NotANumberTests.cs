namespace Adjoint.Tests.Training;

/// <summary>A loss that is no number is returned as such, and no parameter is spoilt by it.</summary>
public sealed class NotANumberTests
{
    [Theory]
    [MemberData(nameof(Trial.Names), MemberType = typeof(Trial))]
    public void One_input_that_is_no_number_shows_in_the_loss_and_spoils_nothing(string name)
    {
        var trial = Trial.Of(name, 20);
        trial.X[7] = float.NaN;
        AssertNothingSpoilt(trial);
    }

    [Theory]
    [MemberData(nameof(Trial.Names), MemberType = typeof(Trial))]
    public void One_parameter_that_is_no_number_shows_in_the_loss_and_spoils_no_other(string name)
    {
        var trial = Trial.Of(name, 20);
        trial.Network.Parameters[0] = float.NaN;
        AssertNothingSpoilt(trial);
    }

    [Fact]
    public void Training_goes_on_after_a_bad_batch()
    {
        var network = new Regressor(3);
        using var optimizer = new Adam();
        var x = Trial.Values(20 * Regressor.InputSize, seed: 1);
        var targets = Trial.Values(20 * Regressor.OutputSize, seed: 2);
        var good = x.ToArray();
        x[0] = float.NaN;
        Assert.True(float.IsNaN(network.TrainStep(x, targets, optimizer)));
        var first = network.TrainStep(good, targets, optimizer);
        var last = 0f;
        for (var step = 0; step < 50; step++)
            last = network.TrainStep(good, targets, optimizer);
        Assert.True(last < first, $"The loss was {first} and is {last} after 50 steps.");
    }

    [Fact]
    public void An_endless_loss_spoils_nothing()
    {
        var trial = Trial.Of(nameof(Regressor), 20);
        var (before, steps) = (trial.Network.Parameters.ToArray(), trial.Network.TrainingStep);
        trial.X[7] = float.PositiveInfinity;
        using var optimizer = new Adam();
        var loss = trial.TrainStep(optimizer);
        Assert.False(float.IsFinite(loss), $"The loss is {loss}.");
        Bits.AssertEqual(before, trial.Network.Parameters, "the parameters");
        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(steps, trial.Network.TrainingStep);
    }

    private static void AssertNothingSpoilt(Trial trial)
    {
        var before = trial.Network.Parameters.ToArray();
        using var optimizer = new Adam();
        var loss = trial.TrainStep(optimizer);
        var name = trial.Network.Layout.Network;
        Assert.True(float.IsNaN(loss), $"The loss of {name} is {loss}.");
        Bits.AssertEqual(before, trial.Network.Parameters, $"the parameters of {name}");
    }
}
