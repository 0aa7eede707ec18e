using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Clusters;

/// <summary>The shards of a batch, taken together, are the batch: masks, means over those rows that count, and statistics over all rows.</summary>
public sealed class ShardsTests
{
    private static readonly Dictionary<string, (Func<ITrainable> Create, Func<Dataset> Rows)> Runs = new()
    {
        ["dropout"] = (static () => new Dropping(seed: 3), static () => Rows.Flowers(173)),
        ["batch normalisation"] = (static () => new Normalised(seed: 3), static () => Rows.Flowers(173)),
        ["batch normalisation of images, on branches"] = (static () => new NormalisedImages(seed: 3), static () => Images(173)),
        ["class weights and ignored rows"] = (static () => new WeighedFlowers(seed: 3), static () => Rows.Flowers(173, ignored: 0.3)),
        ["doubles"] = (static () => new DoubleFlowers(seed: 3), static () => Rows.Flowers(173, ignored: 0.3)),
        ["losses that count rows differently"] = (static () => new Player(seed: 3), static () => Rows.Games(173, ignores: true)),
        ["positions as rows"] = (static () => new Spellings(seed: 3), static () => Texts(173)),
        ["an objective"] = (static () => new Halves(seed: 3).Head, static () => Rows.Curves(173)),
    };

    public static TheoryData<string> Names => [.. Runs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_processes_learn_what_one_does_without_a_cluster(string name)
    {
        var (create, rows) = Runs[name];
        var (alone, begun) = (create(), Numbers(create()));
        var losses = Trainer.Fit(alone, rows(), Options()).History.Losses.ToArray();
        var (expected, moved) = (Numbers(alone), 0.0);
        var runs = ThreadCluster.Run(3, cluster =>
        {
            var network = create();
            return (Network: network, Losses: Trainer.Fit(network, rows(), Options() with { Cluster = cluster }).History.Losses.ToArray());
        });
        foreach (var (network, found) in runs)
        {
            Assert.Equal(alone.TrainingStep, network.TrainingStep);
            for (var i = 0; i < losses.Length; i++)
                Assert.Equal(losses[i], found[i], 2e-5 * Math.Max(1, Math.Abs(losses[i])));
            var numbers = Numbers(network);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], numbers[i], 2e-4 * Math.Max(1, Math.Abs(expected[i])));
                moved = Math.Max(moved, Math.Abs(expected[i] - begun[i]));
            }
        }
        Assert.True(moved > 0.01, $"Nothing has moved by more than {moved}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_processes_has_the_bits_of_one(string name)
    {
        var (create, rows) = Runs[name];
        var one = Assert.Single(Train(1));
        foreach (var size in new[] { 2, 3, 5, 8, 9 })
            Assert.All(Train(size), bits => Assert.Equal(one, bits));

        byte[][] Train(int size) => ThreadCluster.Run(size, cluster =>
        {
            var network = create();
            Trainer.Fit(network, rows(), Options() with { Cluster = cluster });
            return Bits.Of(network is Objective<float> objective ? objective.Network : network);
        });
    }

    [Fact]
    public void Sums_in_any_order_follow_the_statistics_of_the_whole_batch_too()
    {
        var alone = new NormalisedImages(seed: 3);
        Trainer.Fit(alone, Images(173), Options());
        // Nine of eight shards: the last has never any rows.
        var all = ThreadCluster.Run(9, static cluster =>
        {
            var network = new NormalisedImages(seed: 3);
            Trainer.Fit(network, Images(173), Options() with { Cluster = cluster, Reproducible = false });
            return network;
        });
        foreach (var network in all)
        {
            Assert.Equal(Bits.Of(all[0]), Bits.Of(network));
            foreach (var (expected, found) in Numbers(alone).Zip(Numbers(network)))
                Assert.Equal(expected, found, 2e-4 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(31)]
    [InlineData(49)]
    public void Batches_that_leave_shards_empty_are_normalised_over_all_their_rows(int rows)
    {
        var data = Rows.Flowers(rows);
        var alone = new Normalised(seed: 3);
        static TrainingOptions Few() => Options() with { Epochs = 1, BatchSize = 49 };
        if (rows == 1)
        {
            Assert.Contains("training needs at least 2", Assert.Throws<AggregateException>(() => ThreadCluster.Run(2, cluster =>
                Trainer.Fit(new Normalised(seed: 3), data, Few() with { Cluster = cluster }))).Message, StringComparison.Ordinal);
            return;
        }
        Trainer.Fit(alone, data, Few());
        foreach (var network in ThreadCluster.Run(2, cluster => Trainer.Fit(new Normalised(seed: 3), data, Few() with { Cluster = cluster }).Network))
        {
            foreach (var (expected, found) in Numbers(alone).Zip(Numbers(network)))
                Assert.Equal(expected, found, 2e-4 * Math.Max(1, Math.Abs(expected)));
        }
    }

    private static double[] Numbers(ITrainable network) => network.Precision == Precision.Double
        ? [.. Weights<double>.Block(network).All]
        : Array.ConvertAll(Weights<float>.Block(network is Objective<float> objective ? objective.Network : network).All.ToArray(), static value => (double)value);

    private static Dataset Images(int rows)
    {
        var x = Enumerable.Range(0, rows * 30).Select(static i => MathF.Sin(i * i % 977)).ToArray();
        return new Dataset(x, 30, [.. Enumerable.Range(0, rows).Select(row => x[row * 30] > 0.3f ? 2 : x[row * 30 + 7] > 0 ? 1 : 0)]);
    }

    private static Dataset Texts(int rows)
    {
        int[] tokens = [.. Enumerable.Range(0, rows * 16).Select(static i => i * i % 7 + i % 3)];
        return new Dataset([Column.OfTokens("tokens", tokens, 16)], [Column.OfLabels("labels", [.. tokens.Select(static (token, i) => i % 5 == 0 ? -1 : token)], 16)]);
    }

    // Steps small enough that rounding stays rounding.
    private static TrainingOptions Options() => FitTests.Quiet() with { Optimizer = new GradientDescent(0.05f), BatchSize = 83, Epochs = 2 };
}
