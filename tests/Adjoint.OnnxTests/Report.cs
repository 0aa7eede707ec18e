namespace Adjoint.OnnxTests;

/// <summary>Prints the counts, and holds the list of passed tests: it may only grow.</summary>
internal static class Report
{
    public static int Write(IReadOnlyList<Outcome> outcomes, bool isPart, bool accepts, string folder)
    {
        _ = Counts(outcomes);
        var mine = outcomes.Where(static o => o.Case.IsInVocabulary).ToList();
        Console.WriteLine($"{mine.Count,5} of floats, with operators of the table; {mine.Count(static o => o.Kind == Kind.Passed)} of them passed");
        var layers = mine.Where(static o => o.Case.IsOfLayers).ToList();
        Console.WriteLine($"{layers.Count,5} of 32-bit floats, with operators that are layers of the language; {layers.Count(static o => o.Kind == Kind.Passed)} of them passed");
        var outside = outcomes.Where(static o => o.Kind == Kind.Outside)
            .SelectMany(static o => o.Case.Operators.Where(static op => !Tool.Import.Layers.LayerTable.Operators.Contains(op)))
            .GroupBy(static op => op);
        Console.WriteLine(
            $"Outside: {string.Join(", ", outside.OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).Select(static g => $"{g.Key} {g.Count()}"))}");

        var passesPath = Path.Combine(folder, "passes.txt");
        var before = File.Exists(passesPath) ? File.ReadAllLines(passesPath) : [];
        var passed = outcomes.Where(static o => o.Kind == Kind.Passed).Select(static o => o.Case.Name).ToList();
        var lost = before.Except(passed).Where(name => !isPart || outcomes.Any(o => o.Case.Name == name)).ToList();
        foreach (var name in lost)
            Console.Error.WriteLine($"'{name}' passed before, and does not now.");
        if (accepts)
        {
            File.WriteAllText(passesPath, string.Concat(before.Union(passed).Order(StringComparer.Ordinal).Select(static name => $"{name}\n")));
            if (!isPart)
                File.WriteAllText(Path.Combine(folder, "exceptions.md"), Exceptions(mine, [.. outcomes.Where(static o => !o.Case.IsInVocabulary && o.Case.HasKnownOperators)]));
        }
        else if (passed.Except(before).ToList() is { Count: > 0 } gained)
        {
            Console.WriteLine($"{gained.Count} pass that are not in passes.txt; --accept adds them.");
        }
        return lost.Count > 0 ? 1 : 0;
    }

    /// <summary>Prints what became of networks that were written and read again, and holds the list of those that do not come back: each has its reason there, and no other fails.</summary>
    public static int RoundTrip(IReadOnlyList<Outcome> outcomes, string path)
    {
        _ = Counts(outcomes);
        var reasons = File.ReadLines(path)
            .Select(static line => line.Split(" | "))
            .Where(static row => row.Length == 2 && row[0].StartsWith("| `", StringComparison.Ordinal))
            .Select(static row => row[0][3..^1])
            .ToHashSet();
        var failed = outcomes.Where(static o => o.Kind != Kind.Passed).Select(static o => ((OwnCase)o.Case).Declaration).ToHashSet();
        var passed = outcomes.Where(static o => o.Kind == Kind.Passed).Select(static o => ((OwnCase)o.Case).Declaration).ToHashSet();
        var (unknown, gone) = (failed.Except(reasons).ToList(), reasons.Intersect(passed).ToList());
        foreach (var declaration in unknown)
            Console.Error.WriteLine($"'{declaration}' does not come back, and {Path.GetFileName(path)} gives no reason.");
        foreach (var declaration in gone)
            Console.Error.WriteLine($"'{declaration}' comes back; remove it from {Path.GetFileName(path)}.");
        return unknown.Count + gone.Count > 0 ? 1 : 0;
    }

    /// <summary>Prints what became of each test; the exit code says whether all is well.</summary>
    public static int Counts(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(o => o.Kind is Kind.Refused or Kind.DoesNotCompile or Kind.Differs))
            Console.WriteLine($"{outcome.Kind}: {outcome.Case.Name}: {outcome.Message}");
        Console.WriteLine();
        foreach (var kind in outcomes.GroupBy(static o => o.Kind).OrderBy(static g => g.Key))
            Console.WriteLine($"{kind.Count(),5} {kind.Key}");
        return outcomes.Any(static o => o.Kind is Kind.Differs or Kind.DoesNotCompile) ? 1 : 0;
    }

    private static string Exceptions(IEnumerable<Outcome> mine, IEnumerable<Outcome> others) =>
        "# Tests with operators of the table that do not pass\n\nWritten by `--accept`: the reason is what the importer says.\n\n" + Table(mine)
        + "\n## Of numbers that the language does not have\n\nIntegers, true and false, texts, and floats of 16 bits.\n\n" + Table(others);

    private static string Table(IEnumerable<Outcome> outcomes) =>
        "| test | reason |\n|---|---|\n"
            + string.Concat(
                outcomes.Where(static o => o.Kind != Kind.Passed).Select(static o => $"| {o.Case.Name} | {o.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
}
