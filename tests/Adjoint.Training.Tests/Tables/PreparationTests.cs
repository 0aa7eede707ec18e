using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Preparations: learnt from the training part, applied to every part.</summary>
public sealed class PreparationTests
{
    private static PreparationPlan Plan(PreparationPlan plan) => plan.Standardize().OneHot().FillMissing();

    [Fact]
    public void Standardised_numbers_have_mean_0_and_deviation_1()
    {
        var data = Preparation.Fit(Read(), Plan).Apply(Read());
        foreach (var column in new[] { 0, 1 })
        {
            var numbers = Enumerable.Range(0, data.Rows).Select(row => (double)Row(data, row)[column]).ToList();
            Assert.Equal(0, numbers.Average(), 1e-5);
            // The three missing masses are the mean; the others have the deviation 1.
            Assert.Equal(1, Math.Sqrt(numbers.Sum(static n => n * n) / (column == 0 ? 200 : 203)), 1e-4);
        }
        Assert.Equal(0, Row(data, 3)[0], 1e-6f);
    }

    [Fact]
    public void One_hot_categories_are_in_order_and_an_unknown_one_is_0_in_all()
    {
        var prepare = Preparation.Fit(Table.ParseCsv("x,sex\n1,m\n2,f\n3,m\n"), static p => p.OneHot("sex"));
        Assert.Equal([5, 0, 1], prepare.Apply(new TableRow { ["x"] = 5, ["sex"] = "m" }));
        Assert.Equal([5, 0, 0], prepare.Apply(new TableRow { ["x"] = 5, ["sex"] = "d" }));
        var data = prepare.Apply(Table.ParseCsv("sex,x\nd,1\nf,2\nd,3\n"));
        Assert.Equal(2, data.Unknown["sex"]);
        Assert.Equal([2, 1, 0], Row(data, 1));
    }

    [Fact]
    public void Tokens_are_an_input_of_their_own_in_which_0_is_unknown()
    {
        var prepare = Preparation.Fit(Table.ParseCsv("x,Home Town,k\n1,Rome,a\n2,Bonn,b\n"), static p => p.Tokens("Home Town").OneHot());
        Assert.Equal(["x [3]", "homeTown of 3"], prepare.Inputs.Select(static port => port.ToString()));
        var data = prepare.Apply([new TableRow { ["x"] = 1, ["Home Town"] = "Rome", ["k"] = "a" }, new TableRow { ["x"] = 1, ["Home Town"] = "Oslo", ["k"] = "a" }]);
        Assert.Equal([2, 0], data.Dataset.ToBatch()["homeTown"].Indices.ToArray());
        Assert.Contains("tokens of 'Home Town'", Refusal<InvalidOperationException>(() => prepare.Apply(new TableRow { ["x"] = 1, ["Home Town"] = "Rome", ["k"] = "a" })));
    }

    [Fact]
    public void A_preparation_says_what_a_network_has_to_declare()
    {
        var table = Read().Ignore("Seen", "Sex");
        Assert.Equal(
            "2 numbers in 'x', an index of 4 in 'colour', 3 classes of 'Kind': 'goat', 'sheep', 'yak'. They come from 'Mass', 'Length', 'Colour'.",
            Preparation.Fit(table, static p => p.Standardize().Tokens("Colour").FillMissing()).ToString());
        Assert.Equal("1 number in 'x', the numbers 'y', 'z'. They come from 'x'.", Preparation.Fit(Table.ParseCsv("x,y,z\n1,2,3\n").Target("y", "z"), static p => p).ToString());
        Assert.Equal("2 numbers in 'x'. They come from 'x', 'y'.", Preparation.Fit(Table.ParseCsv("x,y\n1,2\n"), static p => p).ToString());
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1234567890.123")]
    public void A_constant_column_becomes_0(string constant)
    {
        var text = string.Concat(Enumerable.Repeat($"{constant},1\n", 9));
        var prepare = Preparation.Fit(Table.ParseCsv($"x,y\n{text}{constant},2\n"), static p => p.Standardize());
        var row = prepare.Apply(new TableRow { ["x"] = double.Parse(constant, System.Globalization.CultureInfo.InvariantCulture), ["y"] = 1 });
        Assert.Equal((0f, -1 / 3f), (row[0], row[1]));
        Assert.Equal(0, prepare.Apply(new TableRow { ["x"] = 7, ["y"] = 1 })[0]);
    }

    [Fact]
    public void A_date_is_its_day_and_its_place_in_year_and_week()
    {
        var prepare = Preparation.Fit(Table.ParseCsv("when\n2026-01-01\n2026-07-02\n"), static p => p);
        var january = prepare.Apply(new TableRow { ["when"] = new DateTime(2027, 1, 1) });
        Assert.Equal(5, january.Length);
        Assert.Equal((new DateTime(2027, 1, 1) - DateTime.UnixEpoch).TotalDays, january[0]);
        Assert.Equal((0f, 1f), (january[1], january[2]));
        // The last of December is next to the first of January, though 364 days away.
        var december = prepare.Apply(new TableRow { ["when"] = "2026-12-31" });
        Assert.True(Math.Abs(december[1] - january[1]) < 0.03 && Math.Abs(december[2] - january[2]) < 0.03);
        // A Friday and the next one are the same place in the week.
        Assert.Equal(january[3..], prepare.Apply(new TableRow { ["when"] = "2027-01-08" })[3..]);
        Assert.Equal(7, Preparation.Fit(Table.ParseCsv("when\n2026-01-01T12:30:00\n"), static p => p).FeatureCount);
    }

    [Fact]
    public void A_missing_target_can_only_be_dropped()
    {
        var table = Table.ParseCsv("x,y\n1,2\n3,\n5,6\n").Target("y");
        var message = Refusal<InvalidDataException>(() => Preparation.Fit(table, static p => p.FillMissing()));
        Assert.Contains("Values are missing in 1 of 3 rows: 1 in 'y'; the first at 'text', line 3. A label or target cannot be filled: write DropMissing() in the preparation.", message);
        Assert.Equal(2, Preparation.Fit(table, static p => p.FillMissing().DropMissing()).Apply(table).Rows);
    }

    [Fact]
    public void Missing_values_are_counted_unless_they_are_filled_or_dropped()
    {
        var table = Read();
        var message = Refusal<InvalidDataException>(() => Preparation.Fit(table, static p => p.Standardize().OneHot()));
        Assert.Contains("Values are missing in 7 of 203 rows: 3 in 'Mass', 4 in 'Sex'; the first at 'text', line 5. Write FillMissing() or DropMissing()", message);

        var filled = Preparation.Fit(table, Plan).Apply(table);
        Assert.Equal(203, filled.Rows);
        Assert.Equal([0, 0], Row(filled, 7)[2..4]);
        Assert.All(filled.Unknown, static column => Assert.Equal(0, column.Value));

        var dropping = Preparation.Fit(table, static p => p.Standardize().OneHot().DropMissing());
        Assert.Equal(203 - 7, dropping.Apply(table).Rows);
        Assert.Contains(
            "the value is missing",
            Refusal<InvalidDataException>(
                () => dropping.Apply(new TableRow { ["Mass"] = Cell.Missing, ["Length"] = 1, ["Sex"] = "f", ["Colour"] = "black", ["Seen"] = "2024-02-01" })));
        Assert.Contains("1 in 'Sex'", Refusal<InvalidDataException>(() => Preparation.Fit(table.Take([0, 7]), static p => p.OneHot())));
    }

    [Fact]
    public void Categories_of_which_nothing_is_said_are_refused() =>
        Assert.Contains(
            "'Sex' holds categories, which a network cannot read; write OneHot(\"Sex\")",
            Refusal<ArgumentException>(static () => Preparation.Fit(Read(), static p => p.FillMissing().Standardize())));

    /// <summary>Standardised before the split, a table lets the rows that judge shape the numbers that are learnt from.</summary>
    [Fact]
    public void Nothing_is_learnt_from_the_rows_that_judge()
    {
        var (training, _) = Read().Split(0.8, seed: 1);
        var rows = Animals().Split('\n');
        var kept = Enumerable.Range(0, training.Rows).Select(row => training.Columns[0][row].ToString()).ToHashSet();
        var changed = rows.Select((line, i) =>
            i == 0 || line.Length == 0 || kept.Contains(line.Split(',')[0])
                ? line
                : line.Replace("black", "violet", StringComparison.Ordinal).Replace(",1000000.", ",7", StringComparison.Ordinal));
        var other = Table.ParseCsv(string.Join('\n', changed)).Label("Kind").Ignore("Name", "Herd").Split(0.8, seed: 1).Training;
        using var scratch = new ScratchDirectory();
        Preparation.Fit(training, Plan).Save(scratch.File("a.json"));
        Preparation.Fit(other, Plan).Save(scratch.File("b.json"));
        Assert.Equal(File.ReadAllText(scratch.File("a.json")), File.ReadAllText(scratch.File("b.json")));
    }

    [Fact]
    public void What_is_prepared_cannot_be_split()
    {
        Assert.DoesNotContain(typeof(PreparedData).GetMembers(), static m => m.Name.Contains("Split", StringComparison.Ordinal) || m.Name.Contains("Fold", StringComparison.Ordinal));
        var data = Preparation.Fit(Read(), Plan).Apply(Read());
        Assert.Contains("split the table", Refusal<InvalidOperationException>(() => data.Dataset.Split(0.8, seed: 1)));
        Assert.Contains("split the table", Refusal<InvalidOperationException>(() => data.Dataset.Take(9).Split(0.8, seed: 1)));
    }

    [Fact]
    public void Both_parts_of_a_split_know_their_classes_and_what_they_have_that_is_new()
    {
        var table = Table.ParseCsv("x,sex,kind\n1,m,goat\n2,f,yak\n3,m,goat\n4,d,yak\n5,d,goat\n").Label("kind");
        var parts = table.SplitInOrder(0.6);
        var prepared = Preparation.Fit(parts.Training, static p => p.OneHot()).Apply(parts);
        Assert.Equal((3, 2), (prepared.Training.Rows, prepared.Validation.Rows));
        Assert.Equal((0, 2), (prepared.Training.Unknown["sex"], prepared.Validation.Unknown["sex"]));
        Assert.Equal(["goat", "yak"], prepared.Validation.Classes);
        Assert.Equal([2, 1], prepared.Training.ClassCounts);

        // A run takes them as they come, and after they were taken apart.
        var (training, validation) = prepared;
        TrainingData whole = prepared, apart = (training, validation);
        Assert.Equal((whole.Training, whole.Validation), (apart.Training, apart.Validation));
        Assert.Equal((training.Dataset, validation.Dataset), (whole.Training, whole.Validation));
    }

    [Fact]
    public void Columns_that_differ_from_those_fitted_to_are_refused_with_both_lists()
    {
        var prepare = Preparation.Fit(Read(), Plan);
        var renamed = Table.ParseCsv(Animals().Replace("Mass", "Maß", StringComparison.Ordinal)).Ignore("Name", "Herd", "Kind");
        var lacking = Refusal<ArgumentException>(() => prepare.Apply(renamed));
        Assert.Contains("There is no column 'Mass'", lacking);
        Assert.Contains("The columns are 'Name', 'Maß'", lacking);
        Assert.Contains("It was fitted to 'Mass', 'Length', 'Sex', 'Colour', 'Seen'", lacking);
        Assert.Contains("columns that the preparation was not fitted to: 'Name'", Refusal<ArgumentException>(() => prepare.Apply(Table.ParseCsv(Animals()).Ignore("Herd").Label("Kind"))));
        Assert.Contains(
            "held categories when the preparation was fitted, and holds numbers",
            Refusal<ArgumentException>(() => prepare.Apply(Table.ParseCsv("Mass,Length,Sex,Colour,Seen\n1,1,1,x,2024-01-01\n"))));
        Assert.Contains("There is no column 'Lenght'; did you mean 'Length'?", Refusal<ArgumentException>(() => prepare.Apply(new TableRow { ["Lenght"] = 1 })));
        Assert.Contains("has no 'Length'; it has 'Mass'", Refusal<ArgumentException>(() => prepare.Apply(new TableRow { ["Mass"] = 1 })));
    }

    [Fact]
    public void A_row_becomes_the_same_numbers_as_in_a_table_and_columns_may_be_in_any_order()
    {
        var prepare = Preparation.Fit(Read(), Plan);
        var data = prepare.Apply(Read());
        var line = Animals().Split('\n')[1].Split(',');
        var row = new TableRow
        {
            ["Seen"] = line[5],
            ["Colour"] = line[4],
            ["Mass"] = double.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture),
            ["Sex"] = line[3],
            ["Length"] = line[2],
        };
        Assert.Equal(Row(data, 0), prepare.Apply(row));
        var reordered = string.Join('\n', Animals().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => string.Join(',', l.Split(',').Reverse())));
        Assert.Equal(Row(data, 5), Row(prepare.Apply(Table.ParseCsv(reordered).Label("Kind").Ignore("Name", "Herd")), 5));
    }

    [Fact]
    public void Targets_are_restored_to_their_own_units()
    {
        var table = Table.ParseCsv("x,y,z\n1,100,5\n2,200,5\n3,300,5\n").Target("y", "z");
        var prepare = Preparation.Fit(table, static p => p.Standardize().StandardizeTargets());
        var targets = prepare.Apply(table).Dataset.Target(2).ToArray();
        Assert.Equal(1.2247449f, targets[0], 1e-6f);
        prepare.Restore(targets);
        Assert.Equal([300, 5], targets);
    }

    [Fact]
    public void Classes_that_are_numbers_are_in_the_order_of_numbers()
    {
        var table = Table.ParseCsv("x,digit\n1,10\n2,9\n3,0\n").Label("digit");
        var prepare = Preparation.Fit(table, static p => p);
        Assert.Equal(["0", "9", "10"], prepare.Classes);
        Assert.Equal("10", prepare.ClassOf([0, 1, 2]));
        Assert.Equal(2, prepare.Apply(table).Dataset.Label(0));
    }

    internal static float[] Row(PreparedData data, int row)
    {
        var x = new float[data.Dataset.InputColumns[0].Port.Size];
        data.Dataset.CopyRow("x", row, x);
        return x;
    }
}
