using System.Globalization;

namespace Adjoint.Generator.Shape;

/// <summary>Something wrong with a declaration: which rule, where, and the words to fill into the rule's message.</summary>
internal sealed record Problem(string Rule, Place Place, EquatableArray<string> Words)
{
    /// <summary>A problem whose words are texts and numbers; a number reads the same under every culture.</summary>
    public static Problem Of(string rule, Place place, params object[] words) =>
        new(rule, place, words.Select(static word => Convert.ToString(word, CultureInfo.InvariantCulture)!).ToEquatableArray());
}

/// <summary>A place in a declaration that needs no syntax to name it.</summary>
/// <param name="Attribute">The number of the layer attribute, or −1 for the class.</param>
/// <param name="Argument">The argument's name, or the name of a member of the class; null for the attribute as a whole, or for the class's name.</param>
/// <param name="Element">The element of an argument that is a list, or −1 for the list as a whole; of members that share a name, which one.</param>
internal sealed record Place(int Attribute, string? Argument = null, int Element = -1)
{
    public static Place Class { get; } = new(-1);

    public static Place Of(int attribute) => new(attribute);

    public static Place Member(string name, int which) => new(-1, name, which);
}
