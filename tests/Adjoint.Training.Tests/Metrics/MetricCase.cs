using System.Text.Json;

namespace Adjoint.Training.Tests.Metrics;

/// <summary>One case of tests/Golden/metrics.py, its rows rebuilt: the numbers are drawn in the same order from the same generator.</summary>
internal sealed class MetricCase
{
    public const int Rows = 203;

    private MetricCase(JsonElement json)
    {
        Values = json.GetProperty("values").EnumerateObject().ToDictionary(static v => v.Name, static v => v.Value.GetDouble());
        Matrix = json.TryGetProperty("matrix", out var matrix) ? [.. matrix.EnumerateArray().Select(static v => v.GetDouble())] : [];
        Outputs = json.GetProperty("outputs").GetInt32();
        var weights = new float[Rows];
        var state = json.GetProperty("seed").GetUInt32();
        (X, Labels, Targets) = (
            new float[Rows * Outputs],
            new int[json.TryGetProperty("classes", out var classes) ? Rows : 0],
            new float[classes.ValueKind == JsonValueKind.Undefined ? Rows * Outputs : 0]);
        for (var row = 0; row < Rows; row++)
        {
            if (Labels.Length > 0)
                DrawLabelled(row, classes.GetInt32(), ref state);
            else
                DrawNumbers(row, ref state);
            weights[row] = (float)(0.5 + Uniform(ref state));
        }
        Weights = json.GetProperty("weighted").GetBoolean() ? weights : [];
    }

    public int Outputs { get; }

    public float[] X { get; }

    public int[] Labels { get; }

    public float[] Targets { get; }

    public float[] Weights { get; }

    public Dictionary<string, double> Values { get; }

    public double[] Matrix { get; }

    public static MetricCase Of(string kind, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "metrics.json")));
        return new MetricCase(json.RootElement.GetProperty(kind).GetProperty(name));
    }

    /// <summary>Adds all rows in parts of so many.</summary>
    public double Judge(Metric metric, int batchSize)
    {
        metric.Reset();
        for (var first = 0; first < Rows; first += batchSize)
        {
            var count = Math.Min(batchSize, Rows - first);
            metric.Add(new MetricRows
            {
                Outputs = X.AsSpan(first * Outputs, count * Outputs),
                OutputSize = Outputs,
                Labels = Labels.Length > 0 ? Labels.AsSpan(first, count) : [],
                Targets = Targets.Length > 0 ? Targets.AsSpan(first * Outputs, count * Outputs) : [],
                Weights = Weights.Length > 0 ? Weights.AsSpan(first, count) : [],
                Count = count,
            });
        }
        return metric.Value;
    }

    private void DrawLabelled(int row, int classes, ref uint state)
    {
        var best = 0;
        for (var i = 0; i < Outputs; i++)
        {
            X[row * Outputs + i] = (float)(Math.Floor(8 * (6 * Uniform(ref state) - 3)) / 8);
            best = X[row * Outputs + i] > X[row * Outputs + best] ? i : best;
        }
        best = Outputs > 1 ? best : X[row] > 0 ? 1 : 0;
        var (follows, drawn) = (Uniform(ref state) < 0.5, (int)(Uniform(ref state) * classes));
        Labels[row] = follows ? Math.Min(best, classes - 1) : drawn;
    }

    private void DrawNumbers(int row, ref uint state)
    {
        for (var i = 0; i < Outputs; i++)
        {
            var wanted = 1000 + 4 * Uniform(ref state);
            (Targets[row * Outputs + i], X[row * Outputs + i]) = ((float)wanted, (float)(wanted + Uniform(ref state) - 0.5));
        }
    }

    private static double Uniform(ref uint state)
    {
        state = unchecked(1664525 * state + 1013904223);
        return (state >> 8) / 16777216.0;
    }
}
