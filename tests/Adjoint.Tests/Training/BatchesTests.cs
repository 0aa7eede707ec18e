using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Rows handed over in spans, rows gathered into lane blocks, and batches longer than one wave.</summary>
public sealed class BatchesTests
{
    [Theory]
    [InlineData(nameof(WideClassifier), 5)]
    [InlineData(nameof(WideClassifier), 33)]
    [InlineData(nameof(WideClassifier), 4100)]
    [InlineData(nameof(WeightedClassifier), 2049)]
    [InlineData(nameof(Regressor), 5000)]
    [InlineData(nameof(Sequence), 2100)]
    [InlineData(nameof(Line), 4097)]
    [InlineData(nameof(Tall), 900)]
    public void Rows_and_lane_blocks_train_the_same(string name, int rows)
    {
        var (byRows, byBlocks) = (Trial.Of(name, rows), Trial.Of(name, rows));
        using var first = new Adam(1e-2f);
        using var second = new Adam(1e-2f);
        for (var step = 0; step < 3; step++)
            Bits.AssertEqual(byRows.TrainStep(first), byBlocks.TrainStepOnBatch(second), $"loss of step {step}");
        Bits.AssertEqual(byRows.Network.Parameters, byBlocks.Network.Parameters, "the trained parameters");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(7000)]
    public void The_gradient_of_many_rows_is_the_mean_of_their_gradients(int rows)
    {
        var network = new Regressor(2);
        var x = Trial.Values(rows * Regressor.InputSize, seed: 3);
        var targets = Trial.Values(rows * Regressor.OutputSize, seed: 4);
        var whole = new float[Regressor.ParameterCount];
        var loss = network.Gradient(x, targets, whole);

        var (mean, meanLoss) = (new double[Regressor.ParameterCount], 0.0);
        var part = new float[Regressor.ParameterCount];
        const int partRows = 100; // ends in the middle of a lane block
        for (var start = 0; start < rows; start += partRows)
        {
            var count = Math.Min(partRows, rows - start);
            var partLoss = network.Gradient(
                x.AsSpan(start * Regressor.InputSize, count * Regressor.InputSize), targets.AsSpan(start * Regressor.OutputSize, count * Regressor.OutputSize), part);
            meanLoss += (double)partLoss * count / rows;
            for (var i = 0; i < part.Length; i++)
                mean[i] += (double)part[i] * count / rows;
        }

        Assert.Equal(meanLoss, loss, 1e-6);
        var largest = mean.Max(Math.Abs);
        for (var i = 0; i < mean.Length; i++)
            Assert.True(Math.Abs(mean[i] - whole[i]) <= 1e-5 * largest, $"Gradient {i} is {whole[i]:G9}; the mean over parts is {mean[i]:G9}, the largest {largest:G9}.");
    }

    [Theory]
    [InlineData(nameof(WideClassifier))]
    [InlineData(nameof(Sequence))]
    [InlineData(nameof(Tall))]
    public void A_row_is_predicted_alike_alone_and_among_many(string name)
    {
        var trial = Trial.Of(name, 2100);
        var (inputs, outputs) = (trial.Network.InputSize, trial.Network.OutputSize);
        var together = trial.Predict();
        var alone = new float[outputs];
        foreach (var row in new[] { 0, 1, 15, 16, 31, 32, 33, 2047, 2048, 2099 })
        {
            trial.Network.Predict(trial.X.AsSpan(row * inputs, inputs), alone);
            for (var i = 0; i < outputs; i++)
                Assert.Equal(together[row * outputs + i], alone[i], 2e-5f);
        }
    }

    [Fact]
    public void An_epoch_of_batches_ends_with_a_smaller_one()
    {
        const int rows = 50;
        var x = Trial.Values(rows * Regressor.InputSize, seed: 3);
        var targets = Trial.Values(rows * Regressor.OutputSize, seed: 4);
        var (network, other) = (new Regressor(2), new Regressor(2));
        using var optimizer = new GradientDescent(0.1f);
        using var otherOptimizer = new GradientDescent(0.1f);
        var start = 0;
        foreach (var batch in new MiniBatches(new Dataset(x, Regressor.InputSize, targets, Regressor.OutputSize), 24, shuffle: false).Epoch(0))
        {
            var loss = network.TrainStep(batch, optimizer);
            var expected = other.TrainStep(
                x.AsSpan(start * Regressor.InputSize, batch.Rows * Regressor.InputSize), targets.AsSpan(start * Regressor.OutputSize, batch.Rows * Regressor.OutputSize), otherOptimizer);
            Bits.AssertEqual(expected, loss, $"loss of the batch from row {start}");
            start += batch.Rows;
        }
        Assert.Equal(rows, start);
        Bits.AssertEqual(other.Parameters, network.Parameters, "the trained parameters");
    }

    [Fact]
    public void Rows_to_ignore_change_nothing_in_a_batch()
    {
        const int rows = 50;
        var x = Trial.Values(rows * WeightedClassifier.InputSize, seed: 3);
        int[] labels = [.. Enumerable.Range(0, rows).Select(static row => row < 40 ? row % WeightedClassifier.OutputSize : -100)];
        var (network, other) = (new WeightedClassifier(2), new WeightedClassifier(2));
        using var optimizer = new GradientDescent(0.1f);
        using var otherOptimizer = new GradientDescent(0.1f);
        foreach (var batch in new MiniBatches(new Dataset(x, WeightedClassifier.InputSize, labels), rows, shuffle: false).Epoch(0))
        {
            var loss = network.TrainStep(batch, optimizer);
            Assert.Equal(other.TrainStep(x.AsSpan(0, 40 * WeightedClassifier.InputSize), labels.AsSpan(0, 40), otherOptimizer), loss, 1e-6f);
        }
        for (var i = 0; i < WeightedClassifier.ParameterCount; i++)
            Assert.Equal(other.Parameters[i], network.Parameters[i], 1e-6f);
        Assert.False(network.Parameters.SequenceEqual(new WeightedClassifier(2).Parameters), "Nothing was learnt.");
    }
}
