using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Plan;

/// <summary>
/// The fourth stage: decides what runs when, and what lies where and for how long. Blocks of sixteen rows run depth first through the whole network, so
/// that scratch memory is needed for a few blocks only. Where a layer needs all rows at once, training is cut into stages between which all blocks meet;
/// what a later stage or a sum over rows reads is kept for all rows until then.
/// </summary>
internal static class Planner
{
    public static Schedule Plan(TrainingGraph graph, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var outputs = graph.Network.Outputs;
        var forward = Fusion.Fuse(graph.Aliases, graph.Forward, graph.Backward, seen: []);
        var backward = Fusion.Fuse(graph.Aliases, graph.Backward, graph.Forward, seen: []);
        var evaluation = Fusion.Fuse(graph.InferenceAliases, graph.Inference, graph.Loss, seen: []);
        var inference = Fusion.Fuse(graph.InferenceAliases, graph.Inference, [], outputs.Select(Operand.Value));
        return new Schedule(
            graph,
            forward.Count,
            BufferPlacement.Place(graph, RowMasks.Insert(graph, StagesOf([.. forward, .. backward]), graph.Aliases), graph.Aliases, LaneBlocks, outputs: []),
            BufferPlacement.Place(graph, StagesOf([.. evaluation, .. graph.Loss]), graph.InferenceAliases, LaneBlocks, outputs: []),
            BufferPlacement.Place(graph, StagesOf(inference), graph.InferenceAliases, LaneBlocks, outputs),
            BufferPlacement.Place(graph, StagesOf(graph.Inference), graph.InferenceAliases, WholeVectors, outputs));
    }

    /// <summary>Plans a derivative: one pass through the network, of which the results are kept for all rows.</summary>
    public static DerivedSchedule Plan(DerivedNetwork derived, TrainingGraph graph, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var forward = Fusion.Fuse(graph.Aliases, graph.Forward, graph.Backward, derived.Results);
        var backward = Fusion.Fuse(graph.Aliases, graph.Backward, graph.Forward, derived.Results);
        Step[] steps = [.. forward, .. derived.Results.IsEmpty ? backward : Dependence.MarkResults(graph.Aliases, backward)];
        var planned = derived.IsSwept ? Dependence.Split(graph.Aliases, steps, graph.Network.Inputs[graph.Network.Inputs.Count - 1]) : StagesOf(steps);
        var ownOfRows = derived.Kind is Derivation.RowGradients or Derivation.RowGradientNorms ? derived.Results : [];
        var stages = derived.IsSwept ? planned : RowMasks.Insert(graph, planned, graph.Aliases, ownOfRows);
        var pass = BufferPlacement.Place(graph, stages, graph.Aliases, LaneBlocks, outputs: [], derived.Results, repeats: derived.IsSwept);
        var nothing = new Pass([], [], 0, 0, 0);
        return new DerivedSchedule(derived, new Schedule(graph, forward.Count, pass, nothing, nothing, nothing));
    }

    /// <summary>Cuts calls into stages: after a meeting's calls a new one begins. Sums over rows run at the next meeting, the last at the end.</summary>
    private static EquatableArray<Stage> StagesOf(IEnumerable<Step> steps)
    {
        List<Stage> stages = [];
        List<Step> blocks = [], meeting = [];
        var isClosed = false;
        foreach (var step in steps)
        {
            if (step.Call.Timing == Timing.Blocks && isClosed)
            {
                stages.Add(new Stage(blocks.ToEquatableArray(), meeting.ToEquatableArray()));
                (blocks, meeting, isClosed) = ([], [], false);
            }
            isClosed |= step.Call.Timing == Timing.Meeting;
            (step.Call.Timing == Timing.Blocks ? blocks : meeting).Add(step);
        }
        stages.Add(new Stage(blocks.ToEquatableArray(), meeting.ToEquatableArray()));
        return stages.ToEquatableArray();
    }

    /// <summary>Whether an operand of this kind needs memory of its own for each row.</summary>
    public static bool IsBuffer(OperandKind kind) =>
        kind is OperandKind.Value or OperandKind.Gradient or OperandKind.GradientPart or OperandKind.Panels or OperandKind.RowGradient
            or OperandKind.Moments or OperandKind.GradientMoments or OperandKind.Affine;

    /// <summary>Whether an operand of this kind needs memory once for a batch.</summary>
    public static bool IsOfBatch(OperandKind kind) => kind is OperandKind.Statistics or OperandKind.GradientStatistics;

    /// <summary>What a call writes; its last operand at least.</summary>
    public static IEnumerable<Operand> Written(KernelCall call) => call.Operands.Where((o, i) => o.Writes || i == call.Operands.Count - 1);

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

    /// <summary>In lane blocks every feature is sixteen floats: sizes are what they are. What is there once for all rows of a chunk is spread over them.</summary>
    private static int LaneBlocks(OperandKind kind, int size) => kind == OperandKind.Affine ? (size + Chunk.Rows - 1) / Chunk.Rows : size;

    /// <summary>With vectors over features, the last vector is whole, and a layer that acts on each step of a sequence may write one vector past the last.</summary>
    private static int WholeVectors(OperandKind kind, int size) => (size + 15) / 16 * 16 + 16;
}

/// <summary>The rows that pass through a network together.</summary>
internal static class Chunk
{
    /// <summary>Rows in a lane block.</summary>
    public const int BlockRows = 16;

    /// <summary>Two blocks, so that one broadcast weight serves two 512-bit vectors.</summary>
    public const int Rows = 2 * BlockRows;
}
