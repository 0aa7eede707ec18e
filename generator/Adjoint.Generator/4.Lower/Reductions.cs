using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// A reduction: the axes in runs that are treated alike, with loops over what is kept and over what is reduced.
/// </summary>
/// <param name="layer">The operator.</param>
/// <param name="axes">The axes, from 0 on; none stand for those of the operator.</param>
internal abstract class ReductionLowering(Reduction layer, EquatableArray<int> axes = default) : Lowering
{
    /// <summary>Whether backward reads input and output.</summary>
    protected virtual bool BackwardReadsValues => false;

    /// <summary>The number y from the numbers x at the places that <paramref name="span"/> runs through.</summary>
    protected abstract IEnumerable<Statement> Reduce(Span span);

    /// <summary>dx at those places.</summary>
    protected abstract IEnumerable<Statement> Spread(Span span);

    /// <summary>A method of the kernel beside these two, from values v and x of the input's size; its body is given the places of each output.</summary>
    protected virtual (string Name, string Formula, Func<Span, IEnumerable<Statement>> Body)? Along => null;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node, "Forward", [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        EquatableArray<Operand> operands = BackwardReadsValues ? [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx] : [node.Dy, node.Dx];
        calls.Blocks.Add(Call(node, "Backward", operands, node.OfInput(0)));
    }

    /// <summary>A call of the kernel.</summary>
    public KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation)
    {
        var (units, runs) = RunsOf(node.Input.Shape, axes.IsEmpty ? Axes.Of(layer.Options.Axes, node) : axes);
        return new KernelCall(KernelOf(runs), method, operands, units, [equation]);
    }

    /// <summary>
    /// Neighbouring axes that are treated alike are one. Those kept at the front are units: each is a place in memory of its own, and the kernel treats one.
    /// </summary>
    private static (int Units, List<(int Size, bool IsReduced)> Runs) RunsOf(TensorShape shape, IReadOnlyCollection<int> reducedAxes)
    {
        List<(int Size, bool IsReduced)> runs = [];
        for (var i = 0; i < shape.Rank; i++)
        {
            var isReduced = reducedAxes.Contains(i);
            if (runs.Count > 0 && runs[runs.Count - 1].IsReduced == isReduced)
                runs[runs.Count - 1] = (runs[runs.Count - 1].Size * shape.Sizes[i], isReduced);
            else
                runs.Add((shape.Sizes[i], isReduced));
        }
        if (runs[0].IsReduced)
            return (1, runs);
        var units = runs[0].Size;
        runs.RemoveAt(0);
        return (units, runs);
    }

    private LaneKernel KernelOf(List<(int Size, bool IsReduced)> runs)
    {
        static int Product(IEnumerable<(int Size, bool IsReduced)> runs) => runs.Aggregate(1, static (size, run) => size * run.Size);
        var (inputs, outputs) = (Product(runs), Product(runs.Where(static r => !r.IsReduced)));
        LaneBuffer[] values = BackwardReadsValues ? [new("x", inputs), new("y", outputs)] : [];
        return new($"{layer.Name}{string.Concat(runs.Select(static r => (r.IsReduced ? "Over" : "By") + r.Size))}", $"{layer.Name} of {inputs} numbers along axes, which makes {outputs}",
        [
            new LaneMethod("Forward", $"y = {layer.Formula("x")}", [new("x", inputs), new("y", outputs)], [.. ForEach(runs, Reduce)], Rows: true),
            new LaneMethod("Backward", $"dx = {layer.Derivative("dy")}", [new("dy", outputs), .. values, new("dx", inputs)], [.. ForEach(runs, Spread)]),
            .. Along is not var (name, formula, body) ? (IEnumerable<LaneMethod>)[] :
                [new LaneMethod(name, formula, [new("v", inputs), new("x", inputs), new("y", outputs)], [.. ForEach(runs, body)], Rows: true)],
        ]);
    }

    private static IEnumerable<Statement> ForEach(List<(int Size, bool IsReduced)> runs, Func<Span, IEnumerable<Statement>> body)
    {
        List<(int Size, int Stride, bool IsReduced)> axes = [];
        var stride = 1;
        for (var i = runs.Count - 1; i >= 0; stride *= runs[i--].Size)
            axes.Insert(0, (runs[i].Size, stride, runs[i].IsReduced));
        var (kept, reduced) = (axes.Where(static a => !a.IsReduced).ToList(), axes.Where(static a => a.IsReduced).ToList());
        return Nest([.. kept.Select(static a => a.Size)], "j", at =>
        {
            Index start = 0, output = 0;
            for (var i = 0; i < at.Count; i++)
                (start, output) = (start + at[i] * kept[i].Stride, output * kept[i].Size + at[i]);
            return body(new Span(output, start, [.. reduced.Select(static a => (a.Size, a.Stride))]));
        });
    }

    /// <summary>The places in the input that one place of the output is made of.</summary>
    protected sealed record Span(Index Output, Index Start, IReadOnlyList<(int Size, int Stride)> Axes)
    {
        public int Count => Axes.Aggregate(1, static (count, axis) => count * axis.Size);

        /// <summary>The body for each place.</summary>
        public IEnumerable<Statement> Each(Func<Index, IEnumerable<Statement>> body) => Nest(
            [.. Axes.Select(static a => a.Size)], "i", at => body(at.Zip(Axes, static (i, axis) => i * axis.Stride).Aggregate(Start, static (sum, i) => sum + i)));
    }
}

/// <summary>A sum, or a mean: a sum times a factor.</summary>
/// <param name="layer">The operator.</param>
/// <param name="axes">The axes, from 0 on; none stand for those of the operator.</param>
internal sealed class SumLowering(Sum layer, EquatableArray<int> axes = default) : ReductionLowering(layer, axes)
{
    /// <summary>What the sum is multiplied by.</summary>
    private double Factor(Span span) => layer is Mean ? 1.0 / span.Count : 1;

    protected override IEnumerable<Statement> Reduce(Span span) =>
    [
        .. span.Axes.Count == 1
            ? Sums(span.Axes[0].Size, ("sum", i => new Feature("x", span.Start + i * span.Axes[0].Stride)))
            : [new Let("sum", 0f), .. span.Each(i => [new Set("sum", new Variable("sum") + new Feature("x", i))])],
        new Store("y", span.Output, Times(new Variable("sum"), Factor(span))),
    ];

    protected override IEnumerable<Statement> Spread(Span span) =>
    [
        new Let("part", Times(new Feature("dy", span.Output), Factor(span))),
        .. span.Each(i => [new Store("dx", i, new Variable("part"))]),
    ];

    private static Expr Times(Expr x, double factor) => factor == 1 ? x : x * factor;
}

/// <summary>A maximum: the first that is the largest is found again in the backward pass.</summary>
/// <param name="layer">The operator.</param>
/// <param name="axes">The axes, from 0 on; none stand for those of the operator.</param>
internal sealed class MaxLowering(Max layer, EquatableArray<int> axes = default) : ReductionLowering(layer, axes), IMaximum
{
    protected override bool BackwardReadsValues => true;

    /// <summary>The first maximum brings its v along.</summary>
    protected override (string Name, string Formula, Func<Span, IEnumerable<Statement>> Body)? Along => ("Along", "y = v at the first maximum of x", static span =>
    [
        new Let("m", float.NegativeInfinity),
        new Let("followed", 0f),
        .. span.Each(i =>
        [
            new Set("followed", IfGreater(new Feature("x", i), new Variable("m"), new Feature("v", i), new Variable("followed"))),
            new Set("m", Maximum(new Variable("m"), new Feature("x", i))),
        ]),
        new Store("y", span.Output, new Variable("followed")),
    ]);

    protected override IEnumerable<Statement> Reduce(Span span) =>
    [
        new Let("m", float.NegativeInfinity),
        .. span.Each(i => [new Set("m", Maximum(new Variable("m"), new Feature("x", i)))]),
        new Store("y", span.Output, new Variable("m")),
    ];

    protected override IEnumerable<Statement> Spread(Span span)
    {
        var (m, rest) = (new Variable("m"), new Variable("rest"));
        return
        [
            new Let("m", new Feature("y", span.Output)),
            new Let("rest", new Feature("dy", span.Output)),
            .. span.Each(i =>
            [
                new Store("dx", i, IfGreater(m, new Feature("x", i), 0, rest)),
                new Set("rest", IfGreater(m, new Feature("x", i), rest, 0)),
            ]),
        ];
    }
}
