using System.Globalization;
using System.Text;

namespace Adjoint.Training.Tests.Tables;

[Network, Input(3), Dense(8), Tanh, Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)]
public sealed partial class Survival;

[Network, Input(3), Dense(8), Tanh, Dense(3), BinaryCrossEntropy(Targets = Targets.Classes)]
public sealed partial class ThreeAnswers;

/// <summary>A column of two categories is the label of a binary classifier.</summary>
public sealed class BinaryTableTests
{
    [Fact]
    public void From_a_table_to_the_name_of_a_class()
    {
        var (training, test) = Passengers().Split(0.8, seed: 1, stratify: true);
        var prepare = Preparation.Fit(training, static p => p.Standardize().OneHot("sex"));
        var run = Trainer.Fit(new Survival(seed: 1), prepare.Apply(training), new() { Optimizer = new Adam(1e-2f), Epochs = 30, Display = ProgressDisplay.None });
        var accuracy = run.Evaluate(prepare.Apply(test)).Accuracy;
        Assert.True(accuracy > 0.95, $"The accuracy is {accuracy}.");

        prepare.Check(run.Network);
        var (logit, probability) = (new float[1], new float[1]);
        run.Network.Predict(prepare.Apply(new TableRow { ["age"] = 30, ["sex"] = "f" }), logit);
        run.Network.Probabilities(prepare.Apply(new TableRow { ["age"] = 30, ["sex"] = "f" }), probability);
        Assert.Equal(["no", "yes"], prepare.Classes);
        Assert.Equal(("yes", true), (prepare.ClassOf(logit), probability[0] > 0.9f));
        run.Network.Predict(prepare.Apply(new TableRow { ["age"] = 30, ["sex"] = "m" }), logit);
        Assert.Equal("no", prepare.ClassOf(logit));
        Assert.Equal("The logit for 'yes' is NaN, which is not an answer. (Parameter 'outputs')", Tables.Refusal<ArgumentException>(() => prepare.ClassOf([float.NaN])));
    }

    [Fact]
    public void A_network_that_wants_several_labels_a_row_does_not_fit()
    {
        var prepare = Preparation.Fit(Passengers(), static p => p.Standardize().OneHot("sex"));
        Assert.Contains(
            "'ThreeAnswers' tells 3 indices of 2 in 'labels', and the preparation gives 2 classes of 'survived': 'no', 'yes'",
            Tables.Refusal<ArgumentException>(() => prepare.Check(new ThreeAnswers())));
    }

    [Fact]
    public void Words_in_a_column_of_targets_are_refused_with_what_takes_them()
    {
        var table = Table.ParseCsv("age,survived\n3,yes\n4,no\n");
        Assert.Equal(
            "'text', line 2, column 'survived' (2): 'yes' is not a finite number. Correct it, add it to TableOptions.Missing, or write Label(\"survived\") if the column names classes.",
            Tables.Refusal<InvalidDataException>(() => table.Target("survived")));
    }

    /// <summary>Women survive, and so does every tenth man.</summary>
    private static Table Passengers()
    {
        var text = new StringBuilder("age,sex,survived\n");
        for (var row = 0; row < 203; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row * 7 % 60},{(row % 3 == 0 ? "f" : "m")},{(row % 3 == 0 || row % 60 == 31 ? "yes" : "no")}\n");
        return Table.ParseCsv(text.ToString()).Label("survived");
    }
}
