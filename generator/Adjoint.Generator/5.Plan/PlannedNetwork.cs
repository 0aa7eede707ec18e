using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;

namespace Adjoint.Generator.Plan;

/// <summary>The passes of a network, or the one of a derivative, with a place in memory for everything that they read and write.</summary>
/// <param name="Lowered">The network with its derivative, as kernel calls.</param>
/// <param name="Passes">The passes, each of another kind.</param>
internal sealed record PlannedNetwork(LoweredNetwork Lowered, EquatableArray<Pass> Passes)
{
    /// <summary>The network with its derivative.</summary>
    public TrainingGraph Graph => Lowered.Graph;

    /// <summary>Whether there is a pass of one row.</summary>
    public bool HasRow => Passes.Any(static p => p.Kind == PassKind.Row);

    /// <summary>Whether few rows are trained one by one.</summary>
    public bool HasRowTraining => Passes.Any(static p => p.Kind == PassKind.RowTraining);

    /// <summary>The most rows that are trained so.</summary>
    public int FewTrainingRows => RowTraining.MostRows(Lowered, this[PassKind.Training].Kept);

    /// <summary>The pass of a kind.</summary>
    public Pass this[PassKind kind] => Passes.First(p => p.Kind == kind);

    /// <summary>The plan with one pass alone.</summary>
    public PlannedNetwork Only(PassKind kind) => this with { Passes = [this[kind]] };

    /// <summary>What training and evaluation need of memory.</summary>
    public BatchMemory TrainingMemory => BatchMemory.Of(Graph.Network, this[PassKind.Training], this[PassKind.Evaluation].Scratch);

    /// <summary>Whether all that read the input of the one-row pass take its numbers one by one.</summary>
    public bool RowReadsScalars
    {
        get
        {
            var row = this[PassKind.Row];
            var input = row.Find(OperandKind.Value, Graph.Network.Inputs[0])!;
            return Graph.Network.Inputs.Count == 1
                && !input.Ids.Intersect(Graph.Network.Outputs).Any()
                && row.Steps.All(s => s.Call.Kernel.RowReadsScalars || !s.Call.Operands.Any(o => o.Kind == OperandKind.Value && input.Ids.Contains(o.Id)));
        }
    }

    /// <summary>The methods of kernels that the passes call.</summary>
    public IEnumerable<KernelUse> KernelUses => Passes.SelectMany(static p => p.KernelUses).Where(static u => u.Kernel.IsGenerated).Distinct();
}

/// <summary>A derivative with a place in memory for everything: a plan of one pass.</summary>
internal sealed record PlannedDerivative(LoweredDerivative Derivative, PlannedNetwork Plan)
{
    /// <summary>What it computes.</summary>
    public DerivedNetwork Derived => Derivative.Derived;

    /// <summary>What users receive of it.</summary>
    public EquatableArray<Operand> Results => Derivative.Results;

    /// <summary>Its pass.</summary>
    public Pass Pass => Plan[PassKind.Derivative];

    /// <summary>What it needs of memory.</summary>
    public BatchMemory Memory => BatchMemory.Of(Derived.Network, Pass, repeats: Derived.IsSwept);

    /// <summary>Where a result lies: its place among what is kept, in floats for one row; for what is an input as it stands, −1 less the input's number.</summary>
    public int PlaceOf(Operand result)
    {
        var buffer = Pass.Find(result.Kind, result.Id)!;
        return buffer.Place == Region.Input ? -1 - buffer.Offset : buffer.Offset;
    }
}

/// <summary>The network of one step, with a place in memory for everything.</summary>
/// <param name="Steps">What a step is.</param>
/// <param name="Plan">Its passes.</param>
/// <param name="Fill">What takes several steps at once; null where one has to follow the other.</param>
internal sealed record PlannedSteps(Shape.StepNetwork Steps, PlannedNetwork Plan, PlannedFill? Fill)
{
    /// <summary>The plans of both.</summary>
    public IEnumerable<PlannedNetwork> Plans => Fill is null ? [Plan] : [Plan, Fill.Plan];
}

/// <summary>Several steps at once, with a place in memory for everything: a plan of one pass.</summary>
/// <param name="Network">What is computed.</param>
/// <param name="Plan">Its pass.</param>
internal sealed record PlannedFill(Shape.FillNetwork Network, PlannedNetwork Plan);

/// <summary>Calls that run block by block, and those for which all blocks then meet.</summary>
/// <param name="Blocks">The calls block by block.</param>
/// <param name="Meeting">The calls over all rows.</param>
internal sealed record Stage(EquatableArray<Step> Blocks, EquatableArray<Step> Meeting);

/// <summary>What a pass is for.</summary>
internal enum PassKind
{
    /// <summary>Forward, loss and backward, block by block, and what all blocks bring together.</summary>
    Training,

    /// <summary>Forward and loss.</summary>
    Evaluation,

    /// <summary>Forward, in lane blocks.</summary>
    Prediction,

    /// <summary>Forward, for one row, with vectors over features.</summary>
    Row,

    /// <summary>Forward, loss and backward, for one row, with vectors over features.</summary>
    RowTraining,

    /// <summary>A derivative, of which the results are kept for all rows.</summary>
    Derivative,
}

/// <summary>Kernel calls in order, and where their operands lie.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Stages">The calls.</param>
/// <param name="Buffers">The buffers, in the order of first use.</param>
/// <param name="Scratch">The floats of scratch memory for one row.</param>
/// <param name="Kept">The floats for one row that must outlive a stage.</param>
/// <param name="OfBatch">The floats for a whole batch.</param>
internal sealed record Pass(PassKind Kind, EquatableArray<Stage> Stages, EquatableArray<PlacedBuffer> Buffers, int Scratch, int Kept, int OfBatch)
{
    /// <summary>Whether it is for one row, without lanes.</summary>
    public bool IsOfOneRow => Kind is PassKind.Row or PassKind.RowTraining;

    /// <summary>All calls in order.</summary>
    public IEnumerable<Step> Steps => Stages.SelectMany(static s => s.Blocks.Concat(s.Meeting));

    /// <summary>The methods of kernels that it calls.</summary>
    public IEnumerable<KernelUse> KernelUses => IsOfOneRow
        ? Steps.Select(static s => new KernelUse(s.Call.Kernel, s.Call.RowMethod))
        : Steps.Where(Computes).Select(static s => new KernelUse(s.Call.Kernel, s.Call.Method));

    /// <summary>The outputs of layers, each after the step, or the loop of steps, that completes it.</summary>
    public IReadOnlyList<LayerResult> Results
    {
        get
        {
            List<LayerResult> written = [.. Steps.Where(Computes).SelectMany(static step =>
                step.Call.Operands.Where(static operand => operand is { Kind: OperandKind.Value, Writes: true }).Select(value => new LayerResult(step, value)))];
            // What several steps write, such as values laid end to end, is complete with the last of them; and of what a loop writes in one place, the last is there after it.
            object PlaceOf(LayerResult result) => result.Step.Loop is { } loop && Find(OperandKind.Value, result.Value.Id) is { } buffer ? (loop, buffer.Place, buffer.Offset) : result.Value.Id;
            var last = written.GroupBy(PlaceOf).ToDictionary(static all => all.Key, static all => all.Last());
            return [.. written.Where(result => ReferenceEquals(last[PlaceOf(result)], result))];
        }
    }

    /// <summary>Whether some call asks which rows count.</summary>
    public bool MasksRows => Steps.Any(static s => s.Call.Operands.Any(static o => o.Kind == OperandKind.RowMask));

    /// <summary>The buffer that holds an operand, or null for one that has no buffer (a parameter, a target).</summary>
    public PlacedBuffer? Find(OperandKind kind, int id) => Buffers.FirstOrDefault(b => b.Kind == kind && b.Ids.Contains(id));

    /// <summary>Whether a step does anything: a copy to where the source lies does not.</summary>
    public bool Computes(Step step) =>
        !step.Call.IsCopy
        || Find(step.Call.Operands[0].Kind, step.Call.Operands[0].Id) is not { } from
        || Find(step.Call.Operands[1].Kind, step.Call.Operands[1].Id) is not { } to
        || (from.Place, from.Offset) != (to.Place, to.Offset);
}

/// <summary>The output of a layer.</summary>
/// <param name="Step">The step that completes it.</param>
/// <param name="Value">The value that it is.</param>
internal sealed record LayerResult(Step Step, Operand Value)
{
    /// <summary>The names of the layers that the step computes, the last of which has this output.</summary>
    public string Layers => string.Join(", ", LayersOf(Step).Distinct());

    private static IEnumerable<string> LayersOf(Step step) => [step.Layer, .. step.Then.SelectMany(LayersOf)];
}

/// <summary>A buffer: what it holds, and where.</summary>
/// <param name="Kind">Values, gradients, panels or parts of a parameter's gradient.</param>
/// <param name="Ids">The numbers of the values in it; several where one is another under a new shape.</param>
/// <param name="Place">The region that it lies in.</param>
/// <param name="Offset">Where it starts in its region, in floats for one row; of an input, its number.</param>
/// <param name="Size">Its size, in floats for one row.</param>
/// <param name="Declared">The buffer, where a lowering has declared it.</param>
internal sealed record PlacedBuffer(OperandKind Kind, EquatableArray<int> Ids, Region Place, int Offset, int Size, Kernels.Buffer? Declared = null);

/// <summary>The regions of memory of a pass.</summary>
internal enum Region
{
    /// <summary>What the caller supplies.</summary>
    Input,

    /// <summary>Outlives a stage: one place for each row of the batch.</summary>
    Kept,

    /// <summary>One place for the whole batch.</summary>
    Batch,

    /// <summary>Lives while a few blocks pass through the network: reused by the next.</summary>
    Scratch,
}
