using System.Globalization;
using System.Text.Json;

namespace Adjoint.Training;

/// <summary>How a network judges rows, output by output, for a report.</summary>
internal static class JudgedSection
{
    /// <summary>Larger matrices are shown by their largest mistakes alone.</summary>
    private const int MostClasses = 60;

    /// <summary>How many numbers are shown of rows that are not pictures.</summary>
    private const int MostFeatures = 12;

    /// <summary>Measures, and writes, each output that is compared with a target.</summary>
    public static void Write(Utf8JsonWriter json, ITrainable network, Dataset? data, Augmentation? preparation, ReportOptions options)
    {
        json.WriteNumber("judgedRows", data?.Rows ?? 0);
        json.WriteStartArray("outputs");
        if (data is not null)
        {
            var judged = network.Targets.Select(target => OfTarget(network, target, options)).DistinctBy(static rows => rows.On).ToArray();
            network.Measure(data, preparation, judged);
            foreach (var rows in judged)
                Write(json, network, data, rows, options);
        }
        json.WriteEndArray();
    }

    private static JudgedRows OfTarget(ITrainable network, Port target, ReportOptions options) =>
        new(target.Output ?? network.Outputs[0].Name, target.Kind == PortKind.Indices, network is IClassifier, options.Worst);

    private static void Write(Utf8JsonWriter json, ITrainable network, Dataset data, JudgedRows rows, ReportOptions options)
    {
        json.WriteStartObject();
        json.WriteString("name", rows.On);
        string[] classes = rows.Matrix is { } matrix ? [.. Enumerable.Range(0, matrix.Classes).Select(c => ClassName(c, data, options))] : [];
        if (rows.Matrix is not null)
            WriteClasses(json, rows, classes);
        else
            WritePoints(json, rows, data);
        WriteWorst(json, network, data, rows, classes, options);
        json.WriteEndObject();
    }

    private static string ClassName(int c, Dataset data, ReportOptions options)
    {
        var names = options.Classes.Count > 0 ? options.Classes : data.Preparation?.Classes ?? [];
        return c < names.Count ? names[c] : c.ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteClasses(Utf8JsonWriter json, JudgedRows rows, string[] classes)
    {
        var matrix = rows.Matrix!;
        json.WriteNumber("classCount", classes.Length);
        json.WriteStartArray("classes");
        for (var c = 0; c < classes.Length; c++)
        {
            var (right, actual, predicted) = (matrix[c, c], matrix.Actual(c), matrix.Predicted(c));
            json.WriteStartObject();
            json.WriteString("name", classes[c]);
            json.Number("rows", actual);
            json.Number("precision", right / predicted);
            json.Number("recall", right / actual);
            json.Number("f1", 2 * right / (actual + predicted));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Number("accuracy", matrix.Value);
        if (classes.Length <= MostClasses)
        {
            json.WriteStartArray("confusion");
            for (var actual = 0; actual < classes.Length; actual++)
            {
                json.WriteStartArray();
                for (var predicted = 0; predicted < classes.Length; predicted++)
                    json.Number(matrix[actual, predicted]);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (rows.Calibration is { } calibration)
            WriteCalibration(json, calibration);
    }

    private static void WriteCalibration(Utf8JsonWriter json, CalibrationError calibration)
    {
        json.Number("calibrationError", calibration.Value);
        json.WriteStartArray("calibration");
        foreach (var bin in calibration.Bins)
        {
            json.WriteStartObject();
            json.Number("above", bin.Above);
            json.Number("upTo", bin.UpTo);
            json.Number("rows", bin.Rows);
            json.Number("confidence", bin.Confidence);
            json.Number("accuracy", bin.Accuracy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter json, JudgedRows rows, Dataset data)
    {
        var size = rows.Points.Count == 0 ? 0 : rows.Points[0].Found.Length;
        var names = data.Preparation?.TargetNames ?? [];
        json.WriteStartArray("numbers");
        // Further outputs would fill the page and tell little: the fields of a picture, for instance.
        for (var i = 0; i < Math.Min(size, 6); i++)
        {
            json.WriteStartObject();
            json.WriteString("name", i < names.Count ? names[i] : size == 1 ? rows.On : string.Create(CultureInfo.InvariantCulture, $"{rows.On} {i}"));
            json.Numbers("wanted", rows.Points.Select(point => point.Wanted[i]));
            json.Numbers("found", rows.Points.Select(point => point.Found[i]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteWorst(Utf8JsonWriter json, ITrainable network, Dataset data, JudgedRows rows, string[] classes, ReportOptions options)
    {
        json.WriteStartArray("worst");
        // Where rows have a number of steps of their own, nothing says which row a step belongs to.
        var positions = rows.Rows % data.Rows == 0 ? rows.Rows / data.Rows : 0;
        foreach (var row in positions == 0 ? [] : rows.Worst)
        {
            json.WriteStartObject();
            json.WriteNumber("row", row.Row / positions);
            if (positions > 1)
                json.WriteNumber("position", row.Row % positions);
            json.Number("loss", row.Loss);
            if (rows.Matrix is not null)
            {
                json.WriteString("label", classes[row.Label]);
                json.WriteString("answer", row.Answer < 0 ? "none (NaN)" : classes[row.Answer]);
                json.WriteBoolean("right", row.Answer == row.Label);
                json.Number("probability", row.Probability);
            }
            json.Numbers("found", row.Found.Take(MostFeatures));
            json.Numbers("wanted", row.Wanted.Take(MostFeatures));
            WriteRow(json, network, data, row.Row / positions, options);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The row itself: as a picture, or its first numbers.</summary>
    private static void WriteRow(Utf8JsonWriter json, ITrainable network, Dataset data, int row, ReportOptions options)
    {
        if (data.InputPorts is not [{ Kind: PortKind.Numbers } port])
            return;
        var values = new float[port.Size];
        data.CopyRow(port.Name, row, values);
        var shape = options.Picture ?? (network.Inputs[0].Shape is [1 or 3, > 3, > 3] found ? found : null);
        if (shape is not null && shape[0] * shape[1] * shape[2] == values.Length)
        {
            json.WriteString("picture", Picture(values, shape));
            json.WriteNumber("width", shape[2]);
            json.WriteNumber("height", shape[1]);
            return;
        }
        var names = data.Preparation is { } prepare && prepare.FeatureCount == prepare.ColumnNames.Count ? prepare.ColumnNames : [];
        json.Texts("features", names.Take(MostFeatures));
        json.Numbers("values", values.Take(MostFeatures));
        json.WriteNumber("valueCount", values.Length);
    }

    private static string Picture(float[] values, IReadOnlyList<int> shape)
    {
        var (channels, height, width) = (shape[0], shape[1], shape[2]);
        var finite = values.Where(float.IsFinite).DefaultIfEmpty().ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        var pixels = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, pixel) = Math.DivRem(i, height * width);
            var share = greatest > least ? (values[i] - least) / (greatest - least) : 0;
            pixels[pixel * channels + channel] = (byte)(255 * Math.Clamp(float.IsNaN(share) ? 0 : share, 0, 1) + 0.5f);
        }
        return PngWriter.DataUri(pixels, width, channels);
    }
}
