using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

/// <summary>A network of one logit is fitted to the labels 0 and 1, and judged by every metric of classes.</summary>
public sealed class BinaryTests
{
    private static Metric[] Metrics =>
    [
        new Accuracy(), new BalancedAccuracy(), new ConfusionMatrix(), new PrecisionScore(), new PrecisionScore(ofClass: 1), new RecallScore(), new F1(), new F1(ofClass: 1), new RocAuc(), new PrAuc(),
        new LogLoss(), new Perplexity(), new CalibrationError(), new TopAccuracy(1),
    ];

    [Fact]
    public void A_run_learns_labels_and_judges_them_by_the_sign_of_the_logit()
    {
        var run = Trainer.Fit(
            new Answers(seed: 1),
            (Rows.Answers(203), Rows.Answers(101, seed: 2, ignored: 0.1)),
            FitTests.Quiet() with { Epochs = 40, Optimizer = new Adam(0.03f), Keep = Best.Of<F1>(), Metrics = [new RocAuc()] });
        Assert.True(run.Best!.Of<F1>() > 0.9, $"{run.Best}");
        Assert.True(run.Best!.Of<RocAuc>() > 0.95, $"{run.Best}");
        Assert.True(run.Evaluate(Rows.Answers(101, seed: 2)).Accuracy > 0.9);
    }

    [Fact]
    public void Every_metric_says_of_labels_what_it_says_of_the_numbers_0_and_1()
    {
        var (labelled, told) = (new Answers(seed: 3), new AnswersOfNumbers(seed: 3));
        var rows = Rows.Answers(203);
        Trainer.Fit(labelled, rows, FitTests.Quiet() with { Epochs = 5 });
        labelled.Parameters.CopyTo(told.Parameters);
        var x = new float[203 * 5];
        for (var row = 0; row < 203; row++)
            rows.CopyRow(row, x.AsSpan(row * 5, 5));
        var (ofLabels, ofNumbers) = (Metrics, Metrics);
        labelled.Measure(rows, ofLabels);
        told.Measure(new Dataset(x, 5, [.. Enumerable.Range(0, 203).Select(row => (float)rows.Label(row))], 1), ofNumbers);
        foreach (var (of, expected) in ofLabels.Zip(ofNumbers))
        {
            Assert.True(double.IsFinite(expected.Value), expected.Name);
            Assert.Equal(expected.Value, of.Value);
        }
        Assert.Equal(ofLabels[0].Value, labelled.Evaluate(rows).Accuracy, 12);
    }

    [Fact]
    public void Accumulated_batches_are_the_gradient_of_one_large_batch_over_the_labels_that_count()
    {
        var rows = Rows.Answers(96, ignored: 0.2);
        var (whole, parts) = (new Answers(seed: 1), new Answers(seed: 1));
        Trainer.Fit(whole, rows, FitTests.Quiet() with { Epochs = 2, BatchSize = 48, Shuffle = false });
        Trainer.Fit(parts, rows, FitTests.Quiet() with { Epochs = 2, BatchSize = 12, Shuffle = false, Accumulate = 4 });
        for (var i = 0; i < Answers.ParameterCount; i++)
            Assert.Equal(whole.Parameters[i], parts.Parameters[i], 1e-5f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Another_label_is_refused_before_the_first_step(int label)
    {
        var data = new Dataset(new float[15], 5, [0, 1, label]);
        var fault = Assert.Throws<ArgumentException>(() => Trainer.Fit(new Answers(seed: 1), data, FitTests.Quiet()));
        Assert.Equal($"Row 2 has {label} in 'labels', and the network knows 0 to 1 and ignores -1; correct the rows, or declare as many classes or tokens. (Parameter 'data')", fault.Message);
    }

#pragma warning disable ADJ0615 // The compiler sees it too.
    [Fact]
    public void Labels_for_a_loss_of_numbers_are_refused_with_what_takes_them()
    {
        var fault = Assert.Throws<ArgumentException>(() => Trainer.Fit(new AnswersOfNumbers(), new Dataset(new float[15], 5, [0, 0, 0]), FitTests.Quiet()));
        Assert.Equal(
            "The column 'labels' has class labels, and 'AnswersOfNumbers' compares its output with 1 number; declare a loss for classes, such as [BinaryCrossEntropy(Targets = Targets.Classes)]. (Parameter 'data')",
            fault.Message);
    }
#pragma warning restore ADJ0615
}
