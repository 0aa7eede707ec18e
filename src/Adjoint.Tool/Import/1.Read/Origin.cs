namespace Adjoint.Tool.Import.Read;

/// <summary>A tensor of the file, and what the file says about it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dims">Its sizes.</param>
/// <param name="Layer">The name of the layer that it belongs to, as its own tells; null where it tells none.</param>
internal sealed record Origin(string Name, long[] Dims, string? Layer)
{
    /// <summary>Of a table of vectors, the row that is padding and not trained; null where the file names none.</summary>
    public int? PaddingRow { get; init; }

    /// <summary>Whether the file says that it is not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it is called as one that is trained.</summary>
    public bool IsTrained => Layer is not null && !IsFrozen;
}
