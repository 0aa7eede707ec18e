namespace Adjoint.Generator.Declare;

/// <summary>
/// What a layer's attribute says of its computation, typed. Each kind of layer has a record of its own, whose properties are called as the attribute's; its
/// <c>Read</c> is the only place that knows the names of the arguments and what they are where they were not written.
/// </summary>
internal abstract record LayerOptions;

/// <summary>The options of a layer that has none.</summary>
internal sealed record NoOptions : LayerOptions
{
    public static NoOptions Value { get; } = new();
}

/// <summary>A number for each axis of a window: from a list in the plural, if there is one, else one number for all axes.</summary>
/// <param name="Name">The argument's name; that of the list has an s behind it.</param>
/// <param name="Number">The number for all axes.</param>
/// <param name="List">The list, or none.</param>
internal sealed record PerAxis(string Name, int Number, EquatableArray<int> List)
{
    /// <summary>The number along one axis.</summary>
    public int Along(int axis) => List.IsEmpty ? Number : List[axis];

    /// <summary>Whether a number and a list are given.</summary>
    public bool IsTwice { get; init; }

    public static PerAxis Read(AttributeUse use, string name, int otherwise) =>
        new(name, use.Int(name, otherwise), use.Ints(name + "s")) { IsTwice = use.IntIfWritten(name) is not null && !use.Ints(name + "s").IsEmpty };
}
