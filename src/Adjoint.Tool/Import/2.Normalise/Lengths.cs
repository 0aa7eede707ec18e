using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>
/// Rows of different lengths, as <c>SaveOnnx</c> writes them: an input of lengths that steps are compared with, so that what is after the end of a row is left
/// out. In the language an input has lengths, and layers leave those steps out by themselves: the comparisons go, and what they chose of stays.
/// </summary>
/// <param name="makers">The node that makes a value.</param>
/// <param name="readers">The nodes that read a value in the file.</param>
internal sealed class Lengths(Func<Value, Operation?> makers, Func<Value, IEnumerable<Operation>> readers)
{
    private enum Kind
    {
        /// <summary>The lengths themselves, under any shape.</summary>
        Lengths,

        /// <summary>Whether a step is there.</summary>
        Exists,

        /// <summary>Whether a row has steps.</summary>
        HasSteps,

        /// <summary>The last step, and −1 or 0 of rows that have none.</summary>
        Last,

        /// <summary>The length, at least 1.</summary>
        Count,
    }

    private readonly Dictionary<Value, Kind> kinds = [];

    /// <summary>Of a step that is there and seen, whether it is seen.</summary>
    private readonly Dictionary<Value, Value> seen = [];

    /// <summary>The inputs that are lengths.</summary>
    public IEnumerable<Value> Inputs => kinds.Where(pair => pair.Value == Kind.Lengths && makesNone.Contains(pair.Key)).Select(static pair => pair.Key);

    private readonly HashSet<Value> makesNone = [];

    /// <summary>Notes the inputs that could be lengths: one whole number for each row, which steps are compared with.</summary>
    public void Enter(Model model)
    {
        foreach (var input in model.Inputs.Where(
            input =>
                input is { Type: NumberType.Whole, Shape: [Sizes.Rows, 1] } && readers(input).All(static node => node.Type is "Less" or "Greater" or "Sub" or "Max" or "Reshape")))
        {
            kinds[input] = Kind.Lengths;
            makesNone.Add(input);
        }
    }

    /// <summary>What stands for a node that has to do with lengths: another node, or the value that it passes on; null for other nodes. Of what only lengths are made of nothing is left.</summary>
    public (Operation? Node, Value? Value)? Replaced(Operation node)
    {
        var of = node.InputOrNull(0) is { } first && kinds.TryGetValue(first, out var known) ? known : (Kind?)null;
        var by = node.InputOrNull(1) is { } second && kinds.TryGetValue(second, out var other) ? other : (Kind?)null;
        return (node.Type, of, by) switch
        {
            ("Reshape" or "Unsqueeze" or "CastLike" or "Cast", { } kind, _) => Noted(node, kind, seen.GetValueOrDefault(node.Input(0))),
            ("Less", null, Kind.Lengths) => Noted(node, Kind.Exists),
            ("Greater", Kind.Lengths, null) => Noted(node, Kind.HasSteps),
            ("Sub", Kind.Lengths, null) or ("Max", Kind.Last, null) => Noted(node, Kind.Last),
            ("Max", Kind.Lengths, null) => Noted(node, Kind.Count),
            ("And", null, Kind.Exists) => Noted(node, Kind.Exists, node.Input(0)),
            ("Where", Kind.HasSteps, _) => (null, node.Input(1)),
            ("Where", Kind.Exists, _) => Chosen(node),
            ("Div", _, Kind.Count) when makers(node.Input(0)) is { Type: "ReduceSum" } sum => (With(node, "ReduceMean", sum.Inputs, sum), null),
            ("GatherND", _, Kind.Last) => (With(node, "LastStep", [node.Input(0)], node), null),
            ("ReverseSequence", _, Kind.Lengths) => (With(node, "ReverseSteps", [node.Input(0)], node), null),
            _ => null,
        };
    }

    /// <summary>Takes the sequence that says which steps are there out of a loop.</summary>
    public void Remove(Operation scan)
    {
        if (scan.Body is not { } body
            || scan.OwnInputs < 1
            || scan.InputOrNull(scan.OwnInputs - 1) is not { } last
            || kinds.GetValueOrDefault(last) != Kind.Exists
            || body.Inputs.Count != scan.OwnInputs)
            return;
        kinds[body.Inputs[^1]] = Kind.Exists;
        scan.Inputs = [.. scan.Inputs.Where((_, i) => i != scan.OwnInputs - 1)];
        scan.OwnInputs--;
        scan.HasLengths = true;
        scan.Body = body with { Inputs = [.. body.Inputs.SkipLast(1)] };
    }

    /// <summary>What is chosen of the steps that are there. Layers that know lengths take it as it is; where steps become features, those that are not there have to be 0.</summary>
    private (Operation?, Value?) Chosen(Operation node)
    {
        if (seen.GetValueOrDefault(node.Input(0)) is { } condition)
            return (With(node, "Where", [condition, node.Input(1), node.Input(2)], node), null);
        var isZero = node.Input(2).Constant is { Count: 1 } fill && fill[0] == 0;
        return isZero && readers(node.Output).Any(static reader => reader.Type is "Reshape" or "Flatten") ? (With(node, "MaskSteps", [node.Input(1)], node), null) : (null, node.Input(1));
    }

    private (Operation?, Value?) Noted(Operation node, Kind kind, Value? condition = null)
    {
        kinds[node.Output] = kind;
        if (condition is not null)
            seen[node.Output] = condition;
        return (null, null);
    }

    private static Operation With(Operation node, string type, Value?[] inputs, Operation attributes) => new(type, node.Name, attributes.Version, attributes.Attributes, inputs, node.Outputs);
}
