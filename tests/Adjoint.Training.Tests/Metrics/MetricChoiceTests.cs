#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Metrics;

/// <summary>Which of several outputs a metric judges.</summary>
public sealed class MetricChoiceTests
{
    private static readonly TrainingData moves = (Moves(73), Moves(29));

    [Fact]
    public void Each_metric_judges_the_output_that_it_names()
    {
        ITrainable network = new TwoMoves(seed: 1);
        var rows = Moves(1100);
        Metric[] metrics = [new Accuracy { On = "to" }, new Accuracy { On = "from" }, new MeanAbsoluteError { On = "value" }];
        network.Measure(rows, metrics);
        var expected = network.Evaluate(rows).Scores;
        Assert.Equal((expected["toLabels"].Accuracy, expected["fromLabels"].Accuracy), (metrics[0].Value, metrics[1].Value));
        Assert.NotEqual(metrics[0].Value, metrics[1].Value);

        var (batch, values, wanted) = (rows.ToBatch(), new float[1100], new float[1100]);
        PortRows[] outputs = [.. network.Outputs.Select(static port => new PortRows(port, 1100))];
        network.Predict(batch, outputs);
        outputs[^1].CopyTo(values);
        batch["valueTargets"].CopyTo(wanted);
        Assert.Equal(values.Zip(wanted).Average(static pair => Math.Abs((double)pair.First - pair.Second)), metrics[2].Value, 1e-12);
    }

    /// <summary>A policy with classes and a value with numbers leave no doubt.</summary>
    [Fact]
    public void Where_one_output_will_do_it_need_not_be_named()
    {
        var (network, rows) = (new Player(seed: 1), Rows.Games(73, ignores: true));
        Metric[] free = [new Accuracy(), new RootMeanSquaredError()], named = [new Accuracy { On = "policy" }, new RootMeanSquaredError { On = "value" }];
        network.Measure(rows, free);
        network.Measure(rows, named);
        Assert.Equal(named.Select(static metric => metric.Value), free.Select(static metric => metric.Value));
        Assert.Equal(network.Evaluate(rows).Accuracy, free[0].Value);
    }

    [Fact]
    public void A_run_judges_several_outputs_and_stops_by_the_one_that_is_meant()
    {
        var options = FitTests.Quiet() with
        {
            Metrics = [new Accuracy { On = "from" }, new TopAccuracy(1) { On = "to" }, new TopAccuracy(2) { On = "to" }],
            Keep = Best.Of(new Accuracy { On = "to" }),
            Stop = EarlyStopping.After(2, new MeanAbsoluteError()),
            Plateau = Plateau.After(2, new TopAccuracy(2) { On = "to" }),
        };
        var run = Trainer.Fit(new TwoMoves(seed: 1), moves, options);
        var last = run.History.Epochs[^1];
        Assert.Equal(["accuracy of from", "top-1 accuracy of to", "top-2 accuracy of to", "mean absolute error", "accuracy of to"], last.Metrics.Select(static value => value.Metric.FullName));
        Assert.Equal(last.Of(new TopAccuracy(1) { On = "to" }), last.Of(new Accuracy { On = "to" }));
        Assert.True(last.Of(new TopAccuracy(2) { On = "to" }) > last.Of<TopAccuracy>());
        Assert.Equal(run.History.Epochs.Max(static epoch => epoch.Of(new Accuracy { On = "to" })), run.Score);
        Assert.True(double.IsNaN(last.Of(new Accuracy())));
        Assert.Contains("accuracy of from 0.", EpochLine.Of(last, 5));
    }

    /// <summary>Of probabilities, as the metrics of the run are.</summary>
    [Fact]
    public void Keeping_by_a_type_looks_at_the_metric_of_this_type_that_is_measured()
    {
        var run = Trainer.Fit(new Flowers(seed: 1), (Rows.Flowers(73), Rows.Flowers(29, seed: 2)), FitTests.Quiet() with { Metrics = [new TopAccuracy(2)], Keep = Best.Of<TopAccuracy>() });
        Assert.Equal("top-2 accuracy", Assert.Single(run.History.Epochs[0].Metrics).Metric.Name);
        Assert.Equal(run.Best!.Of<TopAccuracy>(), run.Score);
    }

    [Fact]
    public void A_name_that_is_no_output_is_refused_with_both_sides_named() => Refused(
        "The metric 'accuracy' is to judge the output 'digit', and 'TwoMoves' compares 'from' and 'to' and 'value'; name one of these.", new Accuracy { On = "digit" });

    [Fact]
    public void An_output_that_is_compared_with_nothing_is_refused() => Refused(
        "The metric 'accuracy' is to judge the output 'trunk', which 'TwoMoves' compares with nothing; it compares 'from' and 'to' and 'value'.", new Accuracy { On = "trunk" });

    [Fact]
    public void Two_outputs_that_would_do_are_refused() => Refused(
        "The metric 'macro-F1' could judge 'from' or 'to' of 'TwoMoves'; say which: new F1 { On = \"from\" }.", new F1());

    [Fact]
    public void Numbers_of_an_output_of_classes_are_refused() => Refused(
        "The metric 'R² of to' compares numbers, and 'TwoMoves' compares its output 'to' with classes; take a metric of classes, such as Accuracy.", new RSquared { On = "to" });

    [Fact]
    public void A_metric_that_is_there_twice_is_refused() => Refused(
        "Metrics has 'accuracy of to' twice; measure each metric once.", new Accuracy { On = "to" }, new Accuracy { On = "to" });

    [Fact]
    public void Rows_without_the_target_are_refused()
    {
        var rows = new Dataset([Column.Of("x", new float[15], 5)], [Column.OfLabels("toLabels", [0, 1, 2])]);
        var fault = Assert.Throws<ArgumentException>(() => new TwoMoves(seed: 1).Measure(rows, new Accuracy { On = "from" }));
        Assert.Contains("The metric 'accuracy of from' judges by the target 'fromLabels', and the rows have 'toLabels'; give them a column of that name.", fault.Message);
    }

    /// <summary>A network that compares with probabilities may be judged by rows that have labels, some of which do not count.</summary>
    [Fact]
    public void Labels_that_stand_for_probabilities_are_judged_as_labels()
    {
        var (network, rows) = (new Shares(seed: 1), Rows.Flowers(1100, ignored: 0.2));
        var (metric, measured) = (new Accuracy(), new Accuracy());
        new RowsPass(network, rows, null, [metric]).Measure();
        network.Measure(rows, measured);
        Assert.Equal(network.Evaluate(rows).Accuracy, metric.Value);
        Assert.Equal(metric.Value, measured.Value);
    }

    [Fact]
    public void What_is_done_to_rows_before_they_are_judged_is_done_for_metrics_too()
    {
        var (network, rows) = (new Flowers(seed: 1), Rows.Flowers(73));
        var normalise = Augmentation.For(1, 1, 5).Normalize([0.5f], [0.3f]);
        var (plain, changed) = (new LogLoss(), new LogLoss());
        network.Measure(rows, plain);
        network.Measure(rows, normalise, changed);
        Assert.Equal(network.Evaluate(rows, normalise).Loss, changed.Value, 1e-5);
        Assert.NotEqual(plain.Value, changed.Value, 1e-3);
    }

    private static void Refused(string message, params Metric[] metrics)
    {
        var network = new TwoMoves(seed: 1);
        var (before, steps, optimizer) = (Bits.Of(network), 0, new Adam(0.01f));
        var options = FitTests.Quiet() with { Metrics = metrics, Optimizer = optimizer, StepEnded = _ => steps++ };
        var fault = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, moves, options)).Message;
        Assert.True(fault.Contains(message, StringComparison.Ordinal), fault);
        Assert.Equal((0, null), (steps, optimizer.Run));
        Assert.Equal(before, Bits.Of(network));
    }

    private static Dataset Moves(int rows)
    {
        var random = new Random(rows);
        float[] x = [.. Enumerable.Range(0, rows * 5).Select(_ => 2 * random.NextSingle() - 1)];
        int[] Labels(int column, int classes) => [.. Enumerable.Range(0, rows).Select(row => Math.Min(classes - 1, (int)((x[row * 5 + column] + 1) / 2 * classes)))];
        return new Dataset(
            [Column.Of("x", x, 5)],
            [Column.OfLabels("fromLabels", Labels(0, 3)), Column.OfLabels("toLabels", Labels(1, 4)), Column.Of("valueTargets", [.. Enumerable.Range(0, rows).Select(row => x[row * 5 + 2])], 1)]);
    }
}

/// <summary>Two outputs with classes, one with a number, and one that nothing is compared with.</summary>
[Network, Input(5)]
[Dense(7), Tanh, Output("trunk")]
[From("trunk"), Dense(3), Output("from")]
[From("trunk"), Dense(4), Output("to")]
[From("trunk"), Dense(1), Output("value")]
[CrossEntropy(On = "from"), CrossEntropy(On = "to"), MeanSquaredError(On = "value")]
public sealed partial class TwoMoves;

[Network, Input(5), Dense(7), Tanh, Dense(3), CrossEntropy(Targets = Targets.Probabilities)]
public sealed partial class Shares;
