using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

/// <summary>What does not fit is refused before the first step, with both sides named.</summary>
#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.
public sealed class RefusalTests
{
    [Fact]
    public void Rows_of_another_length() => Refused("The rows have 4 features, and the network reads 5", new Flowers(), new Dataset(new float[40], 4, new int[10]));

    [Fact]
    public void No_rows() => Refused("The data set has no rows", new Flowers(), Rows.Flowers(40).Take(0));

    [Fact]
    public void Columns_of_other_names() => Refused("no column 'clock'; it has 'board' and 'time'", new Player(), new Dataset(
        [Column.Of("board", new float[50], 5), Column.Of("time", new float[20], 2)], [Column.OfLabels("policyLabels", new int[10]), Column.Of("valueTargets", new float[10], 1)]));

    [Fact]
    public void A_column_of_nearly_the_name() => Refused("no column 'clock' (the nearest is 'clok'); it has 'board' and 'clok'", new Player(), new Dataset(
        [Column.Of("board", new float[50], 5), Column.Of("clok", new float[20], 2)], [Column.OfLabels("policyLabels", new int[10]), Column.Of("valueTargets", new float[10], 1)]));

    /// <summary>Left out without a word, a column that was meant to help would never be missed.</summary>
    [Fact]
    public void Columns_that_nothing_reads()
    {
        var (x, more, labels) = (Column.Of("x", new float[50], 5), Column.Of("more", new float[20], 2), Column.OfLabels("labels", new int[10]));
        Refused("The data set has 'x' and 'more', and 'Flowers' reads 'x'. Leave the column 'more' out of the data set, or declare an input for it.", new Flowers(), new Dataset([x, more], [labels]));
        Refused("and 'Flowers' compares its outputs with 'labels'. Leave the column 'more' out of the data set, or declare a loss for it.", new Flowers(), new Dataset([x], [more, labels]));
        Refused("Leave the column 'more' out", new Flowers(), (Rows.Flowers(40), new Dataset([x, more], [labels])));
        Refused("'Measured' reads 'x'. Leave", new Measured(), new MiniBatches(new Dataset([Column.Of("x", new float[20], 2), more], [labels]), 5));
    }

    [Fact]
    public void A_class_that_the_network_has_not() => Refused("Row 2 has 3 in 'labels', and the network knows 0 to 2 and ignores -100", new Flowers(), new Dataset(new float[15], 5, [0, 2, 3]));

    [Fact]
    public void Labels_where_numbers_are_compared() =>
        Refused("The column 'labels' has class labels, and 'Curves' compares its output with 2 numbers", new Curves(), new Dataset(new float[15], 5, [0, 1, 1]));

    [Fact]
    public void Doubles_for_a_network_of_floats() => Refused("'Curves' computes in floats, and the column 'x' is doubles", new Curves(), new Dataset(
        [Column.Of("x", new double[15], 5)], [Column.Of("targets", new float[6], 2)]));

    [Fact]
    public void A_single_row_that_cannot_be_normalised()
    {
        var network = new Normalised(seed: 1);
        var before = Bits.Of(network);
        Refused("set DropLast = true", network, Rows.Flowers(12));
        Assert.Equal(before, Bits.Of(network));
        Assert.Equal(0, network.TrainingStep);
        Trainer.Fit(network, Rows.Flowers(12), FitTests.Quiet() with { DropLast = true });
    }

    [Fact]
    public void An_optimizer_of_another_network()
    {
        var options = FitTests.Quiet();
        Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(40), options);
        var fault = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new Curves(seed: 1), Rows.Curves(40), options));
        Assert.Contains("belongs to network 'Flowers'", fault.Message);
        Assert.Contains("'Curves'", fault.Message);
    }

    [Theory]
    [InlineData("Stop")]
    [InlineData("Keep")]
    [InlineData("Plateau")]
    [InlineData("Metrics")]
    public void A_judgement_without_rows_to_judge_by(string asking)
    {
        var options = FitTests.Quiet();
        options = asking switch
        {
            "Stop" => options with { Stop = EarlyStopping.After(3) },
            "Keep" => options with { Keep = Best.Of<Accuracy>() },
            "Plateau" => options with { Plateau = Plateau.After(3) },
            _ => options with { Metrics = [new Accuracy()] },
        };
        Refused($"{asking} needs rows to judge by, and the data has no validation part", new Flowers(), Rows.Flowers(40), options);
    }

    [Fact]
    public void Rows_to_judge_by_that_do_not_fit() =>
        Refused("The rows have 4 features, and the network reads 5", new Flowers(), (Rows.Flowers(40), new Dataset(new float[40], 4, new int[10])));

    private static void Refused(string message, ITrainable network, TrainingData data, TrainingOptions? options = null)
    {
        var steps = 0;
        options = (options ?? FitTests.Quiet()) with { StepEnded = _ => steps++ };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, options)).Message);
        Assert.Equal(0, steps);
    }
}
