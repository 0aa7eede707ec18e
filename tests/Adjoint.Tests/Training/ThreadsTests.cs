namespace Adjoint.Tests.Training;

/// <summary>The number of threads is a matter of speed alone.</summary>
public sealed class ThreadsTests
{
    private const int Steps = 5;

    /// <summary>Each network with enough rows that its work is shared out, and with a last block that is not full.</summary>
    public static TheoryData<string, int> Work => new()
    {
        { nameof(WideClassifier), 1003 },
        { nameof(WideClassifier), 2500 },
        { nameof(WeightedClassifier), 4001 },
        { nameof(Regressor), 9000 },
        { nameof(Sequence), 3001 },
        { nameof(Tall), 700 },
        { nameof(Normalised), 1501 },
        { nameof(Pictures), 1203 },
        { nameof(SmallLeNet), 301 },
        { nameof(Images), 65 },
    };

    [Theory]
    [MemberData(nameof(Work))]
    public void Any_number_of_threads_gives_the_same_bits(string name, int rows)
    {
        var alone = Results(name, rows, threads: 1);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var shared = Results(name, rows, threads);
            foreach (var (what, values) in alone)
                Bits.AssertEqual(values, shared[what], $"{what} of {name}, {rows} rows, {threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Work))]
    public void The_work_of_these_tests_is_shared_out(string name, int rows)
    {
        // Below this much work a thread, training stays on fewer; the comparison above would compare one thread with one.
        var trial = Trial.Of(name, 1);
        var flops = 3 * rows * FlopsPerRow(name);
        Assert.True(flops >= 3 * Adjoint.Runtime.Prediction<float>.FlopsPerThread, $"{trial.Network.Layout.Network} has {flops} operations for {rows} rows.");
    }

    [Fact]
    public void Many_threads_may_predict_on_one_network_at_once()
    {
        var rows = new[] { 1, 7, 8, 33, 500, 2100 };
        var network = new WideClassifier(3) { Threads = 2 };
        var inputs = Trial.Values(rows.Max() * WideClassifier.InputSize, seed: 4);
        var expected = rows.ToDictionary(static count => count, count => Predict(count));
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();

        var callers = Enumerable.Range(0, 6).Select(caller => new Thread(() =>
        {
            try
            {
                for (var call = 0; call < 60; call++)
                {
                    var count = rows[(call + caller) % rows.Length];
                    Bits.AssertEqual(expected[count], Predict(count), $"call {call} of caller {caller}, {count} rows");
                }
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToList();
        callers.ForEach(static caller => caller.Start());
        callers.ForEach(static caller => caller.Join());

        Assert.Empty(failures);

        float[] Predict(int count)
        {
            var y = new float[count * WideClassifier.OutputSize];
            network.Predict(inputs.AsSpan(0, count * WideClassifier.InputSize), y);
            return y;
        }
    }

    private static Dictionary<string, float[]> Results(string name, int rows, int threads)
    {
        var trial = Trial.Of(name, rows);
        trial.Network.Threads = threads;
        using var optimizer = new Adam(1e-2f);
        var gradient = new float[trial.Network.Parameters.Length];
        var results = new Dictionary<string, float[]>
        {
            ["Loss"] = [trial.Loss()],
            ["the loss that Gradient returns"] = [trial.Gradient(gradient)],
            ["Gradient"] = gradient,
            ["TrainStep"] = [.. Enumerable.Range(0, Steps).Select(_ => trial.TrainStep(optimizer))],
        };
        results["the trained parameters"] = trial.Network.Parameters.ToArray();
        results["Predict"] = trial.Predict();
        return results;
    }

    private static long FlopsPerRow(string name) => name switch
    {
        nameof(WideClassifier) => WideClassifier.FlopsPerRow,
        nameof(WeightedClassifier) => WeightedClassifier.FlopsPerRow,
        nameof(Regressor) => Regressor.FlopsPerRow,
        nameof(Sequence) => Sequence.FlopsPerRow,
        nameof(Normalised) => Normalised.FlopsPerRow,
        nameof(Pictures) => Pictures.FlopsPerRow,
        nameof(SmallLeNet) => SmallLeNet.FlopsPerRow,
        nameof(Images) => Images.FlopsPerRow,
        _ => Tall.FlopsPerRow,
    };
}
