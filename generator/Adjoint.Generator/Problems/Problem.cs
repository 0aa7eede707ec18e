using System.Globalization;

namespace Adjoint.Generator.Problems;

/// <summary>Something wrong with a declaration: which rule, where, and the words to fill into the rule's message.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Place">The place.</param>
/// <param name="Words">The words; where there is a cause, its message follows as the last of them.</param>
/// <param name="Cause">What is wrong inside of a block, of which this says where the block is used.</param>
/// <param name="Remedies">What would mend it, the likeliest first; none where only the user can know.</param>
internal sealed record Problem(string Rule, SourcePlace Place, EquatableArray<string> Words, Problem? Cause = null, EquatableArray<Remedy> Remedies = default)
{
    /// <summary>The last of the words where none of the remedies works; null where the words name none.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The same with the remedies that have been tried and work: the others are not named either.</summary>
    public Problem With(EquatableArray<Remedy> working)
    {
        // What mends a block at its use takes the place of what would mend the block.
        if (Cause is { } cause && working.Count > 0 && working[0].Advice is { } first)
            return this with { Remedies = working, Cause = cause with { Words = [.. cause.Words.Take(cause.Words.Count - 1), first] } };
        if (Otherwise is null || working.Count == Remedies.Count)
            return this with { Remedies = working };
        var advice = working.IsEmpty || working.Any(static remedy => remedy.Advice is null) ? Otherwise : string.Join(", or ", working.Select(static remedy => remedy.Advice));
        return this with { Remedies = working, Words = [.. Words.Take(Words.Count - 1), advice] };
    }

    /// <summary>A problem whose words are texts and numbers; a number reads the same under every culture.</summary>
    public static Problem Of(string rule, SourcePlace place, params object[] words)
    {
        var texts = words.Select(static word => Convert.ToString(word, CultureInfo.InvariantCulture)!).ToList();
        // What is out of a range is told by what it is, the range and what was found.
        return rule == Rules.ValueOutOfRange && texts.Count == 3
            ? new(rule, place, [$"{texts[0]} must be {texts[1]}, but is {texts[2]}", InRange]) { Otherwise = InRange }
            : new(rule, place, texts.ToEquatableArray());
    }

    private const string InRange = "write a value in that range";

    /// <summary>The same with what mends it. Of a value that is out of range the first remedy says which one to write.</summary>
    public Problem MendedBy(EquatableArray<Remedy> remedies) => Otherwise == InRange && remedies.Count > 0
        ? this with { Remedies = remedies, Words = [Words[0], "write " + (remedies[0].Title.StartsWith("Write ", StringComparison.Ordinal) ? remedies[0].Title.Substring(6) : remedies[0].Title)] }
        : this with { Remedies = remedies };
}

/// <summary>A place in a declaration that needs no syntax to name it.</summary>
/// <param name="Attribute">The number of the layer attribute, −1 for the class, or −2 for the attribute that says what the class is.</param>
/// <param name="Argument">The argument's name, or the name of a member of the class; null for the attribute as a whole, or for the class's name.</param>
/// <param name="Element">The element of an argument that is a list, or −1 for the list as a whole; of members that share a name, which one.</param>
/// <param name="Block">The block that the place lies in, where it is not the declaration that was read. The block's own analysis reports what is wrong there.</param>
internal sealed record SourcePlace(int Attribute, string? Argument = null, int Element = -1, string? Block = null)
{
    /// <summary>The number of <c>[Block(…)]</c> or <c>[Network(…)]</c> itself.</summary>
    public const int Mark = -2;

    /// <summary>The number that stands for a type around the class, which <see cref="Element"/> counts outwards.</summary>
    public const int AroundClass = -3;

    public static SourcePlace Class { get; } = new(-1);

    public static SourcePlace Of(int attribute) => new(attribute);

    /// <summary>The type around the class; of types around one another, the first is the nearest.</summary>
    public static SourcePlace Around(int level) => new(AroundClass, null, level);

    public static SourcePlace Member(string name, int which) => new(-1, name, which);
}
