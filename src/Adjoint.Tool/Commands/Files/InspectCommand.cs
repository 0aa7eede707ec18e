using System.CommandLine;
using System.Globalization;
using Adjoint.Runtime;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint inspect model.safetensors</c>: what a file holds.</summary>
internal static class InspectCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "The safetensors file" };
        var json = Verb.Json();
        return new Command("inspect", "Lists the tensors of a safetensors file: shapes, types, and what their values are like.") { model, json }.Does(error, line =>
        {
            using var file = new TensorFile(line.GetValue(model)!);
            if (line.GetValue(json))
                WriteJson(output, file);
            else
                WriteTable(output, file);
            return Tool.Done;
        });
    }

    private static void WriteTable(TextWriter output, TensorFile file)
    {
        List<string[]> rows = [["tensor", "type", "shape", "numbers", "least", "greatest", "mean", "deviation", "not finite"]];
        foreach (var tensor in file.Tensors)
        {
            var found = TensorStatistics.Of(file.Parts(tensor));
            rows.Add([
                Names.Printable(tensor.Name), Names.Printable(tensor.TypeName), TensorFile.Shape(tensor), Text(TensorFile.Count(tensor)),
                .. tensor.Type is null ? ["–", "–", "–", "–", ""] : new[] { Text(found.Least), Text(found.Greatest), Text(found.Mean), Text(found.Deviation), found.NotFinite == 0
                    ? "" : Text(found.NotFinite) },
            ]);
        }
        Verb.Table(output, rows);
        output.WriteLine(
            $"{Text(file.Tensors.Count)} tensor{(file.Tensors.Count == 1 ? "" : "s")}, {Text(file.Tensors.Sum(TensorFile.Count))} numbers, {Text(file.Tensors.Sum(static t => t.End - t.Begin))} bytes");
        foreach (var (key, value) in file.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{Names.Printable(key)}: {Names.Printable(value)}");
    }

    private static void WriteJson(TextWriter output, TensorFile file) => Verb.WriteJson(output, json =>
    {
        json.WriteStartArray("tensors");
        foreach (var tensor in file.Tensors)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("type", tensor.TypeName);
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteNumber("bytes", tensor.End - tensor.Begin);
            if (tensor.Type is not null)
                Write(json, TensorStatistics.Of(file.Parts(tensor)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        foreach (var (key, value) in file.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    });

    private static void Write(System.Text.Json.Utf8JsonWriter json, TensorStatistics found)
    {
        json.Number("least", found.Least);
        json.Number("greatest", found.Greatest);
        json.Number("mean", found.Mean);
        json.Number("deviation", found.Deviation);
        json.WriteNumber("notFinite", found.NotFinite);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
}
