using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Tests.Training;

/// <summary>What the last line of <c>Summary</c> says of memory is what a step of training takes.</summary>
public sealed partial class MemoryTests
{
    private const int ChunkRows = 32;

    public static TheoryData<string> Names => Trial.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_takes_what_the_summary_says(string name)
    {
        foreach (var rows in new[] { 7, 33, 97 })
            AssertSaid(rows, threads: 1, () => OfTrial(name, rows));
        // To the byte: two chunks and four differ by 64 rows, and by nothing else, once .NET has optimised what lies between; before, it may put small structures on the heap.
        var row = Said(OfTrial(name, 1).Network.Summary).Row;
        for (var patience = 20; patience > 0 && Difference() != 64 * row; patience--)
            Thread.Sleep(100);
        Assert.Equal(64 * row, Difference());

        long Difference() => Allocated(1, () => OfTrial(name, 97)) - Allocated(1, () => OfTrial(name, 33));
    }

    [Fact]
    public void So_do_tokens_lengths_and_weighted_classes() => AssertSaid(33, threads: 1, static () =>
    {
        var network = new TokensOfLengths(1);
        var (tokens, lengths, labels, gradient) = (new int[33 * 7], Enumerable.Repeat(4, 33).ToArray(), new int[33 * 7], new float[network.Parameters.Length]);
        return (network, () => network.Gradient(tokens, lengths, labels, gradient));
    });

    [Fact]
    public void So_do_doubles() => AssertSaid(97, threads: 1, static () =>
    {
        var network = new WeightedAnswers(1);
        var (x, targets, gradient) = (new double[97 * 7], new int[97], new double[network.Parameters.Length]);
        return (network, () => network.Gradient(x, targets, gradient));
    });

    [Fact]
    public void Each_thread_takes_what_the_summary_says() => AssertSaid(1003, threads: 2, static () => OfTrial(nameof(WideClassifier), 1003));

    [Fact]
    public void A_batch_of_more_rows_than_a_wave_has_takes_no_more()
    {
        Assert.Equal(2048, Said(Regressor.Summary).WaveRows);
        Assert.Equal(Allocated(1, static () => OfTrial(nameof(Regressor), 2048)), Allocated(1, static () => OfTrial(nameof(Regressor), 10_001)));
    }

    /// <summary>Jacobians of many rows do not take memory for all of them, though their program has two stages.</summary>
    [Fact]
    public void Nor_do_Jacobians()
    {
        static (INetwork Network, Action Call) Of(int rows)
        {
            var network = new WideDerivatives(1);
            var (x, jacobian) = (Trial.Values(rows * WideDerivatives.InputSize, seed: 3), new float[rows * WideDerivatives.InputSize * WideDerivatives.OutputSize]);
            return (network, () => network.Jacobian(x, jacobian));
        }

        Assert.Equal(Allocated(1, static () => Of(4096)), Allocated(1, static () => Of(9001)));
    }

    private static (INetwork Network, Action Call) OfTrial(string name, int rows)
    {
        var trial = Trial.Of(name, rows);
        var gradient = new float[trial.Network.Parameters.Length];
        return (trial.Network, () => trial.Gradient(gradient));
    }

    /// <summary>Beside what is said there are the gradient, the moving statistics and a few objects.</summary>
    private static void AssertSaid(int rows, int threads, Func<(INetwork Network, Action Call)> create)
    {
        var network = create().Network;
        var said = Said(network.Summary);
        var filled = (rows + ChunkRows - 1) / ChunkRows * ChunkRows;
        var expected = Math.Min(filled, said.WaveRows) * said.Row + said.Batch + threads * said.Thread;
        var bytes = network.Precision == Precision.Double ? 8 : 4;
        var others = bytes * (network.Layout.Count + network.Layout.Statistics);
        Assert.InRange(Allocated(threads, create) - expected, others, others + 1700);
    }

    private static (long Row, int WaveRows, long Batch, long Thread) Said(string summary)
    {
        var said = LastLine().Match(summary);
        Assert.True(said.Success, summary);
        long Number(string group) => long.Parse(said.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return (Number("row"), said.Groups["wave"].Success ? (int)Number("wave") : int.MaxValue, said.Groups["batch"].Success ? Number("batch") : 0, Number("thread"));
    }

    /// <summary>What a new network's first call allocates, when another network has had one before: the least of three.</summary>
    private static long Allocated(int threads, Func<(INetwork Network, Action Call)> create)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var (network, call) = create();
            network.Threads = threads;
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = i == 0 ? least : Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    [GeneratedRegex(@"training (?<row>[\d,]+) bytes a row (of the batch|\((?<wave>[\d,]+) rows at a time\))(, (?<batch>[\d,]+) bytes for all of them)?, and (?<thread>[\d,]+) bytes a thread\n$")]
    private static partial Regex LastLine();
}
