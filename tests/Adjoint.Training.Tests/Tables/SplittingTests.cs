using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Tables divided: at random by default, by classes, by groups, and in order.</summary>
public sealed class SplittingTests
{
    [Fact]
    public void A_sorted_table_is_shuffled_when_it_is_split()
    {
        var (training, test) = Read().Split(0.8, seed: 1);
        Assert.Equal((162, 41), (training.Rows, test.Rows));
        // The last rows are all yaks; taken unshuffled, they would be all that is judged.
        Assert.All(test.ClassCounts().Values, static count => Assert.True(count > 0));
        AssertEachRowOnce(Read(), [training, test]);
        Assert.Equal(Names(training), Names(Read().Split(0.8, seed: 1).Training));
        Assert.NotEqual(Names(training), Names(Read().Split(0.8, seed: 2).Training));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.5)]
    [InlineData(0.31)]
    public void A_stratified_split_keeps_the_share_of_each_class_to_one_row(double fraction)
    {
        var table = Read();
        var (training, test) = table.Split(fraction, seed: 3, stratify: true);
        Assert.Equal((int)Math.Round(fraction * table.Rows), training.Rows);
        Assert.All(table.ClassCounts(), c => Assert.InRange(training.ClassCounts()[c.Key] - fraction * c.Value, -1, 1));
        AssertEachRowOnce(table, [training, test]);
    }

    [Fact]
    public void A_part_has_as_many_classes_as_the_whole()
    {
        var (training, _) = Read().SplitInOrder(0.5);
        Assert.Equal(["goat", "sheep", "yak"], training.Columns[^1].Classes);
        Assert.Equal(0, training.ClassCounts()["yak"]);
    }

    [Fact]
    public void In_order_no_row_for_training_is_later_than_one_for_judging()
    {
        var (training, test) = Read().SplitInOrder(0.7, by: "Seen");
        static IEnumerable<DateTime> Seen(Table table) =>
            Enumerable.Range(0, table.Rows).Select(row => DateTime.Parse(table.Columns[5][row].ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(Seen(training).Max() <= Seen(test).Min());
        Assert.Equal(142, training.Rows);
        Assert.Equal(["a0", "a1", "a2"], Names(Read().SplitInOrder(0.7).Training).Take(3));
        Assert.Equal(Names(Read()), [.. Names(Read().SplitInOrder(0.7).Training), .. Names(Read().SplitInOrder(0.7).Validation)]);
        foreach (var fold in Read().FoldsInOrder(4, by: "Seen"))
            Assert.True(Seen(fold.Training).Max() <= Seen(fold.Validation).Min());
    }

    [Fact]
    public void No_group_is_in_both_parts()
    {
        var (training, test) = Read().SplitByGroup("Herd", 0.75, seed: 5);
        AssertApart(training, test);
        Assert.InRange(training.Rows, 152 - 5, 152 + 5);
        AssertEachRowOnce(Read(), [training, test]);
        Assert.All(Read().FoldsByGroup("Herd", 4, seed: 5), static fold =>
        {
            AssertApart(fold.Training, fold.Validation);
            Assert.InRange(fold.Validation.Rows, 203 / 4 - 9, 203 / 4 + 9);
        });

        static void AssertApart(Table a, Table b) => Assert.Empty(Herds(a).Intersect(Herds(b)));
        static IEnumerable<string> Herds(Table table) => Enumerable.Range(0, table.Rows).Select(row => table.Columns[6][row].ToString());
    }

    [Fact]
    public void Each_row_judges_in_one_fold_and_is_learnt_from_in_the_others()
    {
        foreach (var stratify in new[] { false, true })
        {
            var folds = Read().Folds(5, seed: 1, stratify);
            AssertEachRowOnce(Read(), folds.Select(static f => f.Validation));
            Assert.All(folds, fold => AssertEachRowOnce(Read(), [fold.Training, fold.Validation]));
            Assert.All(folds, fold => Assert.InRange(fold.Validation.Rows, 40, 41));
        }
        Assert.All(Read().Folds(5, seed: 1, stratify: true), fold => Assert.InRange(fold.Validation.ClassCounts()["yak"], 4, 4));
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        Assert.Contains("The fraction is 1.5", Refusal<ArgumentOutOfRangeException>(static () => Read().Split(double.Parse("1.5", System.Globalization.CultureInfo.InvariantCulture), seed: 1)));
        Assert.Contains("has no label", Refusal<InvalidOperationException>(static () => Table.ParseCsv(Animals()).Split(0.8, seed: 1, stratify: true)));
        Assert.Contains("204 folds were asked for; there are 203 rows", Refusal<ArgumentOutOfRangeException>(static () => Read().Folds(204, seed: 1)));
        Assert.Contains("column 'Sex': the value is missing", Refusal<InvalidDataException>(static () => Read().SplitByGroup("Sex", 0.5, seed: 1)));
    }

    private static List<string> Names(Table table) => [.. Enumerable.Range(0, table.Rows).Select(row => table.Columns[0][row].ToString())];

    private static void AssertEachRowOnce(Table whole, IEnumerable<Table> parts) => Assert.Equal(Names(whole).Order(), parts.SelectMany(Names).Order());
}
