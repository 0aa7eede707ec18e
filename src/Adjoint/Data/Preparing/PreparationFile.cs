using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// A preparation as JSON: the columns with what was learnt of each, the label with its classes or the targets, and the network that it belongs to.
/// </summary>
internal static class PreparationFile
{
    /// <summary>Larger files are refused: the categories of a million rows are a few megabytes.</summary>
    private const int MostBytes = 1 << 28;

    private const int Version = 1;

    public static void Write(Stream stream, Preparation preparation, INetwork? network)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("adjointPreparation", Version);
        if (network is not null)
        {
            json.WriteString("network", network.Layout.Network);
            json.WriteNumber("weights", Checksum(network));
        }
        WriteColumns(json, "columns", preparation.Columns);
        if (preparation.LabelName is { } label)
        {
            json.WriteString("label", label);
            json.WriteStartArray("classes");
            foreach (var name in preparation.Classes)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }
        WriteColumns(json, "targets", preparation.TargetColumns);
        json.WriteBoolean("dropsMissing", preparation.DropsMissing);
        json.WriteEndObject();
    }

    /// <exception cref="ModelFileException">The file is malformed, or does not belong to the network.</exception>
    public static Preparation Read(Stream stream, string source, INetwork? network)
    {
        if (stream.Length > MostBytes)
            throw new ModelFileException($"'{source}' has {stream.Length:#,0} bytes; a preparation has {MostBytes:#,0} at most. Is it another file?");
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 4 });
            var root = new JsonObjectReader(document.RootElement, "the file");
            if (root.Integer("adjointPreparation") is not Version and var version)
                throw new FormatException($"it is of version {version}, and {Version} can be read; update Adjoint");
            var (name, weights) = (root.Has("network") ? root.Text("network") : null, root.Has("weights") ? root.Integer("weights") : (long?)null);
            var preparation = new Preparation(
                root.Objects("columns", ReadColumn), root.Has("label") ? root.Text("label") : null, root.Has("classes") ? root.Texts("classes") : [], root.Objects("targets", ReadNumber), root.Flag("dropsMissing"));
            root.End();
            Check(preparation);
            if (network is not null)
                Match(preparation, network, name, weights);
            return preparation;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new ModelFileException(
                $"'{source}' cannot be read as a preparation: {(fault is JsonException ? "it is not valid JSON; it was damaged, or is another file" : fault.Message.TrimEnd('.'))}.",
                fault);
        }
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<PreparedColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", KindOf(column.Kind));
            json.WriteBoolean("fills", column.Fills);
            column.Write(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static PreparedColumn ReadColumn(JsonObjectReader json) => json.Text("kind") switch
    {
        "number" => ReadNumber(json),
        "date" => new PreparedDate(json.Text("name"), json.Flag("fills"), ReadScaling(json), json.Number("fill"), json.Flag("times")),
        "category" => new PreparedCategory(json.Text("name"), json.Flag("fills"), json.Text("as") switch
        {
            "tokens" => true,
            "one-hot" => false,
            var other => throw new FormatException($"{json.Place} is to become {FileText.Quote(other)}; tokens or one-hot can be read"),
        }, Categories(json)),
        var other => throw new FormatException($"{json.Place} is of the kind {FileText.Quote(other)}; number, category and date can be read"),
    };

    private static IReadOnlyList<string> Categories(JsonObjectReader json)
    {
        var categories = json.Texts("categories");
        return categories.Distinct(StringComparer.Ordinal).Count() == categories.Count ? categories : throw new FormatException($"{json.Place} names a category twice");
    }

    private static PreparedNumber ReadNumber(JsonObjectReader json) => json.Text("kind") == "number"
        ? new PreparedNumber(json.Text("name"), json.Flag("fills"), ReadScaling(json), json.Number("fill"))
        : throw new FormatException($"{json.Place} must be of the kind 'number'");

    private static Scaling ReadScaling(JsonObjectReader json)
    {
        if (!json.Has("mean"))
            return Scaling.None;
        var scaling = new Scaling(json.Number("mean"), json.Number("deviation"));
        return scaling.Deviation >= 0 ? scaling : throw new FormatException($"{json.Place} has the deviation {scaling.Deviation}, which must be 0 or more");
    }

    private static void Check(Preparation preparation)
    {
        var names = preparation.ColumnNames.Concat(preparation.TargetNames).Append(preparation.LabelName).OfType<string>().ToList();
        if (preparation.Columns.Count == 0 || preparation.Inputs.Count == 0)
            throw new FormatException("it has no columns, or nothing is made of them");
        if (names.Distinct().Count() != names.Count)
            throw new FormatException("it names a column twice");
        if ((preparation.LabelName is null) != (preparation.Classes.Count == 0))
            throw new FormatException("it has a label without classes, or classes without a label");
        if (preparation.Classes.Distinct().Count() != preparation.Classes.Count)
            throw new FormatException("it names a class twice");
    }

    private static void Match(Preparation preparation, INetwork network, string? name, long? weights)
    {
        if (name is not null && name != network.Layout.Network)
            throw new FormatException($"it belongs to {FileText.Quote(name)}, and the network is '{network.Layout.Network}'; load the file that was saved with this network");
        preparation.Check(network);
        if (weights is { } saved && saved != Checksum(network))
            throw new FormatException($"it was saved with other weights of '{network.Layout.Network}' than these; load the two files that were saved together, or save both again");
    }

    /// <summary>Of all trained values, in their order.</summary>
    private static long Checksum(INetwork network) => network switch
    {
        INetwork<float> floats => Checksum(floats.Parameters),
        INetwork<double> doubles => Checksum(doubles.Parameters),
        _ => 0,
    };

    private static long Checksum<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var checksum = new Crc32();
        checksum.Add(MemoryMarshal.AsBytes(values));
        return checksum.Value;
    }

    private static string KindOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "number",
        ColumnKind.Date => "date",
        _ => "category",
    };
}
