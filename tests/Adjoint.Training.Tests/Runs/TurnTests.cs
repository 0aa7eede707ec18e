using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

/// <summary>Runs of objectives, and of several that take turns.</summary>
public sealed class TurnTests
{
    private const int RowCount = 150;

    [Fact]
    public void A_run_of_two_players_takes_the_steps_of_the_plain_loop()
    {
        var (fitted, plain) = (new Players(seed: 3), new Players(seed: 3));
        using Adam critic = new(1e-2f), painter = new(2e-2f), ownCritic = new(1e-2f), ownPainter = new(2e-2f);
        List<double> turns = [];
        var options = Options(fitted, critic, painter) with { StepEnded = step => turns.Add(step.Turns[0]) };
        var run = Trainer.Fit(fitted.Critic, Data(), options);
        var (step, expected, expectedTurns) = (0, new List<float>(), new List<double>());
        var batches = new MiniBatches(Data(), 32, seed: 5);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                expected.Add(plain.Critic.TrainStep(batch, ownCritic));
                expectedTurns.Add(++step % 2 == 0 ? plain.Painter.TrainStep(batch, ownPainter) : double.NaN);
            }
        }
        Assert.Equal(expected, run.History.Losses.ToArray().Select(static loss => (float)loss));
        Assert.Equal(expectedTurns, turns);
        Assert.Equal(Bits.Of(plain), Bits.Of(fitted));
        Assert.Equal(Bits.Of(ownPainter), Bits.Of(painter));
        Assert.Equal(15 / 2, painter.Steps);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(11)]
    public void A_run_that_is_broken_off_goes_on_as_if_it_had_not_been(int stop)
    {
        using var directory = new ScratchDirectory();
        var whole = new Players(seed: 3);
        using Adam critic = new(1e-2f), painter = new(2e-2f);
        var expected = Trainer.Fit(whole.Critic, Data(), Options(whole, critic, painter));

        using var cancellation = new CancellationTokenSource();
        using (Adam one = new(1e-2f), other = new(2e-2f))
        {
            var broken = new Players(seed: 3);
            var options = Options(broken, one, other) with { Checkpoints = directory.Path, StepEnded = step => { if (step.Step == stop) cancellation.Cancel(); } };
            Assert.Equal(EndReason.Cancelled, Trainer.Fit(broken.Critic, Data(), options, cancellation.Token).Reason);
        }
        var same = new Players(seed: 3);
        using Adam third = new(1e-2f), fourth = new(2e-2f);
        var run = Trainer.Fit(same.Critic, Data(), Options(same, third, fourth) with { Checkpoints = directory.Path });
        Assert.Equal(expected.History.Losses.ToArray(), run.History.Losses.ToArray());
        Assert.Equal(Bits.Of(whole), Bits.Of(same));
        Assert.Equal(Bits.Of(painter), Bits.Of(fourth));
        Assert.Equal((painter.Steps, critic.Steps), (fourth.Steps, third.Steps));
    }

    [Fact]
    public void A_checkpoint_of_other_players_is_refused()
    {
        using var directory = new ScratchDirectory();
        var network = new Players(seed: 3);
        using (Adam critic = new(1e-2f), painter = new(2e-2f))
            Trainer.Fit(network.Critic, Data(), Options(network, critic, painter) with { Checkpoints = directory.Path });
        // The file is one of the network's.
        Players.Load(Directory.GetFiles(directory.Path, "*.safetensors").First(static file => !file.Contains("best", StringComparison.Ordinal)));
        using Adam one = new(1e-2f), other = new(2e-2f);
        var alone = Options(network, one, other) with { Turns = [], Checkpoints = directory.Path };
        var fault = Assert.Throws<CheckpointException>(() => Trainer.Fit(new Players(seed: 3).Critic, Data(), alone));
        Assert.Contains("Painter of Players by Adam, 1 after every 2", fault.Message, StringComparison.Ordinal);
        using Adam third = new(1e-2f);
        fault = Assert.Throws<CheckpointException>(() => Trainer.Fit(new Players(seed: 3).Painter, new Dataset([Data().InputColumns[0]], []), alone with { Optimizer = third }));
        Assert.Contains("the objective Critic of Players", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_the_first_step()
    {
        var network = new Players(seed: 3);
        var before = Bits.Of(network);
        using Adam critic = new(1e-2f), painter = new(2e-2f);
        Refused("a turn is of 'Players', which has parameters of its own; give an objective of the network that is fitted", Options(new Players(seed: 3), critic, painter));
        Refused("Two players have one optimizer", Options(network, critic, critic));
        Refused("set it to 1", Options(network, critic, painter) with { Accumulate = 2 });
        Refused("Leave the column 'more' out", Options(network, critic, painter), new Dataset([.. Data().InputColumns, Column.Of("more", new float[RowCount], 1)], []));
        Refused("no column 'noise'", Options(network, critic, painter), new Dataset([Data().InputColumns[1]], []));
        Assert.Equal(before, Bits.Of(network));

        void Refused(string message, TrainingOptions options, Dataset? data = null) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Trainer.Fit(network.Critic, data ?? Data(), options)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_player_whose_loss_is_not_finite_ends_the_run()
    {
        var network = new Players(seed: 3);
        using var critic = new Adam(1e-2f);
        using var painter = new GradientDescent(Schedule.Constant(1e30f));
        var options = Options(network, critic, painter) with { Turns = [new(network.Painter, painter) { Steps = 2 }] };
        var fault = Assert.Throws<TrainingFailedException>(() => Trainer.Fit(network.Critic, Data(), options));
        Assert.Contains("learning rate 1E+30", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_given_no_target_is_fitted_like_any_other()
    {
        var network = new Squeezer(seed: 1);
        using var directory = new ScratchDirectory();
        var run = Trainer.Fit(network, Rows.Flowers(120).Split(0.8, seed: 1), new() { Optimizer = new Adam(1e-2f), Epochs = 30, Checkpoints = directory.Path, Display = ProgressDisplay.None });
        Assert.NotNull(run.Best);
        Assert.True(run.History.Epochs[^1].ValidationLoss < 0.8 * run.History.Epochs[0].ValidationLoss);
        Assert.True(run.Evaluate(Rows.Flowers(120)).Loss < 1);
    }

    [Fact]
    public void A_rehearsal_leaves_all_players_as_they_were()
    {
        var network = new Players(seed: 3);
        var before = Bits.Of(network);
        using Adam critic = new(1e-2f), painter = new(2e-2f);
        Trainer.Rehearse(network.Critic, Data(), Options(network, critic, painter));
        Assert.Equal(before, Bits.Of(network));
        Assert.Equal((0L, 0L), (critic.Steps, painter.Steps));
        Assert.All(painter.State, static tensor =>
        {
            var values = new double[tensor.Length];
            tensor.CopyTo(values);
            Assert.All(values, static value => Assert.Equal(0, value));
        });
    }

    private static TrainingOptions Options(Players network, Optimizer critic, Optimizer painter) => new()
    {
        Optimizer = critic, Turns = [new(network.Painter, painter) { Every = 2 }], Epochs = 3, BatchSize = 32, Seed = 5, Display = ProgressDisplay.None,
    };

    private static Dataset Data()
    {
        var random = new Random(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
        return new Dataset([Column.Of("noise", Draw(RowCount * 4), 4), Column.Of("real", Draw(RowCount * 3), 3)], []);
    }
}
