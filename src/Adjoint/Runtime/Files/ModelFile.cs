using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Saves and loads a network's parameters as a safetensors file, which Python's <c>safetensors</c> reads and writes too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelFile
{
    /// <summary>
    /// Replaces the file at <paramref name="path"/> by one that holds <paramref name="parameters"/>. The new file takes the old one's place only
    /// when it is complete and on the disk. A link stays a link, and the file that it leads to is replaced; that keeps its mode and, where the system allows it, its owner.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; an older one of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public static void Save<T>(string path, ParameterBlock<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Save(path, parameters, nameOf: null);

    /// <summary>Does so under other names.</summary>
    internal static void Save<T>(string path, ParameterBlock<T> parameters, Func<string, string>? nameOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        AtomicFile.Write(path, stream => Write(stream, parameters, nameOf));
    }

    /// <summary>
    /// Sets <paramref name="parameters"/> from the file at <paramref name="path"/>. The file must hold every tensor of the network, in its shape,
    /// and no other but PyTorch's counters of batch normalisation, <c>num_batches_tracked</c>, which are passed over; values of other types are rounded
    /// to the network's own: 32-bit floats, or doubles. Nothing is changed unless all can be read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives the values.</param>
    /// <param name="options">What is accepted besides finite floating-point numbers; null for nothing.</param>
    /// <exception cref="ModelFileException">The file is not a well-formed safetensors file, or its tensors or values are not the network's.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static void Load<T>(string path, ParameterBlock<T> parameters, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Read(stream, path, parameters, options);
    }

    /// <summary>All values of a file that fits, tensor after tensor, each in row-major order. Reading may fail half-way: the caller takes them over when all are there.</summary>
    internal static T[] Values<T>(SafetensorsReader reader, ParameterLayout layout, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = new LoadOptions();
        var values = new T[layout.Total];
        Read(reader, ModelFit.Match(reader.Header, layout, options, source), layout, options, source, values);
        return values;
    }

    /// <summary>Writes the file's content.</summary>
    internal static void Write<T>(Stream stream, ParameterBlock<T> parameters, Func<string, string>? nameOf = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var version = typeof(ModelFile).Assembly.GetName().Version!.ToString(3);
        SafetensorsWriter.Write(stream, parameters, [("format", "pt"), ("network", parameters.Layout.Network), ("producer", $"Adjoint {version}")], nameOf);
    }

    /// <summary>Reads the file's content; <paramref name="source"/> names it in messages.</summary>
    internal static LoadReport Read<T>(Stream stream, string source, ParameterBlock<T> parameters, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new LoadOptions();
        var layout = parameters.Layout;
        try
        {
            var reader = SafetensorsReader.Open(stream, layout, source, ModelFit.CheckpointKey);
            var fit = ModelFit.Match(reader.Header, layout, options, source);
            var values = new T[layout.Total];
            for (var i = 0; fit.Missing.Count > 0 && i < layout.Parameters.Count; i++)
                parameters.View(i).CopyTo(values.AsSpan(layout.Parameters[i].Offset, layout.Parameters[i].Length));
            Read(reader, fit, layout, options, source, values);
            parameters.Set(values);
            return fit.Report;
        }
        catch (EndOfStreamException fault)
        {
            throw new ModelFileException($"'{source}' became shorter while it was read; nothing was loaded. Load it again when it is complete.", fault);
        }
    }

    private static void Read<T>(SafetensorsReader reader, ModelFit fit, ParameterLayout layout, LoadOptions options, string source, T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new ModelValues(reader, layout.Network, options, source);
        foreach (var entry in fit.Fitting)
            tensors.Read(entry, values.AsSpan(entry.Parameter.Offset, entry.Parameter.Length));
    }
}
