namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>A short look for files that are too much for their readers, always the same; <c>dotnet run -c Release --project tests/Adjoint.Tool.Tests -- fuzz</c> looks on.</summary>
public sealed class FuzzTests
{
    private const int Mutants = 200;

    public static TheoryData<string> Kinds => [.. Targets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Files_are_read_or_refused_in_words_in_time_and_without_much_memory(string kind)
    {
        List<string> findings = [];
        var fuzzer = new Fuzzer(Targets.Named(kind), seed: 1);
        var hanging = WatchedRun.Do(watched => fuzzer.Run(0, Mutants, watched, (number, found, file) => findings.Add($"Mutant {number}: {found.Kind}\n{found.Details}\n{Convert.ToHexString(file)}")));
        Assert.True(hanging is null, $"Mutant {hanging?.Number} does not end.");
        Assert.Empty(findings);
        Assert.True(fuzzer.Outcomes > 1, "All mutants had one outcome: they do not reach the reader.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sound_file_is_read(string kind)
    {
        var target = Targets.Named(kind);
        var outcomes = target.Seeds().Select(seed => Judge.Of(target, target.Packed(seed))).ToList();
        Assert.All(outcomes, static verdict => Assert.True(verdict.Found is null, verdict.Found?.ToString()));
        Assert.Contains(outcomes, static verdict => verdict.Outcome.StartsWith("read", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_found_before_is_mended(string kind)
    {
        var target = Targets.Named(kind);
        foreach (var path in Corpus.Files(target))
        {
            var found = default(Finding);
            Assert.True(WatchedRun.Do(_ => found = Judge.Of(target, File.ReadAllBytes(path)).Found) is null, $"{path} does not end.");
            Assert.True(found is null, $"{path}: {found?.Kind}\n{found?.Details}");
        }
    }
}
