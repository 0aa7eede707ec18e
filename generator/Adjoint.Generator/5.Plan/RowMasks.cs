using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Keeps rows that do not count out of sums over the rows. The last block of a batch has lanes without a row, and a loss may ignore rows; their gradients are 0. That is
/// enough where all numbers are finite. Where a layer may compute ∞ or NaN of such a row, 0 · ∞ would spoil the sums: there every number that a sum reads is set
/// to 0 in the lanes that do not count, before it is read.
/// </summary>
internal static class RowMasks
{
    /// <summary>The stages with what sets numbers to 0, if the network needs it.</summary>
    /// <param name="lowered">The network.</param>
    /// <param name="stages">The calls of training, or of a derivative.</param>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="results">What each row has by itself, and is 0 for a row that does not count.</param>
    public static EquatableArray<Stage> Insert(LoweredNetwork lowered, EquatableArray<Stage> stages, EquatableArray<Alias> aliases, EquatableArray<Operand> results = default)
    {
        if (lowered.Graph.Network.Nodes.All(static n => n.Operator.IsFinite))
            return stages;
        var network = lowered.Graph.Network;
        return stages.Select((stage, i) =>
        {
            var blocks = stage.Blocks.SelectMany(step => WritesPanels(step.Call) ? new[] { MaskOf(lowered, step.Layer, step.Call.Operands[0]), step } : [step]);
            var read = stage.Meeting.SelectMany(static step => step.Call.Operands.Where(static o => !o.Writes).Select(o => (step.Layer, Operand: o)));
            var wanted = i == stages.Count - 1 ? results.Select(static o => (Layer: "result", Operand: o)) : [];
            var masks = read.Concat(wanted)
                .Where(each => each.Operand.Kind is OperandKind.Value or OperandKind.Gradient or OperandKind.RowGradient)
                // Inputs of rows that do not count are zeros already.
                .Where(each => each.Operand.Kind != OperandKind.Value || !network.Inputs.Contains(OperandBuffers.Of(aliases, each.Operand).Id))
                .GroupBy(each => OperandBuffers.Of(aliases, each.Operand))
                .Select(static each => each.First())
                .Select(each => MaskOf(lowered, each.Layer, each.Operand));
            return stage with { Blocks = [.. blocks, .. masks] };
        }).ToEquatableArray();
    }

    private static bool WritesPanels(KernelCall call) => call.Operands.Any(static o => o is { Writes: true, Buffer.Layout: Layout.Panels });

    private static Step MaskOf(LoweredNetwork lowered, string layer, Operand operand)
    {
        var (name, size) = Described(lowered, operand);
        return new Step(layer, RowMask.Of(operand, size, name));
    }

    /// <summary>What the lectures call an operand, and its numbers in a row.</summary>
    private static (string Name, int Size) Described(LoweredNetwork lowered, Operand operand)
    {
        if (operand.Kind == OperandKind.RowGradient)
        {
            var parameter = lowered.Graph.Network.Parameters[lowered.RowGradients[operand.Id].Parameter];
            return (Notation.Gradient(parameter.Symbol) + " of each row", parameter.Length * lowered.RowGradients[operand.Id].Steps);
        }
        var value = lowered.Graph.Network.Values[operand.Id];
        return (operand.Kind == OperandKind.Value ? Notation.Of(value.Name) : Notation.Gradient(value.Name), value.Total);
    }
}
