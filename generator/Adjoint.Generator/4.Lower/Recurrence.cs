using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>
/// Makes loops of the calls that compute a recurrence. Of the calls for the values of a loop, those on a circle through a delay are made step by step; those before it and behind it are made once,
/// for all steps, which are then units like the positions of a sequence. So the products with what comes in, and all sums over rows and steps, stay outside.
/// </summary>
internal sealed class Recurrence(TrainingGraph graph, IReadOnlyList<RowPart> rowGradients)
{
    /// <summary>The calls in an order in which each loop is one stretch.</summary>
    public EquatableArray<Step> Arrange(IReadOnlyList<Step> steps)
    {
        var arranged = new List<Step>();
        for (var i = 0; i < steps.Count;)
        {
            if (steps[i].Within is not { } scan)
            {
                arranged.Add(steps[i++]);
                continue;
            }
            var stretch = steps.Skip(i).TakeWhile(step => step.Within == scan).ToList();
            arranged.AddRange(Arrange(stretch, scan));
            i += stretch.Count;
        }
        return arranged.ToEquatableArray();
    }

    /// <summary>Whether a call treats values of a loop; what adds up gradients outside of it does not.</summary>
    private bool IsOfLoop(KernelCall call) => call.Operands.Any(operand => ScanOf(operand) is not null);

    private Scan? ScanOf(Operand operand) => operand.Kind switch
    {
        OperandKind.Value or OperandKind.Gradient => graph.Network.Values[operand.Id].Scan,
        OperandKind.GradientPart => graph.Network.Values[graph.Parts[operand.Id]].Scan,
        OperandKind.Buffer => graph.Network.Values[operand.Id].Scan,
        OperandKind.RowGradient => rowGradients[operand.Id].Scan,
        _ => null,
    };

    private IEnumerable<Step> Arrange(IReadOnlyList<Step> stretch, Scan scan)
    {
        var (reached, leading) = (Reached(stretch), Leading(stretch));
        var isLooped = stretch.Select((step, i) => IsDelay(step) || (reached[i] && leading[i])).ToList();
        var loop = new StepLoop(scan, Descending: stretch.Any(static step => IsDelay(step) && step.Call.Method == DelayLowering.Gradient));
        IEnumerable<Step> Where(Func<int, bool> isOne) => stretch.Where((_, i) => isOne(i));
        return
        [
            .. Where(i => !isLooped[i] && !reached[i]).Select(step => ForAll(step, scan)),
            .. Where(i => isLooped[i]).Select(step => InLoop(step, scan, loop)),
            .. Where(i => !isLooped[i] && reached[i]).Select(step => ForAll(step, scan)),
        ];
    }

    /// <summary>For each call whether it depends on a state.</summary>
    private bool[] Reached(IReadOnlyList<Step> stretch) => Closure(
        stretch, stretch.Where(IsDelay).SelectMany(step => Written(step.Call)), static call => call.Operands, OperandBuffers.Written);

    /// <summary>For each call whether a state depends on it.</summary>
    private bool[] Leading(IReadOnlyList<Step> stretch) => Closure(
        stretch, stretch.Where(IsDelay).Select(step => KeyOf(step.Call.Operands[0])), OperandBuffers.Written, static call => call.Operands);

    /// <summary>For each call whether it touches one of some buffers, or one that a call which does so leads to; a loop is gone round until nothing is new.</summary>
    private bool[] Closure(IReadOnlyList<Step> stretch, IEnumerable<BufferKey> start, Func<KernelCall, IEnumerable<Operand>> touched, Func<KernelCall, IEnumerable<Operand>> further)
    {
        var (buffers, found) = (new HashSet<BufferKey>(start), new bool[stretch.Count]);
        for (var isNew = true; isNew;)
        {
            isNew = false;
            for (var i = 0; i < stretch.Count; i++)
            {
                if (found[i] || IsDelay(stretch[i]) || !touched(stretch[i].Call).Any(o => buffers.Contains(KeyOf(o))))
                    continue;
                isNew = found[i] = true;
                buffers.UnionWith(further(stretch[i].Call).Select(KeyOf));
            }
        }
        return found;
    }

    /// <summary>Whether a call leads from one step to the next: it has to be in the loop.</summary>
    private static bool IsDelay(Step step) => step.Call is { Kernel: LibraryKernel { Name: DelayLowering.Class }, Method: DelayLowering.Value or DelayLowering.UpToTheEnd or DelayLowering.Gradient };

    private BufferKey KeyOf(Operand operand) => OperandBuffers.Of(graph.Aliases, operand);

    private IEnumerable<BufferKey> Written(KernelCall call) => OperandBuffers.Written(call).Select(KeyOf);

    /// <summary>A call for all steps: they are units, one behind the other.</summary>
    private Step ForAll(Step step, Scan scan) => IsOfLoop(step.Call) ? step with { Call = Sized(step.Call, scan) with { UnitsPerRow = step.Call.UnitsPerRow * scan.Steps } } : step;

    /// <summary>A call of every step.</summary>
    private static Step InLoop(Step step, Scan scan, StepLoop loop) => step with { Call = Sized(step.Call, scan) with { InPlace = false }, Loop = loop };

    /// <summary>The call with room for all steps in the buffers that its lowering has declared for one.</summary>
    private static KernelCall Sized(KernelCall call, Scan scan) => call with
    {
        Arguments = call.Arguments.Select(argument => argument is CallArgument.FirstNumber first ? first with { PerBlock = first.PerBlock * scan.Steps } : argument).ToEquatableArray(),
        Operands = call.Operands.Select(o => o.Buffer is { Extent: Extent.Row } buffer ? o with { Buffer = buffer with { Length = buffer.Length * scan.Steps } } : o).ToEquatableArray(),
    };
}
