namespace Adjoint.Generator.Kernels;

/// <summary>Memory that a layer's kernels need beside values and gradients: declared by the lowering that uses it.</summary>
/// <param name="Name">Its name in generated code; no other of the network has it.</param>
/// <param name="Says">What lies in it, for the comment where it is declared.</param>
/// <param name="Length">Its numbers: of a row, or of all rows together where it is there once.</param>
/// <param name="Extent">For whom it is there.</param>
/// <param name="Layout">How its numbers lie.</param>
internal sealed record Buffer(string Name, string Says, int Length, Extent Extent = Extent.Row, Layout Layout = Layout.Lanes)
{
    /// <summary>Of panels, whether the value lies in them and not its gradient.</summary>
    public bool IsOfValue { get; init; }
}

/// <summary>For whom a buffer is there.</summary>
internal enum Extent
{
    /// <summary>For each row.</summary>
    Row,

    /// <summary>Once for the rows that pass through the network together.</summary>
    Chunk,

    /// <summary>Once for the batch: all blocks see it.</summary>
    Batch,
}

/// <summary>How the numbers of a buffer lie.</summary>
internal enum Layout
{
    /// <summary>In lane blocks: sixteen rows beside each other.</summary>
    Lanes,

    /// <summary>Rows outermost, each of whole vectors; methods are told the first block themselves.</summary>
    Panels,
}

/// <summary>What identifies the memory of an operand: a value, a gradient, a parameter, or a buffer that was declared.</summary>
internal readonly record struct BufferKey(OperandKind Kind, int Id, Buffer? Buffer = null);
