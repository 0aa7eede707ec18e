namespace Adjoint.Data;

/// <summary>
/// Reads the binary files of CIFAR-10 and CIFAR-100: records of one or two labels, a byte each, and 3 × 32 × 32 bytes of pixels, all red before all
/// green before all blue, each row-major. Source: Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
/// </summary>
/// <param name="dataSet">The name of the data set, for messages.</param>
/// <param name="labelBytes">The labels of a record.</param>
/// <param name="label">Which of them counts, from 0.</param>
/// <param name="classes">It is below this.</param>
internal sealed class CifarReader(string dataSet, int labelBytes, int label, int classes)
{
    /// <summary>3 × 32 × 32.</summary>
    public const int PixelBytes = 3 * 32 * 32;

    private int RecordBytes => labelBytes + PixelBytes;

    /// <summary>Reads files of a folder one after the other, each plain or, with or without ".gz" at the end of its name, compressed.</summary>
    /// <exception cref="InvalidDataException">A file has another length or a label that is not a class.</exception>
    /// <exception cref="IOException">A file is not there or cannot be read.</exception>
    public Dataset Read(string directory, string[] names, int records, ByteConversion conversion)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var paths = Array.ConvertAll(names, name => Find(directory, name));
        var pixels = new byte[(long)paths.Length * records * PixelBytes];
        var labels = new int[paths.Length * records];
        for (var file = 0; file < paths.Length; file++)
        {
            using var stream = new FileStream(paths[file], FileMode.Open, FileAccess.Read, FileShare.Read);
            var first = file * records;
            ReadFile(stream, paths[file], pixels.AsSpan(first * PixelBytes, records * PixelBytes), labels.AsSpan(first, records));
        }
        return new Dataset(new ByteTable(pixels, PixelBytes, conversion), labels);
    }

    /// <summary>Reads one file, of as many records as there are labels to fill; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="InvalidDataException">The file has another length or a label that is not a class.</exception>
    public void ReadFile(Stream stream, string source, Span<byte> pixels, Span<int> labels)
    {
        try
        {
            var bytes = labels.Length * RecordBytes;
            var needed = $"it needs {labels.Length} records of {RecordBytes} bytes, {bytes} in all";
            Split(DataFile.Open(stream).ReadToEnd(bytes, needed), pixels, labels);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{source}' cannot be read as a file of {dataSet}: {fault.Message}", fault);
        }
    }

    private void Split(ReadOnlySpan<byte> content, Span<byte> pixels, Span<int> labels)
    {
        for (var record = 0; record < labels.Length; record++)
        {
            var bytes = content.Slice(record * RecordBytes, RecordBytes);
            labels[record] = bytes[label];
            if (labels[record] >= classes)
            {
                throw new InvalidDataException(
                    $"record {record} has the label {labels[record]}; labels are classes from 0 to {classes - 1}. It is another file, or damaged; fetch it again.");
            }
            bytes[labelBytes..].CopyTo(pixels[(record * PixelBytes)..]);
        }
    }

    private string Find(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (File.Exists(path))
            return path;
        if (File.Exists(path + ".gz"))
            return path + ".gz";
        throw new FileNotFoundException(
            $"The folder '{directory}' has neither '{name}' nor '{name}.gz'; give the folder into which the binary version of {dataSet} was unpacked.", path);
    }
}
