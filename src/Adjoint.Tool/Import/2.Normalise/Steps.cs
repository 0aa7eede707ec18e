using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>How a Scan reads and yields steps.</summary>
/// <param name="States">The number of its states.</param>
/// <param name="InputAxis">The axis of its input that the steps are.</param>
/// <param name="OutputAxis">The axis of its output that they are.</param>
/// <param name="IsReverse">Whether the last step comes first.</param>
internal sealed record Steps(int States, int InputAxis, int OutputAxis, bool IsReverse)
{
    private static int Scanned(Operation node) => (int)node.Attributes.Int("num_scan_inputs") - (node.HasLengths ? 1 : 0) - node.Repeated;

    public static Steps Of(Operation node)
    {
        if (node.Version < 9)
            throw new ImportException("its first version, with lengths of sequences, is not read");
        var scanned = Scanned(node);
        var states = node.OwnInputs - scanned;
        if (node.Body is not { } body || scanned < 1 || states < 1 || body.Inputs.Count != node.OwnInputs || body.Outputs.Count != states + 1 || node.Outputs.Length > states + 1)
            throw new ImportException("it has no states, or more than one output of steps");
        bool IsReverse(string name) => node.Attributes.Ints(name) is [1, ..];
        if (IsReverse("scan_input_directions") != IsReverse("scan_output_directions"))
            throw new ImportException("it yields its steps in another order than it reads them in");
        return new Steps(
            states,
            Sizes.Axis(node.Attributes.Ints("scan_input_axes") is [var a, ..] ? a : 0, node.Input(states).Rank),
            (int)(node.Attributes.Ints("scan_output_axes") is [var b, ..] ? b : 0),
            IsReverse("scan_input_directions"));
    }

    /// <summary>The axis of a sequence that the steps are.</summary>
    public int AxisOf(Operation node, int sequence) =>
        Sizes.Axis(node.Attributes.Ints("scan_input_axes") is { } axes && sequence < axes.Length ? axes[sequence] : 0, node.Input(States + sequence).Rank);

    /// <summary>Gives the inputs of the body their shapes.</summary>
    public void Enter(Operation node)
    {
        for (var i = 0; i < States; i++)
            (node.Body!.Inputs[i].Shape, node.Body.Inputs[i].Type) = (Repeated(node.Input(i), node.Input(States)), node.Input(i).Type);
        for (var i = States; i < node.OwnInputs; i++)
        {
            var along = AxisOf(node, i - States);
            (node.Body!.Inputs[i].Shape, node.Body.Inputs[i].Type) = ([.. node.Input(i).Dims.Where((_, axis) => axis != along)], node.Input(i).Type);
        }
    }

    /// <summary>The shapes of what comes out.</summary>
    public long[][] Leave(Operation node)
    {
        List<long[]> shapes = [.. node.Body!.Inputs.Take(States).Select(static state => state.Dims)];
        var step = node.Body.Outputs[States].Value.Dims.ToList();
        step.Insert(Sizes.Axis(OutputAxis, step.Count + 1), node.Input(States).Dims[InputAxis]);
        return [.. shapes, [.. step]];
    }

    /// <summary>The shape of a state: what begins as the same in every row was computed for one.</summary>
    private long[] Repeated(Value initial, Value steps)
    {
        var rows = Array.FindIndex([.. steps.Dims.Where((_, axis) => axis != InputAxis)], Sizes.HasRows);
        return [.. initial.Dims.Select((size, axis) => initial.Constant is not null && axis == rows && size == 1 ? Sizes.Rows : size)];
    }
}
