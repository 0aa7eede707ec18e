namespace Adjoint.Training;

/// <summary>The rows of a batch one by one, each as a batch of its own; the next row takes the place of the one before.</summary>
internal sealed class SingleRows
{
    private readonly MiniBatch one;
    private readonly (PortRows Rows, double[] Numbers, PortRows One)[] ports;

    public SingleRows(MiniBatch batch)
    {
        Count = batch.Rows;
        PortRows[] inputs = Array.ConvertAll(batch.AllInputs, Room), targets = Array.ConvertAll(batch.AllTargets, Room);
        one = new MiniBatch(inputs, targets);
        ports = [.. batch.AllInputs.Zip(inputs).Concat(batch.AllTargets.Zip(targets)).Select(static port => (port.First, NumbersOf(port.First), port.Second))];
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>A row.</summary>
    public MiniBatch this[int row]
    {
        get
        {
            foreach (var (rows, numbers, into) in ports)
            {
                var size = rows.Port.Size;
                if (rows.Port.Kind == PortKind.Indices)
                    into.Set(rows.Indices.Slice(row * size, size));
                else
                    into.Set(numbers.AsSpan(row * size, size));
            }
            return one;
        }
    }

    private static PortRows Room(PortRows rows) => new(rows.Port, 1, rows.Precision) { AreOfLabels = rows.AreOfLabels };

    private static double[] NumbersOf(PortRows rows)
    {
        var numbers = new double[rows.Port.Kind == PortKind.Numbers ? rows.Rows * rows.Port.Size : 0];
        if (numbers.Length > 0)
            rows.CopyTo(numbers);
        return numbers;
    }
}
