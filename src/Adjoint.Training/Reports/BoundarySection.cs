using System.Text.Json;

namespace Adjoint.Training;

/// <summary>For networks of two inputs and one output: what they answer everywhere around the rows.</summary>
internal static class BoundarySection
{
    private const int Side = 120, MostPoints = 800;

    /// <summary>Writes the map, where the network has one.</summary>
    public static void Write(Utf8JsonWriter json, ITrainable network, Dataset? data)
    {
        if (data?.InputPorts is not [{ Kind: PortKind.Numbers, Size: 2 } port] || network.Inputs is not [{ Size: 2 }] || network.Outputs is not [{ Kind: PortKind.Numbers } output])
            return;
        var stride = Math.Max(1, (data.Rows + MostPoints - 1) / MostPoints);
        var points = Enumerable.Range(0, (data.Rows + stride - 1) / stride).Select(i => Point(data, port.Name, i * stride)).ToArray();
        var (left, right) = Around([.. points.Select(static p => (double)p[0])]);
        var (bottom, top) = Around([.. points.Select(static p => (double)p[1])]);
        var outputs = Outputs(network, output, left, right, bottom, top);
        json.WriteStartObject("boundary");
        json.Texts("names", data.Preparation is { } prepare && prepare.ColumnNames.Count == 2 ? prepare.ColumnNames : [$"{port.Name}[0]", $"{port.Name}[1]"]);
        json.Numbers("range", (IEnumerable<double>)[left, right, bottom, top]);
        json.WriteNumber("side", Side);
        WriteAnswers(json, network, outputs, output.Size);
        json.Numbers("x", points.Select(static p => p[0]));
        json.Numbers("y", points.Select(static p => p[1]));
        json.Numbers("label", Enumerable.Range(0, points.Length).Select(i => Label(data, i * stride)));
        json.WriteEndObject();
    }

    private static float[] Point(Dataset data, string input, int row)
    {
        var point = new float[2];
        data.CopyRow(input, row, point);
        return point;
    }

    /// <summary>The class of a row, or the first number of its target.</summary>
    private static double Label(Dataset data, int row) =>
        data.TargetPorts is [{ Kind: PortKind.Indices, Size: 1 }] ? data.Label(row) : data.TargetPorts is [{ Kind: PortKind.Numbers }] ? data.Target(row)[0] : -1;

    private static (double From, double To) Around(double[] values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        var room = greatest > least ? 0.08 * (greatest - least) : 1;
        return (least - room, greatest + room);
    }

    /// <summary>The outputs on a grid, from the top left on.</summary>
    private static float[] Outputs(ITrainable network, Port output, double left, double right, double bottom, double top)
    {
        const int rows = Side * Side;
        var x = new float[2 * rows];
        for (var i = 0; i < rows; i++)
        {
            var (line, column) = Math.DivRem(i, Side);
            (x[2 * i], x[2 * i + 1]) = ((float)(left + (right - left) * (column + 0.5) / Side), (float)(top - (top - bottom) * (line + 0.5) / Side));
        }
        var batch = new MiniBatch(network, rows);
        batch.Inputs[0].Set(x);
        var found = new PortRows(output, rows, network.Precision);
        if (network is IClassifier classifier)
            classifier.Probabilities(batch, found);
        else
            network.Predict(batch, found);
        var outputs = new float[rows * output.Size];
        found.CopyTo(outputs);
        return outputs;
    }

    /// <summary>Of classes which is answered and how surely, in bytes; of a number its value, in bytes from the least to the greatest.</summary>
    private static void WriteAnswers(Utf8JsonWriter json, ITrainable network, float[] outputs, int size)
    {
        var ofClasses = network.Targets is [{ Kind: PortKind.Indices }];
        var answers = new byte[Side * Side];
        var shares = new byte[Side * Side];
        var finite = outputs.Where(float.IsFinite).DefaultIfEmpty().ToArray();
        var (least, greatest) = (finite.Min(), finite.Max());
        for (var i = 0; i < answers.Length; i++)
        {
            var row = outputs.AsSpan(i * size, size);
            var answer = Math.Max(0, Probabilities.Greatest(row, network is IClassifier ? OutputKind.Probabilities : OutputKind.Logits));
            var share = network is IClassifier ? size == 1 ? (answer == 1 ? row[0] : 1 - row[0]) : row[answer] : 1;
            if (!ofClasses)
                (answer, share) = (0, greatest > least ? (row[0] - least) / (greatest - least) : 0);
            (answers[i], shares[i]) = ((byte)Math.Min(answer, byte.MaxValue), (byte)(255 * Math.Clamp(float.IsNaN(share) ? 0 : share, 0, 1)));
        }
        json.WriteBoolean("ofClasses", ofClasses);
        json.Number("least", least);
        json.Number("greatest", greatest);
        json.WriteBase64String("answers", answers);
        json.WriteBase64String("shares", shares);
    }
}
