using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

/// <summary>Loss and accuracy over a data set are those of its rows, however many there are.</summary>
public sealed class EvaluationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void Classes(int rows)
    {
        var (network, x) = (new Normalised(5), Trial.Values(rows * Normalised.InputSize, seed: 3));
        var random = new Random(4);
        var labels = Enumerable.Range(0, rows).Select(_ => random.Next(Normalised.OutputSize)).ToArray();
        var y = new float[rows * Normalised.OutputSize];
        network.Predict(x, y);

        var found = network.Evaluate(new Dataset(x, Normalised.InputSize, labels));

        var right = Enumerable.Range(0, rows).Count(row => Best(y, row) == labels[row]);
        Assert.Equal((rows, (double)right / rows), (found.Rows, found.Accuracy));
        Assert.Equal(network.Loss(x, labels), found.Loss, 1e-5);

        static int Best(float[] y, int row)
        {
            var values = y[(row * Normalised.OutputSize)..((row + 1) * Normalised.OutputSize)];
            return Array.IndexOf(values, values.Max());
        }
    }

    [Fact]
    public void An_evaluation_is_said_in_one_line()
    {
        Assert.Equal(
            "10,000 rows: loss 0.0312, accuracy 99.1 % (largest class 11.4 %), macro-F1 0.990", (new Evaluation(10_000, 0.03124, 0.9912) { LargestShare = 0.1135, MacroF1 = 0.9904 }).ToString());
        Assert.Equal("7 rows: loss 2.5000", new Evaluation(7, 2.5, double.NaN).ToString());
        Assert.Equal(
            "7 rows: loss 2.5000, accuracy of a 50.0 % (largest class 40.0 %), macro-F1 0.300, accuracy of b 25.0 % (largest class 90.0 %), macro-F1 0.200",
            (new Evaluation(7, 2.5, 0.4) { Scores = new Dictionary<string, ClassScores> { ["a"] = new(0.5, 0.4, 0.3), ["b"] = new(0.25, 0.9, 0.2) } }).ToString());
    }

    /// <summary>Nine of ten rows are of one class: its answer is right for 90 % of them, and has learnt nothing.</summary>
    [Fact]
    public void An_accuracy_goes_with_what_the_largest_class_alone_would_have()
    {
        var network = new ThreeClasses();
        network.Parameters.Clear();
        network.Dense1.Bias[1] = 5;
        int[] labels = [.. Enumerable.Range(0, 2000).Select(static row => row % 10 == 9 ? 2 : 1), -100];
        var always = network.Evaluate(new Dataset(new float[3 * labels.Length], 3, labels));
        Assert.Equal((0.9, 0.9), (always.Accuracy, always.LargestShare));
        // 2 · 1800 / (2000 + 1800) and 0; class 0 is neither there nor answered.
        Assert.Equal(1800 * 2 / 3800.0 / 2, always.MacroF1, 1e-15);
        Assert.Equal(new ClassScores(0.9, 0.9, always.MacroF1), always.Scores["labels"]);

        // Answers that are no numbers are wrong, and of no class.
        network.Dense1.Bias[1] = float.NaN;
        var none = network.Evaluate(new Dataset(new float[9], 3, [1, 1, 0]));
        Assert.Equal((0, 2 / 3.0, 0), (none.Accuracy, none.LargestShare, none.MacroF1));
        var ignored = network.Evaluate(new Dataset(new float[3], 3, [-100]));
        Assert.True(double.IsNaN(ignored.LargestShare) && double.IsNaN(ignored.MacroF1));
        var numbers = new Regressor(5).Evaluate(new Dataset(new float[Regressor.InputSize], Regressor.InputSize, new float[Regressor.OutputSize], Regressor.OutputSize));
        Assert.True(double.IsNaN(numbers.LargestShare) && double.IsNaN(numbers.MacroF1) && numbers.Scores.Count == 0);
    }

    [Fact]
    public void Rows_of_no_class_count_in_neither()
    {
        var (network, x) = (new Normalised(5), Trial.Values(3 * Normalised.InputSize, seed: 3));
        var y = new float[3 * Normalised.OutputSize];
        network.Predict(x, y);
        var first = Enumerable.Range(0, Normalised.OutputSize).MaxBy(c => y[c]);
        int[] labels = [first, -100, -100];
        var found = network.Evaluate(new Dataset(x, Normalised.InputSize, labels));
        Assert.Equal(1, found.Accuracy);
        Assert.Equal(network.Loss(x, labels), found.Loss, 1e-6);
        Assert.True(double.IsNaN(network.Evaluate(new Dataset(x, Normalised.InputSize, [-100, -100, -100])).Accuracy));
    }

    [Fact]
    public void A_class_that_is_ignored_counts_in_neither()
    {
        var network = new Padded();
        network.Parameters.Clear();
        for (var c = 0; c < 3; c++)
            network.Dense1.Weight[c, c] = 1;
        float[] x = [0, 5, 0, 0, 0, 5, 0, 5, 0, 0, 5, 0];
        var found = network.Evaluate(new Dataset(x, 3, [1, 2, 0, 0]));
        Assert.Equal(1, found.Accuracy);
        Assert.Equal(network.Loss(x, [1, 2, 0, 0]), found.Loss, 1e-6);
    }

    [Fact]
    public void The_loss_is_the_mean_over_what_counts_however_many_rows_are_laid_out_at_a_time()
    {
        // The last 476 rows of 1500 are ignored: the second part of the data has no loss at all.
        var network = new ThreeClasses();
        network.Parameters.Clear();
        var labels = Enumerable.Range(0, 1500).Select(static row => row < 1024 ? 0 : -100).ToArray();
        Assert.Equal(Math.Log(3), network.Evaluate(new Dataset(new float[4500], 3, labels)).Loss, 1e-6);

        // Classes of other weights in the second part.
        var (unequal, x) = (new Unequal(4), Trial.Values(4500, seed: 6));
        var weighted = Enumerable.Range(0, 1500).Select(static row => row < 1100 ? row % 2 : 2).ToArray();
        Assert.Equal(unequal.Loss(x, weighted), unequal.Evaluate(new Dataset(x, 3, weighted)).Loss, 1e-6);
    }

    [Fact]
    public void Two_losses_with_other_weights_are_each_the_mean_over_what_counts()
    {
        var (network, x) = (new TwiceJudged(4), Trial.Values(4500, seed: 6));
        var labels = Enumerable.Range(0, 1500).Select(static row => row < 1100 ? row % 2 : 2).ToArray();
        Assert.Equal(network.Loss(x, labels), network.Evaluate(new Dataset(x, 3, labels)).Loss, 1e-6);
    }

    [Fact]
    public void Targets()
    {
        const int rows = 1100;
        var (network, x) = (new Regressor(5), Trial.Values(rows * Regressor.InputSize, seed: 3));
        var targets = Trial.Values(rows * Regressor.OutputSize, seed: 4);
        var found = network.Evaluate(new Dataset(x, Regressor.InputSize, targets, Regressor.OutputSize));
        Assert.Equal(network.Loss(x, targets), found.Loss, 1e-5);
        Assert.True(double.IsNaN(found.Accuracy));
    }

    [Fact]
    public void Classes_as_probabilities_after_a_preparation()
    {
        var (network, pictures) = (new Samples.Shapes(1), SyntheticImages.Create(classes: 10, count: 40, seed: 2));
        var normalise = Augmentation.For(3, 32, 32).Normalize([0.5f, 0.4f, 0.3f], [0.2f, 0.3f, 0.4f]);
        var (x, targets) = (new float[40 * 3072], new float[400]);
        for (var row = 0; row < 40; row++)
        {
            pictures.CopyRow(row, x.AsSpan(row * 3072, 3072));
            targets[(row * 10) + pictures.Label(row)] = 1;
        }
        normalise.Apply(x);
        var found = network.Evaluate(pictures, normalise);
        Assert.Equal(network.Loss(x, targets), found.Loss, 1e-5);
        Assert.InRange(found.Accuracy, 0, 1);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var labels = new Dataset(new float[7], 7, [0]);
        Assert.Equal("data", Assert.Throws<ArgumentException>(() => new Normalised(1).Evaluate(labels)).ParamName);
        Assert.Contains("66", Assert.Throws<ArgumentException>(() => new Normalised(1).Evaluate(labels)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Normalised(1).Evaluate(new Dataset(new float[66], 66, [1f], 1)));
        Assert.Throws<ArgumentException>(() => new Regressor(1).Evaluate(new Dataset(new float[7], 7, [1f, 2], 2)));
        Assert.Throws<ArgumentException>(() => new Regressor(1).Evaluate(new Dataset(new float[7], 7, [5])));
        Assert.Throws<ArgumentException>(() => new Regressor(1).Evaluate(labels.Take(0)));
        Assert.Throws<ArgumentNullException>(() => new Regressor(1).Evaluate(null!));
    }
}
