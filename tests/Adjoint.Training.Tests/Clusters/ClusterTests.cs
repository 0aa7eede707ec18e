using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Clusters;

/// <summary>Training on several processes: the same bits on any number of them. Processes are threads here; over MPI the command of <c>tests/Adjoint.Mpi.Tests</c> tries the same.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string> Networks => ["dropout", "batch normalisation", "class weights and ignored rows", "doubles", "two inputs"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_number_of_processes_gives_the_same_bits(string name)
    {
        var alone = Assert.Single(Train(1, name));
        foreach (var size in new[] { 2, 3, 4, 8, 9 })
        {
            var all = Train(size, name);
            Assert.All(all, bits => Assert.Equal(alone, bits));
        }
    }

    [Fact]
    public void Sums_in_any_order_are_equal_on_all_processes()
    {
        var weights = ThreadCluster.Run(3, cluster =>
        {
            var network = new Normalised(seed: 3);
            Trainer.Fit(network, Rows.Flowers(173), Options() with { Cluster = cluster, Reproducible = false });
            return Bits.Of(network);
        });
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(128)]
    [InlineData(1000)]
    public void Shards_cover_every_row_once_and_begin_at_blocks_of_lanes(int rows)
    {
        var next = 0;
        for (var shard = 0; shard < ShardRows.Most; shard++)
        {
            var (first, count) = ShardRows.Of(shard, rows);
            Assert.True(count == 0 || (first == next && first % 16 == 0 && (count > 1 || rows == 1)), $"Shard {shard} of {rows} rows begins at {first} and has {count}.");
            next += count;
        }
        Assert.Equal(rows, next);
    }

    [Fact]
    public void Processes_that_are_about_to_do_different_things_are_refused_with_both_values()
    {
        Refused(static (rank, options) => options with { BatchSize = rank == 1 ? 32 : 64 }, static _ => new Flowers(seed: 3), "the settings batches of 64 rows", "has batches of 32 rows");
        Refused(static (_, options) => options, static rank => new Flowers(seed: 3 + rank / 2), "parameters with the digest", "process 2 of 3");
        Refused(static (rank, options) => options with { Epochs = 5 + rank }, static _ => new Flowers(seed: 3), "the epochs 5", "process 1 of 3 has 6");

        static void Refused(Func<int, TrainingOptions, TrainingOptions> change, Func<int, Flowers> create, params string[] said)
        {
            var faults = Assert.Throws<AggregateException>(() => ThreadCluster.Run(3, cluster =>
            {
                var network = create(cluster.Rank);
                var before = Bits.Of(network);
                try
                {
                    return Trainer.Fit(network, Rows.Flowers(173), change(cluster.Rank, Options() with { Cluster = cluster }));
                }
                finally
                {
                    Assert.Equal(before, Bits.Of(network));
                }
            }));
            Assert.Equal(3, faults.InnerExceptions.Count);
            Assert.All(faults.InnerExceptions, fault => Assert.All(said, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_checkpoint_resumes_with_another_number_of_processes()
    {
        var data = (Rows.Flowers(173), Rows.Flowers(43, seed: 2));
        TrainingOptions With(ThreadCluster cluster, string folder) => Options() with { Cluster = cluster, Checkpoints = scratch.File(folder), TensorBoard = scratch.File(folder + "-board") };
        var whole = ThreadCluster.Run(2, cluster => Bits.Of(Trainer.Fit(new Dropping(seed: 3), data, With(cluster, "whole")).Network))[0];
        // Ended by one of four, in the middle.
        var reasons = ThreadCluster.Run(4, cluster =>
        {
            using var cancellation = new CancellationTokenSource();
            var options = With(cluster, "parts");
            options.StepEnded = step => { if (cluster.Rank == 2 && step.Step == 7) cancellation.Cancel(); };
            return Trainer.Fit(new Dropping(seed: 3), data, options, cancellation.Token).Reason;
        });
        Assert.All(reasons, static reason => Assert.Equal(EndReason.Cancelled, reason));
        var resumed = ThreadCluster.Run(3, cluster => Bits.Of(Trainer.Fit(new Dropping(seed: 3), data, With(cluster, "parts")).Network));
        Assert.All(resumed, bits => Assert.Equal(whole, bits));
        // A run that is no cluster's would go on with other bits.
        Assert.Contains("in shards", Assert.Throws<CheckpointException>(() => Trainer.Fit(new Dropping(seed: 3), data, Options() with { Checkpoints = scratch.File("parts") }))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_cannot_go_on_ends_all()
    {
        var faults = Assert.Throws<AggregateException>(() => ThreadCluster.Run(3, static cluster =>
        {
            var options = Options() with { Cluster = cluster };
            options.StepEnded = step => { if (cluster.Rank == 1 && step.Step == 3) throw new TimeoutException("The disk is full."); };
            return Trainer.Fit(new Flowers(seed: 3), Rows.Flowers(173), options);
        }));
        Assert.Equal(3, faults.InnerExceptions.Count);
        Assert.All(faults.InnerExceptions, static fault => Assert.Contains("The disk is full.", fault.Message, StringComparison.Ordinal));
        Assert.Contains("share each batch", Assert.Throws<AggregateException>(() => ThreadCluster.Run(1, static cluster =>
            Trainer.Fit(new Flowers(seed: 3), Rows.Flowers(173), Options() with { Cluster = cluster, Accumulate = 2 }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_all_with_the_same_words()
    {
        var x = Enumerable.Range(0, 130 * 5).Select(static i => i == 601 ? float.PositiveInfinity : MathF.Sin(i)).ToArray();
        var data = new Dataset(x, 5, [.. Enumerable.Range(0, 130).Select(static i => i % 3)]);
        var faults = Assert.Throws<AggregateException>(() => ThreadCluster.Run(2, cluster => Trainer.Fit(new Flowers(seed: 3), data, Options() with { Cluster = cluster, Shuffle = false })));
        Assert.Equal(2, faults.InnerExceptions.OfType<TrainingFailedException>().Select(static fault => fault.Message).Count());
        Assert.Single(faults.InnerExceptions.Select(static fault => fault.Message).Distinct());
    }

    [Fact]
    public void A_step_that_is_refused_leaves_parameters_statistics_and_masks_as_they_were()
    {
        var x = Enumerable.Range(0, 130 * 5).Select(static i => i == 301 ? float.PositiveInfinity : MathF.Sin(i)).ToArray();
        var data = new Dataset(x, 5, [.. Enumerable.Range(0, 130).Select(static i => i % 3)]);
        var networks = new Normalised[] { new(seed: 3), new(seed: 3) };
        Assert.Throws<AggregateException>(() => ThreadCluster.Run(2, cluster => Trainer.Fit(networks[cluster.Rank], data, Options() with { Cluster = cluster, Shuffle = false })));
        Assert.All(networks, static network =>
        {
            Assert.Equal(Bits.Of(new Normalised(seed: 3)), Bits.Of(network));
            Assert.Equal(0, network.TrainingStep);
        });
    }

    private static byte[][] Train(int size, string name) => ThreadCluster.Run(size, cluster =>
    {
        var options = Options() with { Cluster = cluster };
        switch (name)
        {
            case "dropout":
                return Bits.Of(Trainer.Fit(new Dropping(seed: 3), Rows.Flowers(173), options).Network);
            case "batch normalisation":
                return Bits.Of(Trainer.Fit(new Normalised(seed: 3), Rows.Flowers(173), options).Network);
            case "class weights and ignored rows":
                return Bits.Of(Trainer.Fit(new WeighedFlowers(seed: 3), Rows.Flowers(173, ignored: 0.3), options).Network);
            case "doubles":
                return Bits.Of(Trainer.Fit(new DoubleFlowers(seed: 3), Rows.Flowers(173), options).Network);
            default:
                return Bits.Of(Trainer.Fit(new Player(seed: 3), Rows.Games(173), options).Network);
        }
    });

    private static TrainingOptions Options() => FitTests.Quiet() with { Optimizer = new Adam(0.01f), BatchSize = 64 };
}
