using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Plan;

/// <summary>
/// Joins calls: where a product is read by one call alone, which does the same to every number by itself (an activation or its derivative, a sum, the factor
/// and summand of a channel), that is done before the product is written. What lay between them needs no memory any more, nor the time to write and read it.
/// </summary>
internal sealed class Fusion
{
    private readonly EquatableArray<Alias> aliases;
    private readonly List<Step> steps;

    /// <summary>How often each buffer is read or written in the whole pass, and once more where it is seen after it.</summary>
    private readonly Dictionary<(OperandKind, int), int> uses;

    private Fusion(EquatableArray<Alias> aliases, IReadOnlyList<Step> steps, IReadOnlyList<Step> others, IEnumerable<Operand> seen)
    {
        this.aliases = aliases;
        this.steps = [.. steps];
        uses = steps.Concat(others).SelectMany(static s => s.Call.Operands).Concat(seen)
            .GroupBy(o => Planner.Buffer(aliases, o)).ToDictionary(static g => g.Key, static g => g.Count());
    }

    /// <summary>Joins what can be joined.</summary>
    /// <param name="aliases">The values that are other values.</param>
    /// <param name="steps">The calls to join, in order.</param>
    /// <param name="others">The other calls of the pass.</param>
    /// <param name="seen">What is read after the last step.</param>
    public static EquatableArray<Step> Fuse(EquatableArray<Alias> aliases, IReadOnlyList<Step> steps, IReadOnlyList<Step> others, IEnumerable<Operand> seen)
    {
        var fusion = new Fusion(aliases, steps, others, seen);
        for (var i = 1; i < fusion.steps.Count; i++)
        {
            if (fusion.Joined(i) is not var (product, joined))
                continue;
            // The product waits until all that its epilogue reads is there.
            fusion.steps[i] = joined;
            fusion.steps.RemoveAt(product);
            i--;
        }
        return fusion.steps.ToEquatableArray();
    }

    /// <summary>The product that step <paramref name="index"/> can be the epilogue of, and the two as one.</summary>
    private (int Product, Step Joined)? Joined(int index)
    {
        var next = steps[index].Call;
        if (next.Timing != Timing.Blocks || GradientSum.IsCopy(next) || next.Kernel is not LaneKernel lane || Pointwise.Of(lane.Methods.First(m => m.Name == next.Method)) is not { } pointwise)
            return null;
        for (var o = 0; o < next.Operands.Count - 1; o++)
        {
            var between = Planner.Buffer(aliases, next.Operands[o]);
            if (!Planner.IsBuffer(between.Kind) || uses[between] != 2)
                continue;
            var at = steps.FindIndex(0, index, s => Planner.Buffer(aliases, s.Call.Operands[s.Call.Operands.Count - 1]) == between);
            if (at >= 0 && !steps.Skip(at).Take(index - at).Any(static s => s.Call.Timing == Timing.Meeting)
                && Followed(steps[at].Call, next, lane, pointwise, o) is { } call)
                return (at, steps[at] with { Call = call, Then = [.. steps[at].Then, steps[index]] });
        }
        return null;
    }

    /// <summary>The product with the next call as its epilogue, or null if it can have none of this form.</summary>
    private KernelCall? Followed(KernelCall product, KernelCall next, LaneKernel lane, Pointwise pointwise, int operand)
    {
        if (product.Kernel is not WeightedKernel kernel || !kernel.CanBeFollowed(product.Method) || (pointwise.Positions > 0 && !FitsChannels(kernel, product, pointwise)))
            return null;
        var method = lane.Methods.First(m => m.Name == next.Method);
        var last = next.Operands.Count - 1;
        var others = Enumerable.Range(0, last).Where(o => o != operand).ToList();
        var first = kernel.Then?.Buffers.Count ?? 0;
        var value = Of(operand);
        // The second summand is as good as the first; what is subtracted from another is not.
        var place = operand == 0 || value == Of(0) ? "" : $"At{operand + 1}";
        var name = lane.Name + (next.Method == "Forward" ? "" : next.Method);
        var epilogue = new Epilogue(
            name + place, $"then {method.Formula}", value, others.Select((o, i) => new EpilogueBuffer(NameOf(i), method.Buffers[o].Features == 0)).ToEquatableArray());
        epilogue = kernel.Then?.Then(epilogue) ?? epilogue;
        if (!ConvBlocking.Allows(kernel, product.Method, epilogue))
            return null;
        return product with
        {
            Kernel = kernel.Followed(epilogue),
            Operands = [.. product.Operands.Take(product.Operands.Count - 1), .. others.Select(o => next.Operands[o] with { Writes = false }), next.Operands[last]],
        };

        // The formula with operand number o in the place of the sum, the others named in the order of their coming.
        Expr Of(int o)
        {
            var names = Enumerable.Range(0, last).Where(b => b != o).Select((b, i) => (method.Buffers[b].Name, New: NameOf(i)))
                .ToDictionary(static n => n.Name, static n => n.New, StringComparer.Ordinal);
            var renamed = Substitution.Of(pointwise.Value, e => e switch
            {
                Feature f when f.Buffer == method.Buffers[o].Name => Epilogue.Sum,
                // What is written is read too where it is added to.
                Feature f when f.Buffer == method.Buffers[last].Name => Epilogue.Target,
                Feature f => new Feature(names[f.Buffer], 0),
                Scalar s => s with { Buffer = names[s.Buffer] },
                _ => null,
            });
            return renamed is Binary { Operator: '+' or '*' } b && b.Right == Epilogue.Sum ? b with { Left = b.Right, Right = b.Left } : renamed;
        }

        string NameOf(int other) => $"e{first + other + 1}";
    }

    /// <summary>Whether the channels of a formula are the product's.</summary>
    private static bool FitsChannels(WeightedKernel kernel, KernelCall product, Pointwise pointwise) =>
        product.UnitsPerRow == 1 && kernel.PositionsOf(product.Method) == pointwise.Positions;
}
