using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Plan;

/// <summary>
/// The fourth stage: decides what lies where and for how long. Blocks of sixteen rows run depth first through the whole network, so that scratch memory
/// is needed for a few blocks only; the inputs and output gradients of dense layers are kept for all rows, because their weight gradient is one
/// contraction over rows.
/// </summary>
internal static class Planner
{
    public static Schedule Plan(TrainingGraph graph, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var kept = new HashSet<(OperandKind, int)>(
            graph.ParameterGradients.SelectMany(static s => s.Call.Operands).Where(static o => IsBuffer(o.Kind)).Select(o => Buffer(graph.Aliases, o)));
        var training = BufferPlacement.Place(graph, [.. graph.Forward, .. graph.Backward], graph.Aliases, kept, LaneBlocks, outputs: []);
        var gradients = new Pass(graph.ParameterGradients, training.Buffers, 0, training.Kept);
        var outputs = graph.Network.Outputs;
        return new Schedule(
            graph,
            training,
            gradients,
            BufferPlacement.Place(graph, [.. graph.Inference, .. graph.Loss], graph.InferenceAliases, [], LaneBlocks, outputs: []),
            BufferPlacement.Place(graph, graph.Inference, graph.InferenceAliases, [], LaneBlocks, outputs),
            BufferPlacement.Place(graph, graph.Inference, graph.InferenceAliases, [], WholeVectors, outputs));
    }

    /// <summary>Whether an operand of this kind needs memory of its own.</summary>
    public static bool IsBuffer(OperandKind kind) => 
        kind is OperandKind.Value or OperandKind.Gradient or OperandKind.GradientPart or OperandKind.Panels or OperandKind.RowGradient;

    /// <summary>The buffer that an operand lies in: that of the value which it is another shape of.</summary>
    public static (OperandKind Kind, int Id) Buffer(EquatableArray<Alias> aliases, Operand operand)
    {
        var id = operand.Id;
        if (operand.Kind is OperandKind.Value or OperandKind.Gradient)
        {
            while (aliases.FirstOrDefault(a => a.Value == id) is { } alias)
                id = alias.Of;
        }
        return (operand.Kind, id);
    }

    /// <summary>In lane blocks every feature is sixteen floats: sizes are what they are.</summary>
    private static int LaneBlocks(int size) => size;

    /// <summary>With vectors over features, the last vector is whole, and a layer that acts on each step of a sequence may write one vector past the last.</summary>
    private static int WholeVectors(int size) => (size + 15) / 16 * 16 + 16;
}
