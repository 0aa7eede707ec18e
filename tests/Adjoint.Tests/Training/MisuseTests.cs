using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>What is wrong is refused before anything is written, with the argument, what was found and what is needed.</summary>
public sealed class MisuseTests
{
    private const int Rows = 3;

    private readonly WeightedClassifier network = new(seed: 1);
    private readonly Regressor regressor = new(seed: 1);
    private readonly float[] x = Trial.Values(Rows * WeightedClassifier.InputSize, seed: 1);
    private readonly int[] labels = [0, 4, 2];
    private readonly float[] y = [.. Enumerable.Repeat(77f, Rows * WeightedClassifier.OutputSize)];
    private readonly float[] gradient = [.. Enumerable.Repeat(77f, WeightedClassifier.ParameterCount)];
    private readonly Adam optimizer = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(59)]
    public void Inputs_that_are_no_whole_number_of_rows(int length)
    {
        string[] words = ["WeightedClassifier", "a multiple of 20", $"'x' has {length}"];
        Refuses<ArgumentException>("x", () => network.Predict(x.AsSpan(0, length), y), words);
        Refuses<ArgumentException>("x", () => network.Loss(x.AsSpan(0, length), labels), words);
        Refuses<ArgumentException>("x", () => network.Gradient(x.AsSpan(0, length), labels, gradient), words);
        Refuses<ArgumentException>("x", () => network.TrainStep(x.AsSpan(0, length), labels, optimizer), words);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public void Outputs_of_another_number_of_rows(int length) =>
        Refuses<ArgumentException>("y", () => network.Predict(x, y.AsSpan(0, length)), "5 numbers a row", "15 for the 3 rows", $"'y' has {length}");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Labels_of_another_number_of_rows(int length)
    {
        string[] words = ["one label for each row", "x has 3 rows", $"there are {length} labels"];
        Refuses<ArgumentException>("labels", () => network.Loss(x, labels.AsSpan(0, length)), words);
        Refuses<ArgumentException>("labels", () => network.Gradient(x, labels.AsSpan(0, length), gradient), words);
        Refuses<ArgumentException>("labels", () => network.TrainStep(x, labels.AsSpan(0, length), optimizer), words);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(10)]
    public void Targets_of_another_number_of_rows(int length)
    {
        var (inputs, targets) = (Trial.Values(Rows * Regressor.InputSize, seed: 1), new float[10]);
        string[] words = ["3 targets for each row", "9 are needed", $"there are {length}"];
        Refuses<ArgumentException>("targets", () => regressor.Loss(inputs, targets.AsSpan(0, length)), words);
        Refuses<ArgumentException>("targets", () => regressor.Gradient(inputs, targets.AsSpan(0, length), new float[Regressor.ParameterCount]), words);
        Refuses<ArgumentException>("targets", () => regressor.TrainStep(inputs, targets.AsSpan(0, length), optimizer), words);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_label_that_is_no_class(int label)
    {
        int[] wrong = [0, 4, label];
        string[] words = [$"The label of row 2 is {label}", "a class from 0 to 4", "-100 for a row to ignore"];
        Refuses<ArgumentException>("labels", () => network.Loss(x, wrong), words);
        Refuses<ArgumentException>("labels", () => network.Gradient(x, wrong, gradient), words);
        Refuses<ArgumentException>("labels", () => network.TrainStep(x, wrong, optimizer), words);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_gradient_of_another_length(int more)
    {
        var other = new float[Math.Max(0, WeightedClassifier.ParameterCount + more)];
        Refuses<ArgumentException>("gradient", () => network.Gradient(x, labels, more == 0 ? [] : other),
            $"has {WeightedClassifier.ParameterCount} parameters", $"'gradient' has {(more == 0 ? 0 : other.Length)} values", "ParameterCount");
    }

    [Fact]
    public void Outputs_that_overlap_what_is_read()
    {
        var memory = Trial.Values(Rows * WeightedClassifier.InputSize + 1, seed: 1);
        Refuses<ArgumentException>("y", () => network.Predict(memory.AsSpan(0, x.Length), memory.AsSpan(x.Length - 14, 15)), "'y' overlaps 'x'");
        Refuses<ArgumentException>("y", () => network.Predict(x, network.Parameters[3..18]), "'y' overlaps the network's parameters");
    }

    [Fact]
    public void A_gradient_that_overlaps_what_is_read()
    {
        var memory = new float[WeightedClassifier.ParameterCount + x.Length];
        Refuses<ArgumentException>(
            "gradient", () => network.Gradient(memory.AsSpan(0, x.Length), labels, memory.AsSpan(x.Length - 1, WeightedClassifier.ParameterCount)), "'gradient' overlaps 'x'");
        Refuses<ArgumentException>("gradient", () => network.Gradient(x, labels, network.Parameters), "'gradient' overlaps the network's parameters");
    }

    [Fact]
    public void An_optimizer_that_cannot_serve()
    {
        Refuses<ArgumentNullException>("optimizer", () => network.TrainStep(x, labels, null!), "optimizer");

        var disposed = new Adam();
        disposed.Dispose();
        Refuses<ObjectDisposedException>(null, () => network.TrainStep(x, labels, disposed), "Adam");

        using var foreign = new Adam();
        regressor.TrainStep(Trial.Values(Regressor.InputSize, seed: 1), [1, 2, 3], foreign);
        Refuses<InvalidOperationException>(
            null, () => network.TrainStep(x, labels, foreign), "belongs to network 'Regressor'", "was asked to update 'WeightedClassifier'", "Create one optimizer per network");
        Refuses<InvalidOperationException>(null, () => network.TrainStep(Batch(), foreign), "belongs to network 'Regressor'");
    }

    [Fact]
    public void A_batch_that_does_not_fit()
    {
        Refuses<ArgumentNullException>("batch", () => network.TrainStep(null!, optimizer), "batch");
        Refuses<ArgumentNullException>("optimizer", () => network.TrainStep(Batch(), null!), "optimizer");

        var narrow = First(new Dataset(new float[Rows * 19], 19, labels));
        Refuses<ArgumentException>("batch", () => network.TrainStep(narrow, optimizer), "20 numbers a row", "the batch has 19");
        var numbers = First(new Dataset(x, WeightedClassifier.InputSize, y, WeightedClassifier.OutputSize));
        Refuses<ArgumentException>("batch", () => network.TrainStep(numbers, optimizer), "class labels", "the batch has none");
        var classes = First(new Dataset(x, WeightedClassifier.InputSize, [0, 5, 1]));
        Refuses<ArgumentException>("batch", () => network.TrainStep(classes, optimizer), "The label of row 1 is 5", "a class from 0 to 4");
        var others = First(new Dataset(new float[Rows * Regressor.InputSize], Regressor.InputSize, new float[Rows * 2], 2));
        Refuses<ArgumentException>("batch", () => regressor.TrainStep(others, optimizer), "3 targets for each row", "6 for 3 rows");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Too_few_threads(int threads)
    {
        var before = network.Threads;
        Refuses<ArgumentOutOfRangeException>("value", () => network.Threads = threads, $"Threads is {threads}", "at least 1");
        Assert.Equal(before, network.Threads);
    }

    [Fact]
    public void More_threads_than_there_can_be_are_as_many_as_there_can_be()
    {
        network.Threads = int.MaxValue;
        Assert.Equal(Adjoint.Runtime.Workers.MaxThreads, network.Threads);
    }

    private MiniBatch Batch() => First(new Dataset(x, WeightedClassifier.InputSize, labels));

    private static MiniBatch First(Dataset dataset)
    {
        foreach (var batch in new MiniBatches(dataset, dataset.Rows, shuffle: false).Epoch(0))
            return batch;
        throw new InvalidOperationException("The data set has no rows.");
    }

    private void Refuses<TException>(string? argument, Action call, params string[] words)
        where TException : Exception
    {
        var states = new INetwork<float>[] { network, regressor }.Select(static n => (Network: n, Parameters: n.Parameters.ToArray(), n.TrainingStep)).ToList();
        var (outputs, slopes, inputs, steps) = (y.ToArray(), gradient.ToArray(), x.ToArray(), optimizer.Steps);

        var error = Assert.Throws<TException>(call);

        if (error is ArgumentException wrong)
            Assert.Equal(argument, wrong.ParamName);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        foreach (var (subject, parameters, step) in states)
        {
            Bits.AssertEqual(parameters, subject.Parameters, $"the parameters of {subject.Layout.Network}");
            Assert.Equal(step, subject.TrainingStep);
        }
        Bits.AssertEqual(outputs, y, "y");
        Bits.AssertEqual(slopes, gradient, "gradient");
        Bits.AssertEqual(inputs, x, "x");
        Assert.Equal(steps, optimizer.Steps);
    }
}
