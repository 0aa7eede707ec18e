using System.Globalization;
using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// An optimizer's state as a safetensors file: its moments as tensors, and in the metadata the kind of optimizer and the number of steps. The moments are
/// written and read as one parameter block, moment after moment, so that they take the shapes and the order of PyTorch's as parameters do.
/// </summary>
internal static class OptimizerFile
{
    private const string Kind = "optimizer", Steps = "steps";

    /// <summary>The most moments named in a message.</summary>
    private const int MostNamed = 4;

    /// <summary>A block with room for the moments of every trained tensor of a network.</summary>
    /// <exception cref="NotSupportedException">There is no array of that length.</exception>
    public static ParameterBlock<T> Room<T>(ParameterLayout network, string[] moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var length = (long)moments.Length * network.Count;
        if (length > Array.MaxLength - 2 * AlignedBuffer<T>.Alignment)
            throw new NotSupportedException($"The state of an optimizer of '{network.Network}' has {length} numbers, and at most {Array.MaxLength} fit into one file.");
        var tensors =
            from moment in Enumerable.Range(0, moments.Length)
            from parameter in network.Parameters
            where parameter.IsTrained
            select new ParameterInfo(
                $"{parameter.Name}.{moments[moment]}", [.. parameter.Shape], moment * network.Count + parameter.Offset, parameter.Role, Initializer.Zeros,
                parameter.FanIn, parameter.FanOut, parameter.OutputsTogether);
        return new(new ParameterLayout(network.Network, [.. tensors]), seed: 0);
    }

    /// <summary>The values of one moment in a block, as they are in the optimizer.</summary>
    public static Span<T> Of<T>(ParameterBlock<T> values, int moment, string[] moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = values.All.Length / moments.Length;
        return values.All.Slice(moment * count, count);
    }

    /// <summary>Writes the file's content.</summary>
    public static void Write<T>(Stream stream, ParameterBlock<T> values, string kind, long steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var version = typeof(OptimizerFile).Assembly.GetName().Version!.ToString(3);
        SafetensorsWriter.Write(
            stream,
            values,
            [("format", "pt"), ("network", values.Layout.Network), (Kind, kind), (Steps, steps.ToString(CultureInfo.InvariantCulture)), ("producer", $"Adjoint {version}")]);
    }

    /// <summary>Reads the file's content into a block; returns the number of steps.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="values">Receives the moments.</param>
    /// <param name="kind">The kind of optimizer that the file must be of.</param>
    /// <param name="moments">The moments that it must hold.</param>
    /// <exception cref="ModelFileException">It is not such a file.</exception>
    public static long Read<T>(Stream stream, string source, ParameterBlock<T> values, string kind, string[] moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reader = SafetensorsReader.Open(stream, values.Layout, source, Kind, Steps);
        var steps = CheckMetadata(reader.Header, source, kind);
        CheckMoments(reader.Header, source, kind, values.Layout.Parameters.Count == 0 ? [] : moments);
        values.Set(ModelFile.Values<T>(reader, values.Layout, source));
        return steps;
    }

    private static long CheckMetadata(SafetensorsHeader header, string source, string kind)
    {
        if (!header.Metadata.TryGetValue(Kind, out var saved) || !header.Metadata.TryGetValue(Steps, out var written))
        {
            throw new ModelFileException(
                $"'{source}' is not the file of an optimizer: its metadata lack '{Kind}' or '{Steps}'. Load a file that {kind}.Save has written; a network's own file "
                + "is read by the network's Load.");
        }
        if (saved != kind)
            throw new ModelFileException($"'{source}' was saved from the optimizer {FileText.Quote(saved)}, and this one is '{kind}'; nothing was loaded. Create the optimizer that was saved.");
        return long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            ? steps
            : throw new ModelFileException($"'{source}' says that {FileText.Quote(written)} steps were taken; a whole number of at least 0 is needed. Save the optimizer again.");
    }

    /// <summary>Other moments than are needed mean other settings, and are said as such: as a list of tensors they would look like another network's.</summary>
    private static void CheckMoments(SafetensorsHeader header, string source, string kind, string[] moments)
    {
        var found = header.Entries.Select(static entry => entry.Name[(entry.Name.LastIndexOf('.') + 1)..]).Distinct().ToArray();
        if (found.ToHashSet().SetEquals(moments))
            return;
        throw new ModelFileException(
            $"'{source}' holds {Listed(found)}, but this {kind} optimizer keeps {Listed(moments)}; nothing was loaded. "
            + "Create the optimizer with the settings of the one that was saved.");
    }

    private static string Listed(string[] moments) => moments.Length == 0
        ? "no moments"
        : string.Join(" and ", moments.Take(MostNamed).Select(FileText.Quote)) + (moments.Length > MostNamed ? " and more" : "");
}
