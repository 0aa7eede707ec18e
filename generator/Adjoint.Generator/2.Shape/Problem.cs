namespace Adjoint.Generator.Shape;

/// <summary>Something wrong with a declaration: which rule, where, and the words to fill into the rule's message.</summary>
internal sealed record Problem(string Rule, Place Place, EquatableArray<string> Arguments);

/// <summary>A place in a declaration that needs no syntax to name it.</summary>
/// <param name="Attribute">The number of the layer attribute, or −1 for the class.</param>
/// <param name="Argument">The argument's name, or the class's member's; null for the attribute as a whole, or for the class's name.</param>
/// <param name="Element">The element of an argument that is a list, or −1 for the list as a whole.</param>
internal sealed record Place(int Attribute, string? Argument = null, int Element = -1)
{
    public static Place Class { get; } = new(-1);

    public static Place Of(int attribute) => new(attribute);

    public static Place Member(string name) => new(-1, name);
}
