namespace Adjoint;

/// <summary>What a row of a port is made of.</summary>
public enum PortKind
{
    /// <summary>Numbers.</summary>
    Numbers,

    /// <summary>Whole numbers from 0 on that name one of several things: the class of a row.</summary>
    Indices,
}

/// <summary>An input, an output or a target of a network, or a column of a data set: its name, and what a row of it is.</summary>
public sealed class Port
{
    /// <summary>A port of numbers.</summary>
    /// <param name="name">The name, as in the declaration: that of the method's parameter.</param>
    /// <param name="shape">The shape of a row.</param>
    public Port(string name, params int[] shape)
    {
        Name = name;
        Shape = shape;
        Size = 1;
        foreach (var size in shape)
            Size = checked(Size * size);
    }

    /// <summary>The name: that of the parameter which brings the port to the generated methods.</summary>
    public string Name { get; }

    /// <summary>Whether rows are numbers or indices.</summary>
    public PortKind Kind { get; init; }

    /// <summary>The shape of a row; empty for a single element.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements of a row.</summary>
    public int Size { get; }

    /// <summary>How many things an index tells apart: the number of classes; 0 for a port of numbers.</summary>
    public int Count { get; init; }

    /// <summary>The index that names nothing and marks rows that a loss leaves out; null where there is none.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>The output that a target is compared with; null for other ports.</summary>
    public string? Output { get; init; }

    /// <summary>Of a target, the input that says how many of its steps each row has; the others do not count. Null where all do.</summary>
    public string? Lengths { get; init; }

    /// <summary>Whether each index is the number of steps that a row of the input before it has.</summary>
    public bool AreLengths { get; init; }

    /// <summary>Whether the indices are the edges of a graph: the nodes that they leave, then those that they enter, and −1 at both ends where there is no edge.</summary>
    public bool AreEdges { get; init; }

    /// <summary>A port of edges.</summary>
    /// <param name="name">The name, as in the declaration: that of the method's parameter.</param>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="shape">The shape of a row: 2, and the edges that there is room for.</param>
    public static Port OfEdges(string name, int nodes, params int[] shape) => new(name, shape) { Kind = PortKind.Indices, Count = nodes, AreEdges = true };

    /// <summary>A port of indices.</summary>
    /// <param name="name">The name, as in the declaration: that of the method's parameter.</param>
    /// <param name="count">How many things an index tells apart: the number of classes.</param>
    /// <param name="shape">The shape of a row; one index if it is empty.</param>
    public static Port OfIndices(string name, int count, params int[] shape) => new(name, shape) { Kind = PortKind.Indices, Count = count };

    /// <summary>Name and shape, such as <c>board [5, 3]</c> or <c>labels of 10</c>.</summary>
    public override string ToString() => $"{Name}{(Shape.Count == 0 ? "" : $" [{string.Join(", ", Shape)}]")}{(Kind == PortKind.Indices ? $" of {Count}" : "")}";
}
