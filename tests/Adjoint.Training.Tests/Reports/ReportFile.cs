using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Adjoint.Training.Tests.Reports;

/// <summary>A page that was written: its text, and its data as the page's own program reads them.</summary>
internal sealed partial class ReportFile
{
    public ReportFile(string path)
    {
        Text = File.ReadAllText(path);
        Data = JsonDocument.Parse(DataElement().Match(Text).Groups[1].Value).RootElement;
    }

    public string Text { get; }

    public JsonElement Data { get; }

    /// <summary>The contents of all elements of a kind.</summary>
    public IReadOnlyList<string> Elements(string name) => [.. Regex.Matches(Text, $"<{name}( [^>]*)?>(.*?)</{name}>", RegexOptions.Singleline).Select(static match => match.Groups[2].Value)];

    /// <summary>Numbers, of which those that are not finite are text.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();

    /// <summary>Rates are floats: their shortest digits are not those of a double.</summary>
    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(static value => float.Parse(value.GetRawText().Trim('"'), CultureInfo.InvariantCulture))];

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataElement();
}
