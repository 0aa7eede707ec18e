using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>The targets of a data set that are labels, each with the output that is to tell it, and how well it does.</summary>
internal sealed class LabelScores
{
    private readonly Dataset data;
    private readonly Port[] targets;

    /// <summary>For each of the network's targets that the data set has labels for: their column, the output, the number of classes, the label that does not count.</summary>
    private readonly List<(Port Column, int Output, int Classes, int? Ignored)> labels = [];

    /// <summary>For each of them the column that says how many of its steps each row has, and the steps that there are room for; null where all have all.</summary>
    private readonly List<(string Column, int Steps)?> lengths = [];
    private readonly List<ClassTally> tallies = [];

    private LabelScores(ITrainable network, Dataset data)
    {
        (this.data, targets) = (data, [.. network.Targets]);
        for (var i = 0; i < targets.Length; i++)
        {
            var column = data.TargetPorts[PortMatch.Find(data.TargetPorts, targets, i)];
            if (column.Kind != PortKind.Indices)
                continue;
            var classes = targets[i].Kind == PortKind.Indices ? targets[i].Count : targets[i].Size;
            labels.Add((column, IndexOf(network.Outputs, targets[i].Output), classes, targets[i].IgnoreIndex));
            tallies.Add(new ClassTally(classes));
            lengths.Add(LengthsOf([.. network.Inputs], targets[i]));
        }
    }

    private (string Column, int Steps)? LengthsOf(Port[] inputs, Port target) => Array.FindIndex(inputs, input => input.AreLengths && input.Name == target.Lengths) is >= 0 and var i
        ? (data.InputPorts[PortMatch.Find(data.InputPorts, inputs, i)].Name, inputs[i].Count - 1)
        : null;

    /// <summary>Whether there are any.</summary>
    public bool HasLabels => labels.Count > 0;

    /// <summary>The scores of each target.</summary>
    private Dictionary<string, ClassScores> Scores => labels.Zip(tallies).ToDictionary(static target => target.First.Column.Name, static target => target.Second.Scores);

    /// <summary>Checks that a network takes the rows of a data set.</summary>
    /// <exception cref="ArgumentException">It does not, or there are none.</exception>
    public static LabelScores Of(ITrainable network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        Port[] inputs = [.. network.Inputs], targets = [.. network.Targets];
        for (var i = 0; i < inputs.Length; i++)
        {
            var (kind, size) = (Column(data.InputPorts, inputs, i).Kind, Column(data.InputPorts, inputs, i).Size);
            if (kind != inputs[i].Kind)
                throw new ArgumentException(
                    $"The rows have {(kind == PortKind.Indices ? "tokens" : "numbers")}{Of(inputs, i)}, and the network reads {(kind == PortKind.Indices ? "numbers" : "tokens")}; give it a column of those.",
                    nameof(data));
            if (size != inputs[i].Size)
                throw new ArgumentException($"The rows have {size} features{Of(inputs, i)}, and the network reads {inputs[i].Size}; they must be equal.", nameof(data));
        }
        for (var i = 0; i < targets.Length; i++)
            CheckTarget(Column(data.TargetPorts, targets, i), targets[i], Of(targets, i));
        if (data.Rows == 0)
            throw new ArgumentException("The data set has no rows; there is nothing to measure.", nameof(data));
        return new LabelScores(network, data);
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
            var (column, output, classes, ignored) = labels[i];
            var logits = outputs[output].Port.Size / column.Size;
            for (var row = 0; row < rows; row++)
            {
                var labelled = data.Indices(column.Name, first + row);
                var end = lengths[i] is var (of, steps) ? data.Indices(of, first + row)[0] * (column.Size / steps) : column.Size;
                for (var position = 0; position < end; position++)
                {
                    var label = labelled[position];
                    if (label != ignored && label >= 0 && label < classes)
                        tallies[i].Add(label, outputs[output].Told(row, position, logits));
                }
            }
        }
    }

    /// <summary>What was counted, and the mean loss of the rows.</summary>
    public Evaluation Judge(double loss)
    {
        var counted = tallies.Sum(static tally => tally.Labels);
        return new Evaluation(data.Rows, loss, (double)tallies.Sum(static tally => tally.Right) / counted)
        {
            LargestShare = (double)tallies.Sum(static tally => tally.Largest) / counted,
            MacroF1 = tallies.Count == 0 ? double.NaN : tallies.Average(static tally => tally.MacroF1),
            Scores = Scores,
        };
    }

    private static void CheckTarget(Port column, Port target, string of)
    {
        if (target.Kind == PortKind.Indices && column.Kind != PortKind.Indices)
            throw new ArgumentException(
                $"The rows have {column.Size} targets each{of}, and the network's loss takes one class a {(target.Size == 1 ? "row" : "position")}; give it a data set with labels.",
                "data");
        if (target.Kind == PortKind.Indices && column.Size != target.Size)
            throw new ArgumentException($"The rows have {column.Size} labels each{of}, and the network's loss takes {target.Size}; they must be equal.", "data");
        if (target.Kind == PortKind.Numbers && column.Kind == PortKind.Numbers && column.Size != target.Size)
            throw new ArgumentException($"The rows have {column.Size} targets each{of}, and the network has {target.Size} outputs; they must be equal.", "data");
        if (target.Kind == PortKind.Numbers && column.Kind == PortKind.Indices && column.Count > target.Size)
            throw new ArgumentException(
                $"The rows have {column.Count} classes{of}, and the network has {target.Size} outputs; it must have one for each{(target.Size == 1 ? ", or declare [BinaryCrossEntropy(Targets = Targets.Classes)], whose labels are 0 and 1" : "")}.",
                "data");
    }

    private static Port Column(Port[] columns, Port[] ports, int i)
    {
        if (PortMatch.Find(columns, ports, i) is >= 0 and var found)
            return columns[found];
        var near = NearestName.Find(ports[i].Name, columns.Select(static column => column.Name)) is { } name ? $" (the nearest is '{name}')" : "";
        throw new ArgumentException($"The data set has no column '{ports[i].Name}'{near}; it has {PortMatch.Names(columns)}. Give columns the names of the network's inputs and targets.", "data");
    }

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
