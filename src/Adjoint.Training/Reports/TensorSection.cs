using System.Numerics;
using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>The tensors of a network, and their gradients on some rows, as histograms for a report.</summary>
internal static class TensorSection
{
    private const int Bins = 40;

    /// <summary>Writes each tensor of a network.</summary>
    /// <param name="json">The report.</param>
    /// <param name="network">The network.</param>
    /// <param name="batch">Rows for the gradient; null for none.</param>
    public static void Write(Utf8JsonWriter json, ITrainable network, MiniBatch? batch)
    {
        if (network.Precision == Precision.Double)
            Write<double>(json, network, batch);
        else
            Write<float>(json, network, batch);
    }

    private static void Write<T>(Utf8JsonWriter json, ITrainable network, MiniBatch? batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradient = batch is null ? null : Gradient(network, batch);
        var values = Weights<T>.Block(network).All;
        json.WriteNumber("gradientRows", batch?.Rows ?? 0);
        json.WriteStartArray("tensors");
        foreach (var tensor in network.Layout.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("shape", string.Join('×', tensor.Shape));
            json.WriteBoolean("trained", tensor.IsTrained);
            Histogram<T>(json, "values", values.Slice(tensor.Offset, tensor.Length));
            if (gradient is not null && tensor.IsTrained)
                Histogram<T>(json, "gradient", gradient.Values<T>().Slice(tensor.Offset, tensor.Length));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A gradient may draw masks and move statistics: the network is as it was afterwards.</summary>
    private static GradientBuffer Gradient(ITrainable network, MiniBatch batch)
    {
        using var restored = new RestoredState(network);
        var gradient = new GradientBuffer(network);
        network.Gradient(batch, gradient);
        return gradient;
    }

    /// <summary>Writes how often numbers are in each of some parts of their range, with their least, greatest, mean and deviation.</summary>
    public static void Histogram<T>(Utf8JsonWriter json, string name, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (least, greatest, sum, finite) = (double.PositiveInfinity, double.NegativeInfinity, default(ExactSum), 0);
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
                continue;
            var number = double.CreateTruncating(value);
            (least, greatest, finite) = (Math.Min(least, number), Math.Max(greatest, number), finite + 1);
            sum.Add(number);
        }
        var (mean, squares, counts) = (sum.Value / finite, default(ExactSum), new double[Bins]);
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
                continue;
            var number = double.CreateTruncating(value);
            squares.Add((number - mean) * (number - mean));
            counts[greatest > least ? Math.Min(Bins - 1, (int)(Bins * ((number - least) / (greatest - least)))) : Bins / 2]++;
        }
        json.WriteStartObject(name);
        json.Number("least", finite == 0 ? double.NaN : least);
        json.Number("greatest", finite == 0 ? double.NaN : greatest);
        json.Number("mean", mean);
        json.Number("deviation", Math.Sqrt(squares.Value / finite));
        json.WriteNumber("notFinite", values.Length - finite);
        json.Numbers("counts", counts);
        json.WriteEndObject();
    }
}
