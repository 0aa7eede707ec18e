namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>A kind of file with its reader.</summary>
/// <param name="Name">The kind's name, which is that of its folder in the corpus.</param>
/// <param name="Seeds">Sound files, or what <see cref="Packed"/> makes files of.</param>
/// <param name="Read">Reads a file, uses what was read, and says in short what it was.</param>
/// <param name="Refusals">The exceptions that the reader's documentation names, exactly these types.</param>
internal sealed record Target(string Name, Func<byte[][]> Seeds, Func<byte[], string> Read, params Type[] Refusals)
{
    /// <summary>Texts that mean something in such files.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Makes a file of what was changed, where a checksum, a length or a compression would hide every change.</summary>
    public Func<byte[], byte[]> Packed { get; init; } = static content => content;

    /// <summary>Changes a file as one who knows its structure; of every two changes one is of this kind.</summary>
    public Func<byte[], Random, byte[]>? Change { get; init; }

    /// <summary>Smaller files of the same structure, the smallest first.</summary>
    public Func<byte[], IEnumerable<byte[]>>? Smaller { get; init; }

    /// <summary>The bytes that reading one file may allocate in all. Deflate packs 1,032 bytes into one, so that 64 KB may hold 64 MB, and an array that grows is there twice.</summary>
    public long MostAllocated { get; init; } = 256L << 20;

    /// <summary>The processor time that one file of some kilobytes may take.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The part of all mutants that this kind gets, in shares.</summary>
    public int Share { get; init; } = 4;

    public override string ToString() => Name;
}
