namespace Adjoint.Generator.Declare;

/// <summary>An objective: the losses up to the next one are its own.</summary>
/// <param name="Objective">Its name.</param>
/// <param name="Trains">The layers that it trains; none where it trains all that it depends on.</param>
internal sealed record ObjectiveWord(string? Objective, EquatableArray<string> Trains) : Word("Objective")
{
    public static ObjectiveWord Read(AttributeUse use) => new(use.Text("objective"), ListedNames.In(use.Text("Trains")));
}

/// <summary>A prediction of a part of the network.</summary>
/// <param name="Entry">Its name.</param>
/// <param name="From">The values that are given; none for the inputs that are needed.</param>
/// <param name="To">The values that are asked for; none for the network's outputs.</param>
internal sealed record EntryWord(string? Entry, EquatableArray<string> From, EquatableArray<string> To) : Word("Entry")
{
    public static EntryWord Read(AttributeUse use) => new(use.Text("entry"), ListedNames.In(use.Text("From")), ListedNames.In(use.Text("To")));
}

/// <summary>Names with commas between them.</summary>
internal static class ListedNames
{
    public static EquatableArray<string> In(string? text) => text is null ? [] : text.Split(',').Select(static name => name.Trim()).ToEquatableArray();
}
