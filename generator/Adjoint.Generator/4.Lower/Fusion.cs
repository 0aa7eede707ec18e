using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>
/// Joins calls: where what a call writes is read by one call alone, which does the same to every number by itself (an activation or its derivative, a sum; after a
/// product also the factor and summand of a channel), that is done before it is written. What lay between them needs no memory any more, nor the time to write and
/// read it.
/// </summary>
internal sealed class Fusion
{
    private readonly EquatableArray<Alias> aliases;
    private readonly List<Step> steps;

    /// <summary>How often each buffer is read or written in the whole pass, and once more where it is seen after it.</summary>
    private readonly Dictionary<BufferKey, int> uses;

    /// <summary>Whether the pass is that of one row, in which products have no epilogues.</summary>
    private readonly bool ofOneRow;

    private Fusion(EquatableArray<Alias> aliases, IReadOnlyList<Step> steps, IReadOnlyList<Step> others, IEnumerable<Operand> seen, bool ofOneRow)
    {
        (this.aliases, this.ofOneRow) = (aliases, ofOneRow);
        this.steps = [.. steps];
        uses = steps.Concat(others).SelectMany(static s => s.Call.Operands).Concat(seen)
            .GroupBy(o => OperandBuffers.Of(aliases, o)).ToDictionary(static g => g.Key, static g => g.Count());
    }

    /// <summary>Joins what can be joined.</summary>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="steps">The calls to join, in order.</param>
    /// <param name="others">The other calls of the pass.</param>
    /// <param name="seen">What is read after the last step.</param>
    /// <param name="ofOneRow">Whether the pass is that of one row.</param>
    public static EquatableArray<Step> Fuse(EquatableArray<Alias> aliases, IReadOnlyList<Step> steps, IReadOnlyList<Step> others, IEnumerable<Operand> seen, bool ofOneRow = false)
    {
        var fusion = new Fusion(aliases, steps, others, seen, ofOneRow);
        for (var i = 1; i < fusion.steps.Count; i++)
        {
            if (fusion.Joined(i) is not var (before, joined))
                continue;
            // The call waits until all that its epilogue reads is there.
            fusion.steps[i] = joined;
            fusion.steps.RemoveAt(before);
            i--;
        }
        return fusion.steps.ToEquatableArray();
    }

    /// <summary>The call that step <paramref name="index"/> can be the epilogue of, and the two as one.</summary>
    private (int Before, Step Joined)? Joined(int index)
    {
        var next = steps[index].Call;
        if (next.Timing != Timing.Blocks || next.IsCopy || next.Kernel is not LaneKernel { Table: null } lane)
            return null;
        var method = lane.Methods.First(m => m.Name == next.Method);
        if (Pointwise.Of(method) is not { } pointwise)
            return null;
        for (var o = 0; o < next.Operands.Count - 1; o++)
        {
            var between = OperandBuffers.Of(aliases, next.Operands[o]);
            if (method.Buffers[o].Features == 0 || !OperandBuffers.IsOfRows(between) || uses[between] != 2 || next.Operands[o].From is not null)
                continue;
            var at = steps.FindIndex(0, index, s => OperandBuffers.Of(aliases, s.Call.Operands[s.Call.Operands.Count - 1]) == between);
            if (at >= 0 && steps[at].Loop == steps[index].Loop && !steps.Skip(at).Take(index - at).Any(static s => s.Call.Timing == Timing.Meeting)
                && Followed(steps[at].Call, next, lane, pointwise, o) is { } call)
                return (at, steps[at] with { Call = call, Then = [.. steps[at].Then, steps[index]] });
        }
        return null;
    }

    /// <summary>The call with the next call as its epilogue, or null if it can have none of this form.</summary>
    private KernelCall? Followed(KernelCall call, KernelCall next, LaneKernel lane, Pointwise pointwise, int operand)
    {
        var (last, others) = (next.Operands.Count - 1, Enumerable.Range(0, next.Operands.Count - 1).Where(o => o != operand).ToList());
        var before = (call.Kernel as WeightedKernel)?.Then ?? (call.Kernel as LaneKernel)?.Then;
        var epilogue = EpilogueOf(lane.Methods.First(m => m.Name == next.Method), lane.Name, pointwise, operand, before?.Buffers.Count ?? 0);
        Kernel? kernel = call.Kernel switch
        {
            WeightedKernel weighted when !ofOneRow => Followed(weighted, call, pointwise, epilogue),
            LaneKernel { Table: null } other when !call.IsCopy && (!ofOneRow || IsFlat(other, call.Method)) => LaneJoin.Of(other, call.Method, epilogue),
            _ => null,
        };
        return kernel is null ? null : call with
        {
            Kernel = kernel,
            Operands = [.. call.Operands.Take(call.Operands.Count - 1), .. others.Select(o => next.Operands[o] with { Writes = false }), next.Operands[last]],
        };
    }

    /// <summary>Whether each number is treated by itself, so that vectors of one row's numbers are as good as those of rows.</summary>
    private static bool IsFlat(LaneKernel kernel, string method) => kernel.Methods.First(m => m.Name == method).Buffers.All(static b => b.Features <= 1);

    private static WeightedKernel? Followed(WeightedKernel kernel, KernelCall product, Pointwise pointwise, Epilogue epilogue)
    {
        if (!kernel.CanBeFollowed(product.Method) || (pointwise.Positions > 0 && !FitsChannels(kernel, product, pointwise)))
            return null;
        epilogue = kernel.Then?.Then(epilogue) ?? epilogue;
        return epilogue.IsShort && ConvBlocking.Allows(kernel, product.Method, epilogue) ? kernel.Followed(epilogue) : null;
    }

    /// <summary>What a method does to its operand number <paramref name="operand"/>, as an epilogue of what writes that.</summary>
    /// <param name="method">The method.</param>
    /// <param name="kernel">The name of its kernel.</param>
    /// <param name="pointwise">Its formula.</param>
    /// <param name="operand">The operand's number.</param>
    /// <param name="first">How many buffers other epilogues before it read.</param>
    private static Epilogue EpilogueOf(LaneMethod method, string kernel, Pointwise pointwise, int operand, int first)
    {
        var last = method.Buffers.Count - 1;
        var others = method.Buffers.Take(last).Where((_, o) => o != operand).ToList();
        var value = Of(operand);
        // The second summand is as good as the first; what is subtracted from another is not.
        var place = operand == 0 || value == Of(0) ? "" : $"At{operand + 1}";
        var name = kernel + (method.Name == "Forward" ? "" : method.Name) + place;
        return new Epilogue(name, $"then {method.Summary}", value, others.Select((b, i) => new EpilogueBuffer(NameOf(i), b.Features == 0)).ToEquatableArray());

        // The formula with operand number o in the place of the sum, the others named in the order of their coming.
        Expr Of(int o)
        {
            var names = method.Buffers.Take(last).Where((_, b) => b != o).Select((b, i) => (b.Name, New: NameOf(i)))
                .ToDictionary(static n => n.Name, static n => n.New, StringComparer.Ordinal);
            var renamed = pointwise.Value.Replace(e => e switch
            {
                Feature f when f.Buffer == method.Buffers[o].Name => Epilogue.Sum,
                // What is written is read too where it is added to.
                Feature f when f.Buffer == method.Buffers[last].Name => Epilogue.Target,
                Feature f => new Feature(names[f.Buffer], 0),
                Scalar s => s with { Buffer = names[s.Buffer] },
                _ => null,
            });
            return renamed is Operation(Op.Add or Op.Multiply, var left, var right) && right == Epilogue.Sum ? renamed.With([right, left]) : renamed;
        }

        string NameOf(int other) => $"e{first + other + 1}";
    }

    /// <summary>Whether the channels of a formula are the product's.</summary>
    private static bool FitsChannels(WeightedKernel kernel, KernelCall product, Pointwise pointwise) =>
        product.UnitsPerRow == 1 && kernel.PositionsOf(product.Method) == pointwise.Positions;
}
