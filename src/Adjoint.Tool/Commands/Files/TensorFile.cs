using Adjoint.Runtime;

namespace Adjoint.Tool.Commands;

/// <summary>A safetensors file of any network, read tensor by tensor.</summary>
internal sealed class TensorFile : IDisposable
{
    private static readonly ParameterLayout Nothing = new("any");

    private readonly FileStream stream;
    private readonly SafetensorsReader reader;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelFileException">It breaks a rule of the format.</exception>
    public TensorFile(string path)
    {
        stream = new FileStream(Verb.Existing(path, "a safetensors file"), FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            reader = SafetensorsReader.Open(stream, Nothing, path, "format", "producer", "optimizer", ModelFit.CheckpointKey, "step", "epoch", "settings", "data");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The tensors, as they are.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors => reader.Header.Entries;

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata => reader.Header.Metadata;

    /// <summary>The elements of a tensor, whatever their type.</summary>
    public static long Count(SafetensorsEntry tensor) => tensor.Shape.Aggregate(1L, static (all, size) => all * size);

    /// <summary>A shape as people write it.</summary>
    public static string Shape(SafetensorsEntry tensor) => tensor.Shape.Length == 0 ? "scalar" : string.Join('×', tensor.Shape);

    /// <summary>The values of a tensor, some at a time; none where its type cannot be read.</summary>
    public IEnumerable<ArraySegment<double>> Parts(SafetensorsEntry tensor)
    {
        if (tensor.Type is null)
            yield break;
        var (count, part) = (Count(tensor), new double[1 << 16]);
        for (var first = 0L; first < count; first += part.Length)
        {
            var some = (int)Math.Min(part.Length, count - first);
            reader.Read<double>(tensor, part.AsSpan(0, some), first);
            yield return new ArraySegment<double>(part, 0, some);
        }
    }

    public void Dispose() => stream.Dispose();
}
