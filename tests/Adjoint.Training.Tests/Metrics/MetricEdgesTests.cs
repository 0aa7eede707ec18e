namespace Adjoint.Training.Tests.Metrics;

/// <summary>Metrics where there is little to judge, or something odd.</summary>
public sealed class MetricEdgesTests
{
    private static readonly float[] TwoRows = [2, -1, 0, 3];

    public static TheoryData<string> All =>
    [
        .. typeof(Metric).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(Metric)) && t is { IsAbstract: false, IsPublic: true }).Select(static t => t.Name),
    ];

    /// <summary>As <c>Best.Of&lt;Accuracy&gt;()</c> makes one.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Every_metric_can_be_made_without_arguments_and_is_NaN_before_the_first_row(string name)
    {
        var metric = (Metric)Activator.CreateInstance(typeof(Metric).Assembly.GetType($"Adjoint.Training.{name}", throwOnError: true)!)!;
        Assert.True(double.IsNaN(metric.Value), $"{name} of no rows is {metric.Value}.");
        Assert.NotEmpty(metric.Name);
        Assert.Equal(name is not ("LogLoss" or "Perplexity" or "CalibrationError" or "MeanAbsoluteError" or "RootMeanSquaredError"), metric.HigherIsBetter);
        metric.Add(new MetricRows { OutputSize = 2 });
        Assert.True(double.IsNaN(metric.Value));
    }

    /// <summary>Miles per gallon are not a class: a share of rows "classified correctly" would be a number without meaning.</summary>
    [Fact]
    public void Numbers_are_not_judged_as_classes()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Accuracy().Add(new MetricRows { Outputs = [21.5f, 30], Targets = [22, 31], OutputSize = 1, Count = 2 }));
        Assert.Contains(
            "The target of row 0 is 22: a metric of classes needs labels, or targets from 0 to 1. Judge numbers by RootMeanSquaredError or MeanAbsoluteError.",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_ignored_do_not_count()
    {
        var metric = new Accuracy();
        metric.Add(new MetricRows { Outputs = [.. TwoRows, 5, 0, 5, 0], OutputSize = 2, Labels = [0, 0, 1, -1], IgnoreIndex = 1, Count = 4 });
        Assert.Equal(0.5, metric.Value);
    }

    [Fact]
    public void An_output_that_is_NaN_is_no_right_answer()
    {
        var (accuracy, matrix, loss) = (new Accuracy(), new ConfusionMatrix(), new LogLoss());
        Metric[] all = [accuracy, matrix, loss, new CalibrationError(), new RocAuc()];
        foreach (var metric in all)
            metric.Add(new MetricRows { Outputs = [float.NaN, 0, 0, 3], OutputSize = 2, Labels = [0, 1], Count = 2 });
        Assert.Equal((0.5, 0.5, 1, 1), (accuracy.Value, matrix.Value, matrix.Unanswered(0), matrix.Actual(0)));
        Assert.All(all[2..], static metric => Assert.True(double.IsNaN(metric.Value), metric.Name));
    }

    [Fact]
    public void Targets_of_one_number_are_classes_for_metrics_of_classes()
    {
        var metric = new F1(ofClass: 1);
        metric.Add(new MetricRows { Outputs = [2, -1, 0.5f], OutputSize = 1, Targets = [1, 0, 0], Count = 3 });
        Assert.Equal(2.0 / 3, metric.Value, 12);
    }

    [Fact]
    public void Probabilities_are_taken_as_they_are()
    {
        var loss = new LogLoss(OutputKind.Probabilities);
        loss.Add(new MetricRows { Outputs = [0.25f, 0.75f, 1, 0], OutputSize = 2, Labels = [1, 0], Count = 2 });
        Assert.Equal(-Math.Log(0.75) / 2, loss.Value, 12);
        loss.Add(new MetricRows { Outputs = [1, 0], OutputSize = 2, Labels = [1], Count = 1 });
        Assert.Equal(double.PositiveInfinity, loss.Value);
    }

    [Fact]
    public void A_confident_logit_has_a_loss_that_is_neither_lost_nor_infinite()
    {
        var loss = new LogLoss();
        loss.Add(new MetricRows { Outputs = [-80], OutputSize = 1, Labels = [0], Count = 1 });
        Assert.Equal(1, loss.Value / Math.Exp(-80), 1e-12);
        loss.Reset();
        loss.Add(new MetricRows { Outputs = [1e30f, 0], OutputSize = 2, Labels = [1], Count = 1 });
        Assert.Equal(1e30f, loss.Value);
    }

    [Fact]
    public void R_squared_of_equal_targets_is_not_defined()
    {
        var metric = new RSquared();
        metric.Add(new MetricRows { Outputs = [0.1f, 0.3f], OutputSize = 1, Targets = [0.1f, 0.1f], Count = 2 });
        Assert.True(double.IsNaN(metric.Value));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_with_both_numbers()
    {
        var metric = new Accuracy();
        AssertRefused(
            "2 rows of 2 outputs need 2 labels or 4 targets; there are 1 labels and 0 targets",
            () => metric.Add(new MetricRows { Outputs = TwoRows, OutputSize = 2, Labels = [0], Count = 2 }));
        AssertRefused("Label 2 of row 1 is out of range: 2 outputs tell 2 classes apart, 0 to 1", () => metric.Add(new MetricRows { Outputs = TwoRows, OutputSize = 2, Labels = [0, 2], Count = 2 }));
        AssertRefused("accuracy has had rows of 2 outputs, and these have 4", () => metric.Add(new MetricRows { Outputs = TwoRows, OutputSize = 4, Labels = [0], Count = 1 }));
        AssertRefused("compares numbers, and the rows have labels", () => new MeanAbsoluteError().Add(new MetricRows { Outputs = TwoRows, OutputSize = 2, Labels = [0, 1], Count = 2 }));
    }

    [Fact]
    public void The_matrix_is_printed_with_the_names_of_the_classes()
    {
        var matrix = new ConfusionMatrix();
        matrix.Add(new MetricRows { Outputs = TwoRows, OutputSize = 2, Labels = [0, 0], Count = 2 });
        Assert.Equal("     cat  dog\ncat    1    1\ndog    0    0\n", matrix.ToString(["cat", "dog"]));
    }

    private static void AssertRefused(string words, Action act) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message);
}
