using System.Text.Json;

namespace Adjoint.Training;

/// <summary>A network's layers with their shapes and cost, and which reads which, for a report.</summary>
internal static class NetworkSection
{
    /// <summary>Of larger networks the edges are left out: they are read from a file that has the weights too.</summary>
    private const int MostNumbers = 100_000_000;

    /// <summary>Writes the layers in order, and the edges between them.</summary>
    public static void Write(Utf8JsonWriter json, INetwork network)
    {
        var lines = network.Summary.Split('\n');
        json.WriteStartArray("layers");
        foreach (var line in lines.Skip(1).TakeWhile(static line => !line.StartsWith("total ", StringComparison.Ordinal)))
            WriteLayer(json, lines[0], line);
        json.WriteEndArray();
        json.WriteString("memory", lines[^1].Trim());
        json.WriteNumber("parameters", network.Layout.Parameters.Where(static p => p.IsTrained).Sum(static p => (long)p.Length));
        json.WriteStartArray("edges");
        foreach (var (from, to) in network.Layout.Total <= MostNumbers ? Edges(network) : [])
        {
            json.WriteStartArray();
            json.WriteStringValue(from);
            json.WriteStringValue(to);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>The columns of the table are where its first line has their names; numbers end where these end.</summary>
    private static void WriteLayer(Utf8JsonWriter json, string head, string line)
    {
        var output = head.IndexOf("output", StringComparison.Ordinal);
        var flops = head.IndexOf("FLOPs per row", StringComparison.Ordinal);
        var parameters = head.IndexOf("parameters", StringComparison.Ordinal) + "parameters".Length;
        json.WriteStartObject();
        json.WriteString("name", Cell(line, 0, output));
        var cells = Cell(line, output, parameters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        json.WriteString("output", cells.FirstOrDefault() ?? "");
        json.WriteString("parameters", cells.Length > 1 ? cells[^1] : "");
        json.WriteString("flops", Cell(line, Math.Min(parameters, flops), line.Length));
        json.WriteEndObject();
    }

    private static string Cell(string line, int from, int to) => from >= line.Length ? "" : line[from..Math.Min(to, line.Length)].Trim();

    /// <summary>Which layer reads which, as the network's own description for other runtimes says it: what belongs to a layer has its name, alone or before a slash.</summary>
    private static IEnumerable<(string From, string To)> Edges(INetwork network)
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-report-");
        try
        {
            var path = Path.Combine(folder.FullName, "network.onnx");
            network.SaveOnnx(path);
            using var stream = File.OpenRead(path);
            return OnnxEdges.Read(stream);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
