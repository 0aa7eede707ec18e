namespace Adjoint.Data;

/// <summary>The targets of a data set that are labels, each beside the output that is to tell it, and how many were told right.</summary>
internal sealed class Judged
{
    private readonly Dataset data;
    private readonly Port[] targets;

    /// <summary>For each of the network's targets that the data set has labels for: their column, the output, the label that does not count.</summary>
    private readonly List<(Port Column, int Output, int? Ignored)> labels = [];
    private readonly List<(int Counted, int Right)> found = [];

    private Judged(ITrainable network, Dataset data)
    {
        (this.data, targets) = (data, [.. network.Targets]);
        for (var i = 0; i < targets.Length; i++)
        {
            var column = data.TargetPorts[PortMatch.Find(data.TargetPorts, targets, i)];
            if (column.Kind != PortKind.Indices)
                continue;
            labels.Add((column, IndexOf(network.Outputs, targets[i].Output), targets[i].IgnoreIndex));
            found.Add((0, 0));
        }
    }

    /// <summary>Whether there are any.</summary>
    public bool HasLabels => labels.Count > 0;

    /// <summary>The share of all labels that count which were told right; NaN where none counts.</summary>
    public double Accuracy => (double)found.Sum(static f => f.Right) / found.Sum(static f => f.Counted);

    /// <summary>The same of each target.</summary>
    public IReadOnlyDictionary<string, double> Accuracies => labels.Zip(found).ToDictionary(static l => l.First.Column.Name, static l => (double)l.Second.Right / l.Second.Counted);

    /// <summary>Checks that a network takes the rows of a data set.</summary>
    /// <exception cref="ArgumentException">It does not, or there are none.</exception>
    public static Judged Of(ITrainable network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        Port[] inputs = [.. network.Inputs], targets = [.. network.Targets];
        for (var i = 0; i < inputs.Length; i++)
        {
            var size = Column(data.InputPorts, inputs, i).Size;
            if (size != inputs[i].Size)
                throw new ArgumentException($"The rows have {size} features{Of(inputs, i)}, and the network reads {inputs[i].Size}; they must be equal.", nameof(data));
        }
        for (var i = 0; i < targets.Length; i++)
            CheckTarget(Column(data.TargetPorts, targets, i), targets[i], Of(targets, i));
        if (data.Rows == 0)
            throw new ArgumentException("The data set has no rows; there is nothing to measure.", nameof(data));
        return new Judged(network, data);
    }

    /// <summary>The classes of which a target's labels become probabilities; 0 where they stay labels.</summary>
    public int ProbabilitiesOf(Dataset dataset, int column)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i].Kind == PortKind.Numbers && dataset.TargetPorts[column].Kind == PortKind.Indices && PortMatch.Find(dataset.TargetPorts, targets, i) == column)
                return targets[i].Size;
        }
        return 0;
    }

    /// <summary>Counts the rows of a batch, the first of which is this row of the data set.</summary>
    public void Count(PortRows[] outputs, int first, int rows)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            var ((column, output, ignored), (counted, right)) = (labels[i], found[i]);
            for (var row = 0; row < rows; row++)
            {
                var label = data.Label(column.Name, first + row);
                if (label == ignored || label < 0 || label >= outputs[output].Port.Size)
                    continue;
                counted++;
                right += outputs[output].Greatest(row) == label ? 1 : 0;
            }
            found[i] = (counted, right);
        }
    }

    private static void CheckTarget(Port column, Port target, string of)
    {
        if (target.Kind == PortKind.Indices && column.Kind != PortKind.Indices)
            throw new ArgumentException($"The rows have {column.Size} targets each{of}, and the network's loss takes one class a row; give it a data set with labels.", "data");
        if (target.Kind == PortKind.Numbers && column.Kind == PortKind.Numbers && column.Size != target.Size)
            throw new ArgumentException($"The rows have {column.Size} targets each{of}, and the network has {target.Size} outputs; they must be equal.", "data");
        if (target.Kind == PortKind.Numbers && column.Kind == PortKind.Indices && column.Count > target.Size)
            throw new ArgumentException($"The rows have {column.Count} classes{of}, and the network has {target.Size} outputs; it must have one for each.", "data");
    }

    private static Port Column(Port[] columns, Port[] ports, int i) => PortMatch.Find(columns, ports, i) is >= 0 and var found
        ? columns[found]
        : throw new ArgumentException($"The data set has no column '{ports[i].Name}'; it has {PortMatch.Names(columns)}. Give columns the names of the network's inputs and targets.", "data");

    private static string Of(Port[] ports, int i) => ports.Length == 1 ? "" : $" in '{ports[i].Name}'";

    private static int IndexOf(IReadOnlyList<Port> outputs, string? name)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Name == name)
                return i;
        }
        return 0;
    }
}
