using System.IO.Compression;
using System.Text;
using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>NumPy's arrays, alone and several in a zip archive.</summary>
internal static class ArrayTargets
{
    private static readonly string[] words =
    [
        "'descr'", "'fortran_order'", "'shape'", "False", "True", "'<f4'", "'>i8'", "'|b1'", "'|O'", "'<U4'", "[('a', '<f4')]", "(3,)", "()", "(2, 3)", "L", "{", "}", ",", ":", "'", "(", ")", "x.npy", "../x.npy",
    ];

    public static IEnumerable<Target> All()
    {
        yield return new Target("npy", Arrays, ReadArray, typeof(InvalidDataException)) { Words = words };
        yield return new Target("npz", Archives, ReadArchive, typeof(InvalidDataException)) { Words = words };
        yield return new Target("npz-inside", Arrays, ReadArchive, typeof(InvalidDataException)) { Words = words, Packed = static array => Archive(CompressionLevel.Fastest, ("x.npy", array)), Share = 2 };
    }

    private static byte[][] Arrays()
    {
        NpyFile[] arrays =
        [
            NpyFile.Of([1f, 2, 3, 4, 5, 6], 2, 3), NpyFile.Of([1.0, 2], 2), NpyFile.Of(new[] { 1, -2, 3 }, 3, 1), NpyFile.Of(new[] { 1L << 40 }, 1),
            NpyFile.Of(new byte[] { 1, 2, 3, 4 }, 2, 2, 1), NpyFile.Of(Array.Empty<float>(), 0, 3),
        ];
        byte[][] written = [.. arrays.Select(static array =>
        {
            using var stream = new MemoryStream();
            NpyWriter.Write(stream, array);
            return stream.ToArray();
        })];
        return [.. written, Other(written[0], "<f4", ">f4"), Other(written[3], "<i8", "<u8"), Other(written[4], "|u1", "|b1"), Other(written[0], "False", "True "), [.. written[0][..6], 2, 0, 118, 0, 0, 0, .. written[0][10..]]];
    }

    private static byte[] Other(byte[] array, string old, string with) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(array).Replace(old, with, StringComparison.Ordinal));

    private static byte[][] Archives()
    {
        var arrays = Arrays();
        return
        [
            Archive(CompressionLevel.NoCompression, ("x.npy", arrays[0])), Archive(CompressionLevel.Optimal, ("x.npy", arrays[0]), ("labels.npy", arrays[2])),
            Archive(CompressionLevel.Fastest, [.. arrays.Select(static (array, i) => ($"a{i}.npy", array))]), Archive(CompressionLevel.Optimal),
        ];
    }

    private static byte[] Archive(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, level);
                // Equal arrays give equal files.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var part = entry.Open();
                part.Write(content);
            }
        }
        return stream.ToArray();
    }

    private static string ReadArray(byte[] file) => Use(NpyReader.Read(new MemoryStream(file), "'file'"));

    private static string ReadArchive(byte[] file) => string.Join("; ", NpzFile.Load(Scratch.File("arrays.npz", file)).Take(3).Select(static entry => Use(entry.Value)));

    private static string Use(NpyFile array)
    {
        _ = (array.ToFloats(), array.ToDoubles(), array.RowSize);
        try
        {
            _ = array.Type == NpyType.UInt8 ? array.ToBytes() : null;
            _ = array.ToIntegers();
        }
        catch (Exception fault) when (fault.GetType() == typeof(InvalidOperationException) || fault is OverflowException)
        {
            // Both are documented.
        }
        return $"{array.Type} on {array.Shape.Count} axes";
    }
}
