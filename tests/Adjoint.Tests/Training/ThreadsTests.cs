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

    /// <summary>Two layers of other shapes sum one gradient, each in slices of its own; threads must not meet in it.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void So_do_gradients_with_parts_from_several_layers(int threads)
    {
        var random = new Random(5);
        int[] tokens = [.. Enumerable.Range(0, 40 * 32).Select(_ => random.Next(96))], labels = [.. Enumerable.Range(0, 40 * 32).Select(_ => random.Next(96))];
        var (images, classes) = (Trial.Values(70 * SharedImages.InputSize, seed: 6), Enumerable.Range(0, 70).Select(_ => random.Next(3)).ToArray());
        // What goes wrong between threads goes wrong now and then.
        for (var trial = 0; trial < 5; trial++)
        {
            Bits.AssertEqual(OfTable(1), OfTable(threads), $"the gradient of a table that a product shares, {threads} threads");
            Bits.AssertEqual(OfImages(1), OfImages(threads), $"the gradient of a convolution at two sizes, {threads} threads");
        }

        float[] OfTable(int count)
        {
            var (network, gradient) = (new SharedTable(1) { Threads = count }, new float[SharedTable.ParameterCount]);
            network.Gradient(tokens, labels, gradient);
            return gradient;
        }

        float[] OfImages(int count)
        {
            var (network, gradient) = (new SharedImages(1) { Threads = count }, new float[SharedImages.ParameterCount]);
            network.Gradient(images, classes, gradient);
            return gradient;
        }
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

/// <summary>A table whose vectors are the weights of the last product, as GPT's.</summary>
[Network, Input(32, Tokens = 96), Embedding(64, Name = "table"), PositionEmbedding, Dense(64), Tanh]
[Dense(96, Bias = false, SharedWith = "table"), CrossEntropy(PerPosition = true)]
public sealed partial class SharedTable;

/// <summary>A convolution of images of two sizes.</summary>
[Network, Input(16, 22, 22)]
[Conv2D(16, Kernel = 3, Padding = 1, Name = "c"), ReLU, MaxPool2D(2), Conv2D(16, Kernel = 3, Padding = 1, SharedWith = "c"), GlobalAveragePool2D, Dense(3)]
[CrossEntropy]
public sealed partial class SharedImages;
