using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>
/// The fifth stage: decides what runs when, and what lies where and for how long. Blocks of sixteen rows run depth first through the whole network, so
/// that scratch memory is needed for a few blocks only. Where a layer needs all rows at once, training is cut into stages between which all blocks meet;
/// what a later stage or a sum over rows reads is kept for all rows until then.
/// </summary>
internal static class Planner
{
    public static PlannedNetwork Plan(LoweredNetwork lowered, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var graph = lowered.Graph;
        var outputs = graph.Network.Outputs;
        List<Operand> results = [.. outputs.Select(Operand.Value)];
        var (forward, backward) = Training(lowered, seen: []);
        var judged = PartsInPlace.Of(lowered, graph.InferenceAliases, lowered.Inference, [.. lowered.Loss.SelectMany(static s => s.Call.Operands)]);
        var evaluation = Fusion.Fuse(graph.InferenceAliases, judged, lowered.Loss, seen: []);
        var inference = Fusion.Fuse(graph.InferenceAliases, PartsInPlace.Of(lowered, graph.InferenceAliases, lowered.Inference, results), [], results);
        var row = Fusion.Fuse(graph.InferenceAliases, PartsInPlace.Of(lowered, graph.InferenceAliases, lowered.Inference, results, isRow: true), [], results, ofOneRow: true);
        var rowByRow = RowTraining.Of(lowered);
        return new PlannedNetwork(lowered,
        [
            BufferPlacement.Place(PassKind.Training, lowered, RowMasks.Insert(lowered, StagesOf([.. forward, .. backward]), graph.Aliases), graph.Aliases, LaneBlocks(lowered), outputs: []),
            BufferPlacement.Place(PassKind.Evaluation, lowered, StagesOf([.. evaluation, .. lowered.Loss]), graph.InferenceAliases, LaneBlocks(lowered), outputs: []),
            BufferPlacement.Place(PassKind.Prediction, lowered, StagesOf(inference), graph.InferenceAliases, LaneBlocks(lowered), outputs),
            // Where rows are positions, one of them alone is no row.
            .. graph.Network.Positions > 1 ? [] : new[] { BufferPlacement.Place(PassKind.Row, lowered, StagesOf(row), graph.InferenceAliases, WholeVectors, outputs) },
            .. rowByRow.IsEmpty ? [] : new[] { BufferPlacement.Place(PassKind.RowTraining, lowered, StagesOf(rowByRow), graph.Aliases, WholeVectors, outputs: []) },
        ]);
    }

    /// <summary>Plans a derivative: one pass through the network, of which the results are kept for all rows.</summary>
    public static PlannedDerivative Plan(LoweredDerivative derivative, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (derived, lowered, results) = (derivative.Derived, derivative.Network, derivative.Results);
        var graph = lowered.Graph;
        var (forward, backward) = Training(lowered, results);
        Step[] steps = [.. forward, .. results.IsEmpty ? backward : Dependence.MarkResults(graph.Aliases, backward)];
        var planned = derived.IsSwept ? Dependence.Split(graph.Aliases, steps, graph.Network.Inputs[graph.Network.Inputs.Count - 1]) : StagesOf(steps);
        var ownOfRows = derived.Kind is Derivation.RowGradients or Derivation.RowGradientNorms ? results : [];
        var stages = derived.IsSwept ? planned : RowMasks.Insert(lowered, planned, graph.Aliases, ownOfRows);
        var pass = BufferPlacement.Place(PassKind.Derivative, lowered, stages, graph.Aliases, LaneBlocks(lowered), outputs: [], results, repeats: derived.IsSwept);
        return new PlannedDerivative(derivative, new PlannedNetwork(lowered, [pass]));
    }

    /// <summary>The calls forward and backward, joined where they can be.</summary>
    private static (EquatableArray<Step> Forward, EquatableArray<Step> Backward) Training(LoweredNetwork lowered, IReadOnlyList<Operand> seen)
    {
        var aliases = lowered.Graph.Aliases;
        var all = PartsInPlace.Of(lowered, aliases, lowered.Forward.Concat(lowered.Backward), seen);
        List<Step> forward = [.. all.Where(static s => s.IsForward)], backward = [.. all.Where(static s => !s.IsForward)];
        return (Fusion.Fuse(aliases, forward, backward, seen), Fusion.Fuse(aliases, backward, forward, seen));
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
                stages.Add(new Stage(blocks.ToEquatableArray(), GradientSlices.Of(meeting)));
                (blocks, meeting, isClosed) = ([], [], false);
            }
            isClosed |= step.Call.Timing == Timing.Meeting;
            (step.Call.Timing == Timing.Blocks ? blocks : meeting).Add(step);
        }
        stages.Add(new Stage(blocks.ToEquatableArray(), GradientSlices.Of(meeting)));
        return stages.ToEquatableArray();
    }

    /// <summary>In lane blocks every feature is sixteen floats: sizes are what they are. What is there once for all rows of a chunk is spread over them.</summary>
    private static Func<BufferKey, int, int> LaneBlocks(LoweredNetwork lowered)
    {
        var rows = Chunk.RowsOf(lowered.Graph.Network);
        return (key, size) => key.Buffer is { Extent: Extent.Chunk } ? (size + rows - 1) / rows : size;
    }

    /// <summary>With vectors over features, the last vector is whole, and a layer that acts on each step of a sequence may write one vector past the last.</summary>
    private static int WholeVectors(BufferKey key, int size) => LaneBlock.WholeVectors(size) + LaneBlock.Rows;
}

/// <summary>The rows that pass through a network together.</summary>
internal static class Chunk
{
    /// <summary>Two blocks, so that one broadcast weight serves two 512-bit vectors.</summary>
    public const int Rows = 2 * LaneBlock.Rows;

    /// <summary>The rows of a network: where they are positions, those of whole rows.</summary>
    public static int RowsOf(Shape.ShapedNetwork network) => (Rows + network.Positions - 1) / network.Positions * network.Positions;
}
