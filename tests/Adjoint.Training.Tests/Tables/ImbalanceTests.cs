using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Classes of unequal size: weights from the data, and batches that have them in their shares or equally often.</summary>
public sealed class ImbalanceTests
{
    private static PreparedData Data() => Preparation.Fit(Read().Ignore("Seen", "Sex"), static p => p.Standardize().OneHot().FillMissing()).Apply(Read().Ignore("Seen", "Sex"));

    [Fact]
    public void Class_weights_let_all_classes_count_the_same()
    {
        var data = Data();
        Assert.Equal([101, 82, 20], data.ClassCounts);
        Assert.Equal(101 / 203.0, data.LargestShare, 12);
        // scikit-learn's compute_class_weight("balanced"): n / (k · n_c).
        Assert.Equal([203 / 303f, 203 / 246f, 203 / 60f], data.ClassWeights());
    }

    [Fact]
    public void Answering_the_largest_class_always_is_seen_by_macro_F1()
    {
        var (accuracy, f1) = (new Accuracy(), new F1());
        var labels = Enumerable.Range(0, 203).Select(row => Data().Dataset.Label(row)).ToArray();
        foreach (var metric in new Metric[] { accuracy, f1 })
            metric.Add(new MetricRows { Outputs = Enumerable.Range(0, 203 * 3).Select(static i => i % 3 == 0 ? 1f : 0).ToArray(), OutputSize = 3, Labels = labels, Count = 203 });
        Assert.Equal(Data().LargestShare, accuracy.Value, 12);
        Assert.True(f1.Value < 0.25, $"{f1.Value}");
    }

    [Fact]
    public void Stratified_batches_have_each_class_in_its_share()
    {
        var data = Data();
        var batches = new MiniBatches(data, batchSize: 29, seed: 1) { Sampling = Sampling.Stratified() };
        HashSet<string> rows = [];
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                var labels = batch.Labels.ToArray();
                for (var c = 0; c < 3; c++)
                    Assert.InRange(labels.Count(label => label == c) - batch.Rows * data.ClassCounts[c] / 203.0, -1.01, 1.01);
                if (epoch == 0)
                    rows.UnionWith(Rows(batch));
            }
        }
        Assert.Equal(203, rows.Count);
    }

    [Fact]
    public void Balanced_batches_have_each_class_equally_often()
    {
        var batches = new MiniBatches(Data(), batchSize: 203, seed: 1) { Sampling = Sampling.Balanced() };
        var counts = new int[3];
        for (var epoch = 0; epoch < 50; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                foreach (var label in batch.Labels)
                    counts[label]++;
            }
        }
        // Ten thousand draws: a deviation of 47 each.
        Assert.All(counts, static count => Assert.InRange(count, 203 * 50 / 3 - 250, 203 * 50 / 3 + 250));
    }

    [Fact]
    public void Weighted_rows_come_in_proportion_to_their_weights()
    {
        var weights = new float[203];
        (weights[5], weights[100]) = (1, 3);
        var data = Data();
        var batches = new MiniBatches(data, batchSize: 50, seed: 1) { Sampling = Sampling.Weighted(weights) };
        var labels = new List<int>();
        for (var epoch = 0; epoch < 20; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                labels.AddRange(Rows(batch).Select(row => row == Rows(data.Dataset.Take(6).ToBatch())[5] ? 5 : 100));
        }
        Assert.InRange(labels.Count(static row => row == 5) / (double)labels.Count, 0.22, 0.28);
        Assert.Contains("There are 203 weights for 9 rows", Refusal<ArgumentException>(() => new MiniBatches(data.Dataset.Take(9), 4) { Sampling = Sampling.Weighted(weights) }));
        Assert.Contains("A weight is -1", Refusal<ArgumentException>(static () => Sampling.Weighted([1, -1])));
    }

    /// <summary>Nothing but seed and epoch decides, so that a run that is taken up again goes on as it would have.</summary>
    [Fact]
    public void Samples_depend_on_seed_and_epoch_only()
    {
        foreach (var sampling in new[] { Sampling.Stratified(), Sampling.Balanced(), Sampling.Weighted(Enumerable.Range(1, 203).Select(static i => (float)i).ToArray()) })
        {
            var (a, b) = (new MiniBatches(Data(), 29, seed: 4) { Sampling = sampling }, new MiniBatches(Data(), 29, seed: 4) { Sampling = sampling });
            foreach (var _ in a.Epoch(0))
            {
            }
            Assert.Equal(All(a, 7, 0).Skip(3 * 29), All(b, 7, 3));
            Assert.NotEqual(All(a, 7, 0), All(a, 8, 0));
        }

        static List<string> All(MiniBatches batches, int epoch, int first)
        {
            List<string> rows = [];
            foreach (var batch in batches.Epoch(epoch, first))
                rows.AddRange(Rows(batch));
            return rows;
        }
    }

    [Fact]
    public void A_run_takes_prepared_rows_and_draws_them_as_it_is_told()
    {
        var data = Data();
        using var optimizer = new Adam(1e-2f);
        var run = Trainer.Fit(new Animals5(seed: 1), data, new() { Epochs = 2, BatchSize = 29, Seed = 3, Optimizer = optimizer, Sampling = Sampling.Balanced(), Display = ProgressDisplay.None });

        var expected = new Animals5(seed: 1);
        using var other = new Adam(1e-2f);
        var batches = new MiniBatches(data, 29, seed: 3) { Sampling = Sampling.Balanced() };
        for (var epoch = 0; epoch < 2; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                expected.TrainStep(batch, other);
        }
        Assert.True(expected.Parameters.SequenceEqual(run.Network.Parameters));
        Assert.Equal(
            ["stratified by label", "balanced by kind", "weighted 2e3fa576"],
            new[] { Sampling.Stratified(), Sampling.Balanced("kind"), Sampling.Weighted([1, 2]) }.Select(static s => s.ToString()));
    }

    private static List<string> Rows(MiniBatch batch)
    {
        var x = new float[batch.Rows * 5];
        batch["x"].CopyTo(x);
        return [.. x.Chunk(5).Select(static row => string.Join(' ', row))];
    }
}
