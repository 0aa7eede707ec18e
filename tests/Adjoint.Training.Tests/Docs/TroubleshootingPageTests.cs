using Adjoint.Tests.Harness;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Docs;

/// <summary>What docs/troubleshooting.md advises: each symptom comes about, and goes away.</summary>
public sealed class TroubleshootingPageTests
{
    [Fact]
    public void A_missing_number_in_the_data_ends_a_run_and_is_named()
    {
        var data = Rows.Flowers(90);
        var x = new float[90 * 5];
        for (var row = 0; row < 90; row++)
            data.CopyRow(row, x.AsSpan(row * 5, 5));
        x[17 * 5 + 2] = float.NaN;
        var rows = new Dataset(x, 5, [.. Enumerable.Range(0, 90).Select(data.Label)]);
        var fault = Assert.Throws<TrainingFailedException>(() => Trainer.Fit(new Flowers(seed: 1), rows, Options(new Adam(1e-2f), shuffle: false)));
        AssertQuoted(fault.Message);
    }

    [Fact]
    public void A_rate_that_is_too_high_ends_a_run_and_a_lower_one_is_proposed()
    {
        var fault = Assert.Throws<TrainingFailedException>(() => Trainer.Fit(new Curves(seed: 1), Rows.Curves(120), Options(new GradientDescent(200))));
        AssertQuoted(fault.Message);
        var run = Trainer.Fit(new Curves(seed: 1), Rows.Curves(120), Options(new GradientDescent(0.1f)));
        Assert.True(run.History.Losses[^1] < run.History.Losses[0]);
    }

    [Fact]
    public void Features_of_thousands_are_not_learnt_from_until_they_are_standardised()
    {
        var data = Rows.Flowers(300);
        var x = new float[300 * 5];
        for (var row = 0; row < 300; row++)
            data.CopyRow(row, x.AsSpan(row * 5, 5));
        float[] large = [.. x.Select(static v => 5000 + 1000 * v)];
        var rows = new Dataset(large, 5, [.. Enumerable.Range(0, 300).Select(data.Label)]);
        var before = Trainer.Fit(new Flowers(seed: 1), rows, Options(new Adam(1e-2f), epochs: 20)).Evaluate(rows);
        Assert.True(before.Accuracy < before.LargestShare + 0.05, before.ToString());

        var (mean, deviation) = rows.ChannelStatistics(channels: 5);
        var standardise = Augmentation.For(5, 1, 1).Normalize(mean, deviation);
        var options = Options(new Adam(1e-2f), epochs: 20) with { Augmentation = standardise, Preparation = standardise };
        var after = Trainer.Fit(new Flowers(seed: 1), rows, options).Evaluate(rows, standardise);
        Assert.True(after.Accuracy > 0.9, after.ToString());
    }

    [Fact]
    public void What_cannot_be_learnt_by_heart_is_not_for_want_of_data()
    {
        var network = new Flowers(seed: 1);
        var rows = Rows.Flowers(90);
        var options = Options(new Adam(1e-2f), epochs: 300);

        var history = Trainer.Overfit(network, rows, options);
        Console.WriteLine($"{history.Losses[0]:0.000} -> {history.Losses[^1]:0.000}");

        Assert.True(history.Losses[^1] < 0.1, $"{history.Losses[^1]}");
        // A network without a hidden layer cannot learn what other rows ask, however long it tries.
        var line = Trainer.Overfit(new Line(seed: 1), Rows.Curves(90), Options(new Adam(1e-2f), epochs: 1000)).Losses[^1];
        var curves = Trainer.Overfit(new Curves(seed: 1), Rows.Curves(90), Options(new Adam(1e-2f), epochs: 1000)).Losses[^1];
        Assert.True(curves < line / 4, $"{curves} and {line}");
    }

    [Fact]
    public void A_rate_is_found()
    {
        var (network, rows) = (new Flowers(seed: 1), Rows.Flowers(300));

        var rate = Trainer.FindRate(network, rows).Suggestion ?? 1e-3f;
        var run = Trainer.Fit(network, rows, Options(new Adam(Plan.OneCycle(rate)), epochs: 20));

        Assert.True(run.Evaluate(rows).Accuracy > 0.9, $"{rate}: {run.Evaluate(rows)}");
    }

    [Fact]
    public void Rare_classes_are_learnt_with_weights_or_sampling()
    {
        // One row in 25 is of the second class, and it overlaps the first.
        var random = new Random(1);
        var x = new float[1000 * 5];
        var labels = new int[1000];
        for (var row = 0; row < 1000; row++)
        {
            labels[row] = row % 25 == 0 ? 1 : 0;
            for (var i = 0; i < 5; i++)
                x[row * 5 + i] = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) + (i == 0 && labels[row] == 1 ? 0.7f : 0);
        }
        var rows = new Dataset(x, 5, labels);
        double RecallOfRare(TrainingOptions options)
        {
            var recall = new RecallScore(ofClass: 1);
            Trainer.Fit(new TwoKinds(seed: 1), rows, options).Network.Measure(rows, recall);
            return recall.Value;
        }
        var plain = RecallOfRare(Options(new Adam(1e-2f)));

        var options = new TrainingOptions
        {
            Optimizer = new Adam(1e-2f),
            Sampling = Sampling.Balanced(),
            Display = ProgressDisplay.None,
        };
        var balanced = RecallOfRare(options);
        Assert.True(plain < 0.2 && balanced > 0.6, $"{plain} and {balanced}");
    }

    private static TrainingOptions Options(Optimizer optimizer, int epochs = 10, bool shuffle = true) =>
        new() { Epochs = epochs, Optimizer = optimizer, Shuffle = shuffle, Display = ProgressDisplay.None };

    /// <summary>The page quotes the message, on lines of its own.</summary>
    private static void AssertQuoted(string message)
    {
        var page = string.Join(' ', File.ReadAllText(Repository.PathOf("docs", "troubleshooting.md")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(page.Contains(message, StringComparison.Ordinal), $"The page does not quote: {message}");
    }
}

[Network, Input(5), Dense(7), Tanh, Dense(2), CrossEntropy]
public sealed partial class TwoKinds;
