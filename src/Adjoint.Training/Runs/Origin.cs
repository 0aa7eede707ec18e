using System.Globalization;
using System.Numerics;

namespace Adjoint.Training;

/// <summary>Where in a batch, or in a network, a number that is not finite first appears.</summary>
/// <param name="Found">A sentence.</param>
/// <param name="Advice">What to try; null where a smaller step may help.</param>
internal readonly record struct Origin(string Found, string? Advice = null)
{
    private const string OfData = "Correct these rows, or leave them out.";
    private const string OfWeights = "Load the network again, or start again: no step can repair a value that is not finite.";

    /// <summary>Looks for it. What it computes changes nothing.</summary>
    public static Origin Of(ITrainable network, MiniBatch batch)
    {
        var rows = new SingleRows(batch);
        List<int> bad = [.. Enumerable.Range(0, batch.Rows).Where(row => !double.IsFinite(LossOf(network, rows[row])))];
        if (bad.Count > 0)
            return OfRow(network, rows, bad);
        // What spoils the statistics of a batch need not spoil the loss of its own row.
        if (Enumerable.Range(0, batch.Rows).Select(row => Input(rows, row, "")).FirstOrDefault(static found => found is not null) is var (input, _))
            return new Origin(input, OfData);
        return Parameter(network) is { } parameter ? new Origin(parameter, OfWeights) : new Origin(Gradient(network, batch) ?? "Each row by itself has a finite loss.");
    }

    /// <summary>The first row whose loss is not finite by itself.</summary>
    private static Origin OfRow(ITrainable network, SingleRows rows, List<int> bad)
    {
        var (row, others) = (bad[0], bad.Count == 1 ? "" : $" (and in {bad.Count - 1} more of its {rows.Count} rows)");
        var input = Input(rows, row, others);
        if (input is { IsNaN: true } nan)
            return new Origin(nan.Found, OfData);
        var layer = Layer(network, rows[row], $"in row {row} of the batch{others}", input?.Found) ?? $"The outputs of row {row} of the batch are finite, and its loss is not{others}.";
        if (input is not null)
            return new Origin(layer, OfData);
        return Parameter(network) is { } parameter ? new Origin($"{parameter} {layer}", OfWeights) : new Origin(layer);
    }

    private static double LossOf(ITrainable network, MiniBatch one)
    {
        var loss = new LossSum();
        network.AddLoss(one, loss);
        return loss.Mean;
    }

    /// <summary>The first number of a row that is not finite.</summary>
    private static (string Found, bool IsNaN)? Input(SingleRows rows, int row, string others)
    {
        foreach (var port in rows[row].Inputs.Concat(rows[row].Targets).Where(static port => port.Port.Kind == PortKind.Numbers))
        {
            var numbers = NumbersOf(port);
            if (Array.FindIndex(numbers, static number => !double.IsFinite(number)) is >= 0 and var place)
                return ($"Row {row} of the batch has {Text(numbers[place])} in column {place} of '{port.Port.Name}'{others}.", double.IsNaN(numbers[place]));
        }
        return null;
    }

    /// <summary>The first layer whose output is not finite, and the one that makes NaN of infinity.</summary>
    /// <param name="network">The network.</param>
    /// <param name="one">The row.</param>
    /// <param name="where">Which row that is.</param>
    /// <param name="infinite">What was infinite before the first layer; null for nothing.</param>
    private static string? Layer(ITrainable network, MiniBatch one, string where, string? infinite)
    {
        string? found = null;
        network.Inspect(one, (output, _) =>
        {
            if (found is not null)
                return;
            var numbers = NumbersOf(output);
            if (Array.Exists(numbers, double.IsNaN))
                found = infinite is null ? First(output, double.NaN, where) : $"{infinite} {Named(output)} makes NaN of it.";
            else if (Array.FindIndex(numbers, double.IsInfinity) is >= 0 and var place)
                infinite ??= First(output, numbers[place], where);
        });
        return found ?? infinite;
    }

    private static string First(PortRows output, double number, string where) => $"The output of {Named(output)} is the first that is not finite: {Text(number)} {where}.";

    /// <summary>The name of a layer, or of those that are computed together: <c>'dense1' with 'norm' and 'relu1'</c>.</summary>
    private static string Named(PortRows output)
    {
        string[] layers = Array.ConvertAll(output.Port.Name.Split(", "), static layer => $"'{layer}'");
        return layers is [var first, .. var joined] && joined.Length > 0 ? $"{first} with {string.Join(" and ", joined)}" : layers[0];
    }

    private static string? Parameter(ITrainable network) => network.Precision == Precision.Double ? Parameter<double>(network) : Parameter<float>(network);

    private static string? Parameter<T>(ITrainable network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = Weights<T>.Block(network).All;
        foreach (var tensor in network.Layout.Parameters)
        {
            foreach (var value in values.Slice(tensor.Offset, tensor.Length))
            {
                if (!T.IsFinite(value))
                    return $"'{tensor.Name}' has a value that is not finite, before this step already.";
            }
        }
        return null;
    }

    /// <summary>The last tensor whose gradient is not finite: gradients flow from the last layer to the first.</summary>
    private static string? Gradient(ITrainable network, MiniBatch batch) => network.Precision == Precision.Double ? Gradient<double>(network, batch) : Gradient<float>(network, batch);

    private static string? Gradient<T>(ITrainable network, MiniBatch batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (weights, step) = (Weights.Of(network), network.TrainingStep);
        var gradient = new GradientBuffer(network);
        var loss = network.Gradient(batch, gradient);
        weights.CopyTo(network);
        network.TrainingStep = step;
        foreach (var tensor in network.Layout.Parameters.Where(static tensor => tensor.IsTrained).Reverse())
        {
            foreach (var value in gradient.Values<T>().Slice(tensor.Offset, tensor.Length))
            {
                if (!T.IsFinite(value))
                    return $"The loss is {Text(loss)}, and going backwards the gradient of '{tensor.Name}' is the first that is not finite.";
            }
        }
        return null;
    }

    private static double[] NumbersOf(PortRows rows)
    {
        var numbers = new double[rows.Rows * rows.Port.Size];
        rows.CopyTo(numbers);
        return numbers;
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
