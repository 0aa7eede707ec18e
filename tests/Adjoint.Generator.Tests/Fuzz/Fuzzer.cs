using System.Diagnostics;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Mutates seeds and judges what comes of it. A number stands for a mutant, so that each can be made again by itself.</summary>
internal sealed class Fuzzer
{
    private readonly IReadOnlyList<string> seeds = Seeds.All;
    private readonly Mutator mutator;

    public Fuzzer() => mutator = new Mutator(new Vocabulary(seeds));

    /// <summary>The mutant of a number, and the seed that it was made of.</summary>
    public (string Source, string Seed) Mutant(int number)
    {
        var random = new Random(number);
        var seed = Vocabulary.Pick(seeds, random);
        return (mutator.Mutate(seed, random), seed);
    }

    /// <summary>Judges mutants from a number on until the time is over; tells each new kind of finding, made small.</summary>
    /// <returns>How many were judged.</returns>
    public int Run(int first, TimeSpan time, Action<int, Finding, string> tell)
    {
        var started = Stopwatch.GetTimestamp();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var number = first;
        for (; Stopwatch.GetElapsedTime(started) < time; number++)
        {
            var (source, seed) = Mutant(number);
            if (Judge.Of(source, seed) is { } found && known.Add(found.Kind))
                tell(number, found, Reducer.Reduce(source, text => Judge.Of(text, seed)?.Kind == found.Kind));
        }
        return number - first;
    }
}
