using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data.Augmenting;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

public sealed class MixupTests
{
    private const int Classes = 5;
    private const int Features = 20;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(400)]
    public void Shares_have_the_moments_of_their_distribution(double alpha)
    {
        const int count = 20_000;
        var mixup = new Mixup((float)alpha, null);
        var shares = Enumerable.Range(0, count).Select(row => (double)mixup.DrawShare(seed: 1, epoch: 0, row)).ToList();
        Assert.All(shares, static share => Assert.InRange(share, 0, 1));

        // Beta(α, α): mean ½, variance 1/(4 (2 α + 1)), fourth central moment 3 variance² (2 α + 1)/(2 α + 3).
        var variance = 1 / (4 * (2 * alpha + 1));
        var fourth = 3 * variance * variance * (2 * alpha + 1) / (2 * alpha + 3);
        var deviationOfMean = Math.Sqrt(variance / count);
        Assert.Equal(0.5, shares.Average(), 5 * deviationOfMean);
        Assert.Equal(variance, shares.Average(static share => Math.Pow(share - 0.5, 2)), 5 * Math.Sqrt((fourth - variance * variance) / count));
        Assert.Equal(fourth, shares.Average(static share => Math.Pow(share - 0.5, 4)), 0.1 * fourth);
    }

    [Fact]
    public void With_alpha_1_every_share_is_equally_likely()
    {
        var mixup = new Mixup(1, null);
        var counts = new int[10];
        for (var row = 0; row < 20_000; row++)
            counts[Math.Min(9, (int)(10 * mixup.DrawShare(2, 1, row)))]++;
        // 2000 are expected, with a deviation of 42.
        Assert.All(counts, static count => Assert.InRange(count, 1800, 2200));
    }

    [Theory]
    [InlineData(float.Epsilon)]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    public void Extreme_alphas_give_shares(float alpha)
    {
        var mixup = new Mixup(alpha, null);
        for (var row = 0; row < 100; row++)
        {
            var share = mixup.DrawShare(1, 1, row);
            Assert.True(alpha < 1 ? share is 0 or 1 : share == 0.5f, $"{share}");
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(17)]
    [InlineData(1)]
    public void Rows_and_probabilities_are_the_naive_mixture_of_the_same_pairs(int batchSize)
    {
        const int rows = 60;
        var (x, labels) = (Trial.Values(rows * Features, seed: 1), Enumerable.Range(0, rows).Select(static row => row * 7 % Classes).ToArray());
        var mixup = Augmentation.For(1, 4, 5).Mixup(0.4f);
        var number = 0;
        var different = 0;
        foreach (var batch in new MiniBatches(new Dataset(x, Features, labels), batchSize, seed: 6, shuffle: false, augmentation: mixup).Epoch(2))
        {
            var pairs = new MixedPairs(batch.Rows);
            int[] numbers = [.. Enumerable.Range(number * batchSize, batch.Rows)];
            pairs.Draw(mixup.Mixing!, seed: 6, epoch: 2, number++, numbers);
            Assert.Equal(Enumerable.Range(0, batch.Rows), Enumerable.Range(0, batch.Rows).Select(place => pairs[place].Partner).Order());
            Assert.True(batch.Labels.IsEmpty);
            Assert.Equal(batch.Rows * Classes, batch.TargetRows().Length);
            for (var place = 0; place < batch.Rows; place++)
            {
                var (partner, share) = (numbers[pairs[place].Partner], (double)pairs[place].Share);
                for (var feature = 0; feature < Features; feature++)
                {
                    var (own, other) = (x[numbers[place] * Features + feature], x[partner * Features + feature]);
                    var found = batch.InputLanes()[(place / 16 * Features + feature) * 16 + place % 16];
                    Assert.Equal(share * own + (1 - share) * other, found, 2e-7);
                    Assert.InRange(found, Math.Min(own, other) - 1e-7f, Math.Max(own, other) + 1e-7f);
                }
                for (var c = 0; c < Classes; c++)
                {
                    var expected = share * (labels[numbers[place]] == c ? 1 : 0) + (1 - share) * (labels[partner] == c ? 1 : 0);
                    Assert.Equal(expected, batch.TargetRows()[place * Classes + c], 1e-7);
                }
                Assert.Equal(1, batch.TargetRows().AsSpan(place * Classes, Classes).ToArray().Sum(), 2e-7f);
                different += partner == numbers[place] ? 0 : 1;
            }
        }
        Assert.InRange(different, batchSize == 1 ? 0 : 40, batchSize == 1 ? 0 : 60);
    }

    [Fact]
    public void Steps_come_before_the_mixture_wherever_they_are_written()
    {
        var data = new Dataset(Trial.Values(40 * Features, seed: 1), Features, new int[40]);
        var images = Augmentation.For(1, 4, 5);
        var before = Inputs(images.RandomCrop(2).Normalize([1], [2]).Mixup(1));
        Bits.AssertEqual(before, Inputs(images.Mixup(1).RandomCrop(2).Normalize([1], [2])), "mixup in front");

        float[] Inputs(Augmentation augmentation)
        {
            foreach (var batch in new MiniBatches(data, 40, seed: 1, augmentation: augmentation).Epoch(0))
                return batch.InputLanes().ToArray();
            return [];
        }
    }

    [Fact]
    public void Targets_that_are_numbers_are_mixed_like_features()
    {
        const int rows = 30;
        // Each target is twice its feature plus one, which every mixture keeps.
        var x = Trial.Values(rows, seed: 1);
        float[] targets = [.. x.SelectMany(static value => new[] { 2 * value + 1, -value })];
        foreach (var batch in new MiniBatches(new Dataset(x, 1, targets, 2), rows, augmentation: Augmentation.For(1, 1, 1).Mixup(1)).Epoch(0))
        {
            for (var place = 0; place < rows; place++)
            {
                var feature = batch.InputLanes()[place / 16 * 16 + place % 16];
                Assert.Equal(2 * feature + 1, batch.TargetRows()[2 * place], 1e-6f);
                Assert.Equal(-feature, batch.TargetRows()[2 * place + 1], 1e-6f);
            }
            Assert.NotEqual(x.Order(), batch.InputLanes()[..rows].ToArray().Order());
        }
    }

    [Fact]
    public void There_may_be_more_classes_than_labels_show()
    {
        var data = new Dataset(new float[3 * Features], Features, [0, 1, 0]);
        foreach (var batch in new MiniBatches(data, 3, augmentation: Augmentation.For(1, 4, 5).Mixup(1, classes: 7)).Epoch(0))
            Assert.Equal(21, batch.TargetRows().Length);
    }

    [Fact]
    public void A_network_of_probabilities_is_trained_on_a_mixture()
    {
        var (x, labels) = Rows();
        var (network, same) = (new Soft(seed: 1), new Soft(seed: 1));
        using var optimizer = new GradientDescent(0.1f);
        using var sameOptimizer = new GradientDescent(0.1f);
        foreach (var batch in new MiniBatches(new Dataset(x, Features, labels), 24, seed: 1, augmentation: Augmentation.For(1, 4, 5).Mixup(0.4f)).Epoch(0))
        {
            float[] rows = [.. Enumerable.Range(0, batch.Rows * Features).Select(i => batch.InputLanes()[(i / Features / 16 * Features + i % Features) * 16 + i / Features % 16])];
            Bits.AssertEqual(same.TrainStep(rows, batch.TargetRows(), sameOptimizer), network.TrainStep(batch, optimizer), "the loss");
        }
        Bits.AssertEqual(same.Parameters, network.Parameters, "the trained parameters");
    }

    [Fact]
    public void Targets_of_the_wrong_kind_are_refused_with_what_to_do()
    {
        var (x, labels) = Rows();
        var data = new Dataset(x, Features, labels);
        using var optimizer = new Adam();
        foreach (var batch in new MiniBatches(data, 10, augmentation: Augmentation.For(1, 4, 5).Mixup(1)).Epoch(0))
        {
            var refusal = Assert.Throws<ArgumentException>(() => new WeightedClassifier(1).TrainStep(batch, optimizer)).Message;
            Assert.Contains("'WeightedClassifier' is trained on class labels; the batch has probabilities, which Mixup has made of them.", refusal, StringComparison.Ordinal);
            Assert.Contains("Declare [CrossEntropy(Targets = Targets.Probabilities)], or leave Mixup out.", refusal, StringComparison.Ordinal);
        }
        foreach (var batch in new MiniBatches(data, 10).Epoch(0))
        {
            var refusal = Assert.Throws<ArgumentException>(() => new Soft(1).TrainStep(batch, optimizer)).Message;
            Assert.Contains("'Soft' needs 5 targets for each row; the batch has class labels. OneHot.Encode makes targets", refusal, StringComparison.Ordinal);
        }
        foreach (var batch in new MiniBatches(data, 10, augmentation: Augmentation.For(1, 4, 5).Mixup(1, classes: 6)).Epoch(0))
        {
            var refusal = Assert.Throws<ArgumentException>(() => new Soft(1).TrainStep(batch, optimizer)).Message;
            Assert.Contains("'Soft' needs 5 targets for each row; the batch has 60 for 10 rows", refusal, StringComparison.Ordinal);
        }
    }

    private static (float[] X, int[] Labels) Rows() => (Trial.Values(60 * Features, seed: 1), [.. Enumerable.Range(0, 60).Select(static row => row % Classes)]);
}

/// <summary>Twenty numbers, and a probability for each of five classes.</summary>
[Network, Input(20)]
[Dense(5)]
[CrossEntropy(Targets = Targets.Probabilities)]
public sealed partial class Soft;
