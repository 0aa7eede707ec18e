namespace Adjoint.Generator.Problems;

/// <summary>A change of the declaration that mends a problem, worked out where the sizes are known; an editor offers it.</summary>
/// <param name="Title">What the change is called, such as "Insert Flatten".</param>
/// <param name="Edits">What changes.</param>
internal sealed record Remedy(string Title, EquatableArray<Edit> Edits)
{
    /// <summary>What messages call it, where the advice of the problem is made of its remedies.</summary>
    public string? Advice { get; init; }

    /// <summary>Moves a layer to another place.</summary>
    public static Remedy Move(int attribute, int before, string title) =>
        new(title, [new Edit(EditKind.Insert, SourcePlace.Of(before), "") { Copied = attribute }, new Edit(EditKind.Remove, SourcePlace.Of(attribute), "")]);

    /// <summary>Writes another word of the class's or a member's declaration, or none.</summary>
    public static Remedy Word(string title, SourcePlace place, string word, string text) => new(title, [new Edit(EditKind.Word, place, text) { Word = word }]);

    /// <summary>Inserts layers before an attribute.</summary>
    public static Remedy Insert(int attribute, params string[] layers) =>
        new($"Insert {string.Join(", ", layers)}", layers.Select(layer => new Edit(EditKind.Insert, SourcePlace.Of(attribute), layer)).ToEquatableArray());

    /// <summary>Gives an argument another value.</summary>
    public static Remedy Set(string title, SourcePlace place, string value) => new(title, [new Edit(EditKind.Set, place, value)]);

    /// <summary>Gives an argument another number.</summary>
    public static Remedy Set(SourcePlace place, string option, int value) =>
        Set(FormattableString.Invariant($"{option} = {value}"), place, FormattableString.Invariant($"{value}"));

    /// <summary>Removes an attribute.</summary>
    public static Remedy Remove(int attribute, string layer) => new($"Remove {layer}", [new Edit(EditKind.Remove, SourcePlace.Of(attribute), "")]);

    /// <summary>Removes an argument.</summary>
    public static Remedy Omit(SourcePlace place) => new($"Remove {place.Argument}", [new Edit(EditKind.Omit, place, "")]);

    /// <summary>Writes a name in place of one that does not exist, if there is a near one.</summary>
    public static EquatableArray<Remedy> Nearest(SourcePlace place, string written, IEnumerable<string> names) =>
        Spelling.Nearest(written, names) is { } name ? [Set($"Write \"{name}\"", place, $"\"{name}\"")] : [];
}

/// <summary>What an edit does to a declaration.</summary>
internal enum EditKind
{
    /// <summary>Inserts an attribute before that of the place.</summary>
    Insert,

    /// <summary>Writes an argument's value, in the place of what is written there, or as an argument more.</summary>
    Set,

    /// <summary>Writes another attribute in the place of one.</summary>
    Replace,

    /// <summary>Removes an attribute.</summary>
    Remove,

    /// <summary>Removes an argument.</summary>
    Omit,

    /// <summary>Writes a word of the declaration of the class or of a member, such as <c>static</c>, anew; or removes it.</summary>
    Word,

    /// <summary>Writes what a constructor calls, after its parameters.</summary>
    Chain,
}

/// <summary>One change of a declaration.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">What is written there.</param>
internal sealed record Edit(EditKind Kind, SourcePlace Place, string Text)
{
    /// <summary>The attribute whose source is the text; −1 for none.</summary>
    public int Copied { get; init; } = -1;

    /// <summary>The word in whose place the text is written.</summary>
    public string Word { get; init; } = "";
}
