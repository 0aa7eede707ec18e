using System.Collections;
using System.IO.Compression;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>Several named arrays in one file, as NumPy's <c>savez</c> and <c>savez_compressed</c> write them.</summary>
public sealed class NpzFile : IEnumerable<KeyValuePair<string, NpyFile>>
{
    private const string Extension = ".npy";

    private readonly Dictionary<string, NpyFile> arrays = new(StringComparer.Ordinal);

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => arrays.Keys;

    /// <summary>The array of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public NpyFile this[string name]
    {
        get =>
            arrays.TryGetValue(name, out var array)
                ? array
                : throw new ArgumentException(NamedColumns.Missing(name, [.. arrays.Keys], "array").Replace("columns", "arrays", StringComparison.Ordinal), nameof(name));
        set => arrays[name] = value;
    }

    /// <summary>Adds an array, so that a file can be written as a list: <c>new NpzFile { ["x"] = NpyFile.Of(x, 100, 4) }</c>.</summary>
    /// <param name="name">What the file calls it.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public void Add(string name, NpyFile array) => arrays.Add(name, array);

    /// <summary>Reads an NPZ file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not one, it is damaged, or one of its arrays cannot be read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NpzFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var file = new NpzFile();
            foreach (var entry in archive.Entries)
                file.Add(entry, path);
            return file;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or ArgumentException or EndOfStreamException or OverflowException
            || fault.GetType() == typeof(IOException))
        {
            throw fault is InvalidDataException && fault.Message.StartsWith('\'')
                ? fault
                : new InvalidDataException($"'{path}' cannot be read as an NPZ file: {fault.Message} It is damaged, or another file.", fault);
        }
    }

    /// <summary>Writes the arrays, compressed; an older file is replaced when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, array) in arrays)
            {
                var entry = archive.CreateEntry(name + Extension);
                // Equal arrays give equal files.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var part = entry.Open();
                NpyWriter.Write(part, array);
            }
        });
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, NpyFile>> GetEnumerator() => arrays.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(ZipArchiveEntry entry, string path)
    {
        if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
            throw new InvalidDataException($"'{path}' holds '{TableFields.Shortened(entry.FullName)}', which is not an array; is it an NPZ file?");
        var name = entry.FullName[..^Extension.Length];
        using var content = new ChecksumStream(entry.Open());
        var array = NpyReader.Read(content, $"'{path}', array '{TableFields.Shortened(name)}'");
        if (content.Checksum != entry.Crc32)
            throw new InvalidDataException($"'{path}', array '{TableFields.Shortened(name)}': its checksum is wrong. It is damaged; save it again.");
        if (!arrays.TryAdd(name, array))
            throw new InvalidDataException($"'{path}' holds the array '{TableFields.Shortened(name)}' twice.");
    }
}
