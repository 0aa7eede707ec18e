namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Mutates the seeds of one kind and judges what comes of it; the same seed gives the same mutants.</summary>
internal sealed class Fuzzer(Target target, int seed)
{
    /// <summary>So many mutants are kept to be changed further, of at most so many bytes.</summary>
    private const int MostKept = 400, MostBytesKept = 1 << 14;

    /// <summary>Of outcomes that begin alike some are enough: messages quote files.</summary>
    private const int MostAlike = 16, Alike = 48;

    private readonly byte[][] seeds = target.Seeds();
    private readonly List<byte[]> kept = [];
    private readonly HashSet<string> outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> alike = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Mutator mutator = new(target);

    /// <summary>How often each outcome was met that is not a refusal, and how often one that is.</summary>
    public (long Read, long Refused) Counts { get; private set; }

    /// <summary>The outcomes that were told apart.</summary>
    public int Outcomes => outcomes.Count;

    /// <summary>The mutant of a number, as it is before <see cref="Target.Packed"/>; which mutants were kept before decides too.</summary>
    public byte[] Mutant(long number)
    {
        var random = new Random(unchecked((int)(seed * 1_000_003L + number)));
        var from = kept.Count > 0 && random.Next(2) == 0 ? kept[random.Next(kept.Count)] : seeds[random.Next(seeds.Length)];
        return mutator.Mutate(from, kept.Count > 0 && random.Next(2) == 0 ? kept : seeds, random);
    }

    /// <summary>Judges the mutants of some numbers; tells each new kind of finding, made small.</summary>
    public void Run(long first, long count, WatchedRun watched, Action<long, Finding, byte[]> tell)
    {
        for (var number = first; number < first + count && watched.Goes; number++)
        {
            var content = Mutant(number);
            var file = target.Packed(content);
            watched.Begin(number, file);
            var verdict = Judge.Of(target, file);
            Counts = verdict.Outcome.StartsWith("read", StringComparison.Ordinal) ? (Counts.Read + 1, Counts.Refused) : (Counts.Read, Counts.Refused + 1);
            if (verdict.Found is { } found)
                Report(number, found, content, tell);
            else if (outcomes.Add(verdict.Outcome) && kept.Count < MostKept && content.Length <= MostBytesKept && IsRare(verdict.Outcome))
                kept.Add(content);
        }
    }

    private bool IsRare(string outcome)
    {
        var start = outcome[..Math.Min(Alike, outcome.Length)];
        alike[start] = alike.GetValueOrDefault(start) + 1;
        return alike[start] <= MostAlike;
    }

    private void Report(long number, Finding found, byte[] content, Action<long, Finding, byte[]> tell)
    {
        if (known.Add(found.Kind))
            tell(number, found, target.Packed(Reducer.Reduce(target, content, smaller => Judge.Of(target, target.Packed(smaller)).Found?.Kind == found.Kind)));
    }
}
