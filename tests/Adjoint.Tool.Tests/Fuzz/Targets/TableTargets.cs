using System.Text;
using Adjoint.Data;
using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Tables as CSV, what a search has kept as CSV, and the JSON of a preparation.</summary>
internal static class TableTargets
{
    private static readonly string[] tables =
    [
        "species,length,weight\nAdelie,39.1,3750\nGentoo,47.5,5400\nAdelie,,3800\nGentoo,46.1,NA\n",
        "day;name;\"a \"\"b\"\"\";y\r\n2026-11-28;x;1.5;1\r\n2026-11-29T17:30:00;\"y\nz\";-2e3;0\r\n",
        "a\tb\n1\t2\n3\t4\n", "\uFEFFé,ü\n1,2\n", "a|b|c\n1|2|x\n2|3|y\n", "a\n1\n2\n", "a,b\n\"1\",\"2\"\n,\n",
    ];

    public static IEnumerable<Target> All()
    {
        yield return new Target("csv", () => [.. tables.Select(Encoding.UTF8.GetBytes)], ReadTable, typeof(InvalidDataException))
        {
            Words = [",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", "\uFEFF", "NA", "NaN", "1e999", "2026-02-30", "2026-11-28", "9999-12-31T23:59:59", "0001-01-01", "\0", "é", "length", "#", "'", " "],
            Share = 8,
        };
        yield return new Target("trials", () => [Trials()], ReadTrials, typeof(InvalidDataException)) { Words = [",", "\n", "\"", "NaN", "score", "completed", "-1", "1e300", "0.001"] };
        yield return new Target("preparation", Preparations, ReadPreparation, typeof(ModelFileException))
        {
            Words =
            [
                "\"name\"", "\"kind\"", "\"number\"", "\"date\"", "\"category\"", "\"fills\"", "\"mean\"", "\"deviation\"", "\"fill\"", "\"times\"", "\"as\"", "\"tokens\"", "\"one-hot\"", "\"categories\"",
                "\"columns\"", "\"targets\"", "\"label\"", "\"classes\"", "\"dropsMissing\"", "\"adjointPreparation\"", "\"weights\"", "true", "false", "null", "[", "]", "{", "}", ",", ":", "\\ud800", "\\u0000",
            ],
            Share = 8,
        };
    }

    private static string ReadTable(byte[] file)
    {
        var path = Scratch.File("table.csv", file);
        var table = Table.ReadCsv(path);
        var parts = Table.ReadCsvInParts(path, 2).Sum(static part => part.Rows);
        if (parts != table.Rows)
            throw new InvalidOperationException($"The table has {table.Rows} rows, and its parts have {parts}.");
        try
        {
            var labelled = table.Label(table.Names[^1]);
            var data = Preparation.Fit(labelled, static p => p.Standardize().OneHot().FillMissing()).Apply(labelled);
            return $"{string.Join(' ', table.Columns.Select(static c => c.Kind))}, {(data.Rows > 0 ? "some" : "no")} rows";
        }
        catch (Exception fault) when (fault.GetType() == typeof(ArgumentException) || fault is InvalidDataException)
        {
            return $"{string.Join(' ', table.Columns.Select(static c => c.Kind))}, not prepared: {fault.Message}";
        }
    }

    private static SearchSpace Space()
    {
        var space = new SearchSpace();
        space.Logarithmic("rate", 1e-4f, 1e-1f);
        space.Whole("width", 1, 9);
        space.Choice("name", "a,b", "c\"d");
        return space;
    }

    private static Trial TrialOf(IReadOnlyList<Hyperparameter> space, int number, int epochs) =>
        new(number, space, [.. space.Select(setting => setting.OfGrid(0))]) { Epochs = epochs };

    private static byte[] Trials()
    {
        var space = Space().Hyperparameters;
        return Encoding.UTF8.GetBytes(TrialTable.Csv(space, Enumerable.Range(0, 3).Select(i => new TrialRecord(TrialOf(space, i, 2), 0.5 * i, TimeSpan.FromSeconds(i), "completed")), true));
    }

    private static string ReadTrials(byte[] file)
    {
        var space = Space().Hyperparameters;
        var (trials, isHigherBetter) = TrialTable.Read(Encoding.UTF8.GetString(file), "file", space, (number, epochs) => TrialOf(space, number, epochs));
        return $"{trials.Count} trials, {isHigherBetter}: {TrialTable.Csv(space, trials, isHigherBetter).Length}";
    }

    private static byte[][] Preparations()
    {
        var (table, dates) = (Table.ParseCsv(tables[0]), Table.ParseCsv(tables[1]));
        return
        [
            Saved(Preparation.Fit(table.Label("species"), static p => p.Standardize().FillMissing())),
            Saved(Preparation.Fit(table.Target("length").Take([0, 1]), static p => p.OneHot().FillMissing().StandardizeTargets())),
            Saved(Preparation.Fit(dates.Target("y"), static p => p.Tokens().FillMissing())),
        ];
    }

    private static byte[] Saved(Preparation preparation)
    {
        var path = Scratch.File("preparation.json", []);
        preparation.Save(path);
        return File.ReadAllBytes(path);
    }

    private static string ReadPreparation(byte[] file)
    {
        var preparation = PreparationFile.Read(new MemoryStream(file), "file", network: null);
        _ = preparation.ToString();
        if (!preparation.IsSame(PreparationFile.Read(new MemoryStream(Saved(preparation)), "file", network: null)))
            throw new InvalidOperationException("The preparation is another one after it was saved.");
        var row = new TableRow();
        foreach (var column in preparation.Columns)
            row[column.Name] = column.Kind switch { ColumnKind.Number => 1.5, ColumnKind.Date => new DateTime(2026, 11, 28), _ => "Adelie" };
        try
        {
            return $"{preparation.Apply([row]).Rows} rows of {string.Join(' ', preparation.Columns.Select(static c => c.Kind))}";
        }
        catch (Exception fault) when (fault.GetType() == typeof(ArgumentException) || fault is InvalidDataException)
        {
            return $"not applied: {fault.Message}";
        }
    }
}
