using System.Globalization;
using Adjoint.Benchmarks.Derivatives;
using Adjoint.Benchmarks.Networks;
using Adjoint.Benchmarks.Peers;
using Adjoint.Data;
using Adjoint.Training;

namespace Adjoint.Benchmarks.Runs;

/// <summary>What a run of training costs beside the plain loop: history, running loss, guard and progress against nothing but steps.</summary>
internal static class FitCommand
{
    private const int BatchSize = 32;

    /// <summary>Prints a line for each network.</summary>
    /// <returns>0.</returns>
    public static int Run()
    {
        Console.WriteLine($"{CpuFeatures.Name}, {CpuFeatures.WidthInUse}-bit vectors, 1 thread, {BatchSize} rows; medians of alternating rounds\n");
        Console.WriteLine("| What | Time | Compared with | Ratio | Aim | Bytes a run |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var contest in Contests())
        {
            var (work, yardstick, ratio, bytes) = contest.Run();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contest.Name} | {Units.Time(work)} | {Units.Time(yardstick)} | {Units.Ratio(ratio)} | {contest.Most}× | {bytes:0} |"));
        }
        return 0;
    }

    private static IEnumerable<Contest> Contests() =>
    [
        Of("LeNet-5: Fit beside the plain loop, 2,000 steps", 1.02, static () => new LeNet5(seed: 1) { Threads = 1 }, 2000),
        Of("4-32-32-2: Fit beside the plain loop, 20,000 steps", 1.1, static () => new SmallTanh(seed: 1) { Threads = 1 }, 20_000),
    ];

    private static Contest Of<TNetwork>(string name, double most, Func<TNetwork> create, int steps)
        where TNetwork : class, ITrainable
    {
        // Both train one network, in the same memory.
        var network = create();
        var data = Rows(network, BatchSize * 100);
        var epochs = steps / 100;
        // A rate of 0: no round meets other numbers than the one before.
        var optimizer = new Adam(0);
        var options = new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Optimizer = optimizer, Progress = new Discarded() };
        var batches = new MiniBatches(data, BatchSize);
        return new(name, most, () => Trainer.Fit(network, data, options), () =>
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                foreach (var batch in batches.Epoch(epoch))
                    network.TrainStep(batch, optimizer);
            }
        });
    }

    private static Dataset Rows(ITrainable network, int rows)
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, rows * network.InputSize).Select(_ => random.NextSingle())];
        return new Dataset(x, network.InputSize, [.. Enumerable.Range(0, rows).Select(row => row % network.OutputSize)]);
    }

    private sealed class Discarded : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
