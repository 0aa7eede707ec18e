using System.Globalization;
using System.Text.Json;

namespace Adjoint.Training;

/// <summary>Numbers of a report, each so that it reads back as the same number. JSON has no NaN and no infinity: these are text.</summary>
internal static class ReportJson
{
    public static void Number(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    public static void Number(this Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.Number(value);
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.Number(value);
        json.WriteEndArray();
    }

    /// <summary>Numbers of which some are missing: null.</summary>
    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number)
                json.Number(number);
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.Number(value);
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
