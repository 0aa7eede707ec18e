using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>Sequences of a loop that hold the same value at every step: each step reads the value from outside.</summary>
internal static class StepValues
{
    /// <summary>Takes such sequences out of a Scan; returns the nodes that give the values the shape of a step.</summary>
    public static IEnumerable<Operation> TakeOut(Operation scan, Makers makers)
    {
        if (scan.Body is not { } body || body.Inputs.Count != scan.OwnInputs)
            yield break;
        var scanned = (int)scan.Attributes.Int("num_scan_inputs") - (scan.HasLengths ? 1 : 0) - scan.Repeated;
        var axes = scan.Attributes.Ints("scan_input_axes");
        for (var i = scan.OwnInputs - 1; i > scan.OwnInputs - scanned; i--)
        {
            var axis = axes is null ? 0 : Sizes.Axis(axes[i - (scan.OwnInputs - scanned)], scan.Input(i).Rank);
            if (makers.Of(scan.Input(i), "Expand")?.Input(0) is not { Constant: null } one
                || one.Rank != scan.Input(i).Rank
                || one.Dims[axis] != 1
                || one.Dims.Where((size, a) => a != axis && size != scan.Input(i).Dims[a]).Any())
                continue;
            var step = body.Inputs[i];
            var outer = new Value(one.Name) { Shape = step.Shape, Type = step.Type };
            yield return new Operation("Squeeze", scan.Name, 23, Attributes.Of(("axes", new[] { (long)axis })), [one], [outer]);
            foreach (var node in body.Operations)
                node.Inputs = [.. node.Inputs.Select(input => input == step ? outer : input)];
            scan.Inputs = [.. scan.Inputs.Where((_, at) => at != i), outer];
            scan.OwnInputs--;
            scan.Repeated++;
            body = scan.Body = body with { Inputs = [.. body.Inputs.Where((_, at) => at != i)], Outputs = [.. body.Outputs.Select(o => (o.Name, o.Value == step ? outer : o.Value))] };
            yield break;
        }
    }
}
