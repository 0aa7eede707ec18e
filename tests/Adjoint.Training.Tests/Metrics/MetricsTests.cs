namespace Adjoint.Training.Tests.Metrics;

/// <summary>Every metric against scikit-learn's value (tests/Golden/metrics.py), whatever the size of the batches that rows come in.</summary>
public sealed class MetricsTests
{
    private static readonly Dictionary<string, Func<Metric>> Metrics = new()
    {
        ["Accuracy"] = static () => new Accuracy(),
        ["BalancedAccuracy"] = static () => new BalancedAccuracy(),
        ["TopAccuracy3"] = static () => new TopAccuracy(3),
        ["LogLoss"] = static () => new LogLoss(),
        ["Perplexity"] = static () => new Perplexity(),
        ["Precision.macro"] = static () => new PrecisionScore(),
        ["Precision.micro"] = static () => new PrecisionScore(Averaging.Micro),
        ["Precision.class1"] = static () => new PrecisionScore(ofClass: 1),
        ["Recall.macro"] = static () => new RecallScore(),
        ["Recall.micro"] = static () => new RecallScore(Averaging.Micro),
        ["Recall.class1"] = static () => new RecallScore(ofClass: 1),
        ["F1.macro"] = static () => new F1(),
        ["F1.micro"] = static () => new F1(Averaging.Micro),
        ["F1.class1"] = static () => new F1(ofClass: 1),
        ["RocAuc"] = static () => new RocAuc(),
        ["PrAuc"] = static () => new PrAuc(),
        ["CalibrationError"] = static () => new CalibrationError(),
        ["MeanAbsoluteError"] = static () => new MeanAbsoluteError(),
        ["RootMeanSquaredError"] = static () => new RootMeanSquaredError(),
        ["RSquared"] = static () => new RSquared(),
    };

    public static TheoryData<string, string> Cases => new()
    {
        { "classes", "binary" }, { "classes", "binaryWeighted" }, { "classes", "two" }, { "classes", "five" }, { "classes", "fiveWeighted" }, { "classes", "absent" },
        { "numbers", "one" }, { "numbers", "three" }, { "numbers", "threeWeighted" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_those_of_scikit_learn(string kind, string name)
    {
        var rows = MetricCase.Of(kind, name);
        Assert.NotEmpty(rows.Values);
        foreach (var (metric, expected) in rows.Values)
        {
            var actual = rows.Judge(Metrics[metric](), batchSize: 37);
            // Weights are floats here, and doubles there.
            Assert.True(
                Math.Abs(actual - expected) <= (rows.Weights.Length > 0 ? 1e-7 : 1e-11) * Math.Max(1, Math.Abs(expected)),
                $"{metric} of '{name}' is {actual:R}, and scikit-learn's {expected:R}.");
        }
    }

    [Fact]
    public void Every_metric_is_compared() =>
        Assert.Empty(Metrics.Keys.Except(Cases.SelectMany(static c => MetricCase.Of((string)c[0], (string)c[1]).Values.Keys)));

    /// <summary>A mean of the batches' means would depend on how rows are cut, the last batch being shorter.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_batch_size_gives_an_equal_number(string kind, string name)
    {
        var rows = MetricCase.Of(kind, name);
        foreach (var metric in rows.Values.Keys.Select(static key => Metrics[key]()))
        {
            var whole = rows.Judge(metric, MetricCase.Rows);
            Assert.All([1, 7, 64, 100, 202], size => Assert.Equal(BitConverter.DoubleToInt64Bits(whole), BitConverter.DoubleToInt64Bits(rows.Judge(metric, size))));
        }
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("five")]
    [InlineData("fiveWeighted")]
    [InlineData("absent")]
    public void The_confusion_matrix_is_that_of_scikit_learn(string name)
    {
        var (rows, matrix) = (MetricCase.Of("classes", name), new ConfusionMatrix());
        Assert.Equal(rows.Values["Accuracy"], rows.Judge(matrix, 37), 6);
        for (var i = 0; i < rows.Matrix.Length; i++)
            Assert.Equal(rows.Matrix[i], matrix[i / matrix.Classes, i % matrix.Classes], 4);
        Assert.Equal(rows.Matrix.Sum(), Enumerable.Range(0, matrix.Classes).Sum(matrix.Actual), 4);
    }

    [Fact]
    public void A_ranking_says_how_many_bytes_its_scores_take()
    {
        var (rows, metric) = (MetricCase.Of("classes", "five"), new RocAuc());
        Assert.Equal(0, metric.Bytes);
        rows.Judge(metric, 37);
        Assert.InRange(metric.Bytes, MetricCase.Rows * (5 * 8 + 8 + 4), 2 * MetricCase.Rows * (5 * 8 + 8 + 4));
    }
}
