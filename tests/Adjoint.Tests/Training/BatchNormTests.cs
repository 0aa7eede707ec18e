using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>What batch normalisation does beside its formula, which the generator's tests hold against PyTorch.</summary>
public sealed class BatchNormTests
{
    [Fact]
    public void One_row_of_one_value_a_channel_has_no_variance_to_train_on()
    {
        var network = new Normalised(1);
        using var optimizer = new Adam();
#pragma warning disable ADJ0406 // What the compiler warns of is what is tested.
        var message = Assert.Throws<ArgumentException>(() => network.TrainStep(new float[66], [0], optimizer)).Message;
#pragma warning restore ADJ0406
        Assert.Contains(
            "'Normalised' normalises over the rows of a batch, so training needs at least 2; there is 1. Where an epoch ends in such a batch, set DropLast = true on its MiniBatches.",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_without_its_last_row_trains_a_network_that_cannot_use_it_alone()
    {
        var data = new Dataset(Trial.Values(33 * 66, 1), 66, [.. Enumerable.Range(0, 33).Select(static i => i % 3)]);
        var network = new Normalised(1);
        using var optimizer = new Adam();
        Assert.Contains("DropLast", Assert.Throws<ArgumentException>(() => Train(new MiniBatches(data, 16, seed: 1))).Message, StringComparison.Ordinal);
        Assert.Equal(2, optimizer.Steps);
        Train(new MiniBatches(data, 16, seed: 1) { DropLast = true });
        Assert.Equal(4, optimizer.Steps);

        void Train(MiniBatches batches)
        {
            foreach (var batch in batches.Epoch(0))
                network.TrainStep(batch, optimizer);
        }
    }

    [Fact]
    public void Predict_and_Loss_leave_the_running_statistics_alone()
    {
        var network = new Normalised(1);
        var x = Trial.Values(40 * 66, 1);
        var before = Copy(network.Bn1.RunningVar);
        network.Predict(x, new float[40 * 3]);
        _ = network.Loss(x, new int[40]);
        Assert.Equal(before, Copy(network.Bn1.RunningVar));
        network.Gradient(x, new int[40], new float[Normalised.ParameterCount]);
        Assert.NotEqual(before, Copy(network.Bn1.RunningVar));
    }

    [Fact]
    public void The_running_statistics_become_those_of_a_batch_that_is_seen_again_and_again()
    {
        // After many steps on one batch, with parameters that hardly move, prediction normalises as training does.
        var network = new Normalised(1);
        var (x, labels) = (Trial.Values(64 * 66, 1), Enumerable.Range(0, 64).Select(static i => i % 3).ToArray());
        using var optimizer = new GradientDescent(1e-9f);
        var trained = 0f;
        for (var i = 0; i < 200; i++)
            trained = network.TrainStep(x, labels, optimizer);
        // The running variance is the unbiased one: of 64 values 64/63 of the biased.
        Assert.Equal(trained, network.Loss(x, labels), 0.01f);
    }

    [Fact]
    public void Statistics_are_no_parameters_but_are_saved()
    {
        Assert.Equal(6 * 24 + 2 * 11 + 264 * 30 + 2 * 30 + 31 * 3, Normalised.ParameterCount);
        var network = new Normalised(1);
        network.Bn2.RunningMean[3] = 5;
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            network.Save(file);
            Assert.Equal(5, Normalised.Load(file).Bn2.RunningMean[3]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static float[] Copy(ParameterView<float> view)
    {
        var values = new float[view.Length];
        view.CopyTo(values);
        return values;
    }
}
