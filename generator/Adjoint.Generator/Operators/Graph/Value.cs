namespace Adjoint.Generator.Operators;

/// <summary>A named value.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name in generated code, such as <c>z1</c>.</param>
/// <param name="Shape">Its shape, without the batch.</param>
internal sealed record Value(int Id, string Name, TensorShape Shape)
{
    /// <summary>The number of different tokens, where its numbers are tokens; else 0.</summary>
    public int Tokens { get; init; }

    /// <summary>Whether it is the edges of a graph, [2, edges]: the tokens are its nodes, and −1 where there is no edge.</summary>
    public bool AreEdges { get; init; }

    /// <summary>Whether it is a sequence whose second half of features ends at the first step.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>The number of the value that says how many of its steps, along the first axis, each row has; null where all have as many.</summary>
    public int? Lengths { get; init; }

    /// <summary>Whether it has zeros behind the end of each row.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The loop that it is a value of, which has one for each of its steps; null outside of loops.</summary>
    public Scan? Scan { get; init; }

    /// <summary>The numbers of it; of a value of a loop, at one step.</summary>
    public int Size => checked((int)Shape.Size);

    /// <summary>The numbers of it in one row, at all steps.</summary>
    public int Total => checked(Size * (Scan?.Steps ?? 1));

    /// <summary>The shape with the steps before it.</summary>
    public TensorShape WholeShape => Scan is { } scan ? new([scan.Steps, .. Shape.Sizes]) : Shape;
}

/// <summary>A loop over the first axis of what it reads.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Steps">The steps.</param>
internal sealed record Scan(int Id, int Steps);
