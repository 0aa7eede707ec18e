using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Naming;
using static Adjoint.Generator.Lanes.Functions;
using static Adjoint.Generator.Lanes.Loops;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// One number from all values along some axes; all axes where none is named. What is left of the shape is the output's, or with <c>KeepAxes</c> the
/// reduced axes stay with size 1; a reduction of everything gives one value.
/// </summary>
/// <param name="Options">The axes.</param>
internal abstract record Reduction(ReductionOptions Options) : Operator
{
    /// <summary>Whether backward reads input and output.</summary>
    protected virtual bool BackwardReadsValues => false;

    /// <summary>What the output is, in terms of the input's name.</summary>
    protected abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the name of the output's gradient.</summary>
    protected abstract string Derivative(string dy);

    /// <summary>The number y from the numbers x at the places that <paramref name="span"/> runs through.</summary>
    protected abstract IEnumerable<Statement> Reduce(Span span);

    /// <summary>dx at those places.</summary>
    protected abstract IEnumerable<Statement> Spread(Span span);

    /// <summary>A method of the kernel beside these two, from values v and x of the input's size; its body is given the places of each output.</summary>
    protected virtual (string Name, string Formula, Func<Span, IEnumerable<Statement>> Body)? Along => null;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (Axes.Read(context, "axes", Options.Axes) is not { } axes)
            return null;
        var keeps = Options.KeepAxes;
        List<int> sizes = [];
        for (var i = 0; i < context.Input.Rank; i++)
        {
            if (!axes.Contains(i))
                sizes.Add(context.Input.Sizes[i]);
            else if (keeps)
                sizes.Add(1);
        }
        return new(sizes.Count == 0 ? [1] : sizes.ToEquatableArray());
    }

    public override long Flops(NodeContext node) => node.Input.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => Forward(node, Axes.Of(Options.Axes, node), calls);

    public override void Backward(NodeContext node, BackwardCalls calls) => Backward(node, Axes.Of(Options.Axes, node), calls);

    /// <summary>Appends the call that reduces a node's input over some axes.</summary>
    public void Forward(NodeContext node, IReadOnlyCollection<int> axes, ICollection<KernelCall> calls) =>
        calls.Add(Call(node, axes, "Forward", [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}{Over(node, axes)}"));

    /// <summary>Appends the call that computes the input's gradient.</summary>
    public void Backward(NodeContext node, IReadOnlyCollection<int> axes, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        EquatableArray<Operand> operands = BackwardReadsValues ? [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx] : [node.Dy, node.Dx];
        calls.Blocks.Add(Call(node, axes, "Backward", operands, $"{Notation.Gradient(node.Input.Name)} = {Derivative(Notation.Gradient(node.Output.Name))}"));
    }

    /// <summary>A call of the kernel that reduces over some axes.</summary>
    public KernelCall Call(NodeContext node, IReadOnlyCollection<int> axes, string method, EquatableArray<Operand> operands, string formula)
    {
        var (units, runs) = RunsOf(node.Input.Shape, axes);
        return new KernelCall(KernelOf(runs), method, operands, units, formula);
    }

    private static string Over(NodeContext node, IReadOnlyCollection<int> axes) =>
        axes.Count == node.Input.Shape.Rank ? "" : $" over {(axes.Count == 1 ? "axis" : "axes")} {Names.Listed(axes)}";

    /// <summary>
    /// Neighbouring axes that are treated alike are one. Those kept at the front are units: each is a place in memory of its own, and the kernel treats one.
    /// </summary>
    private static (int Units, List<(int Size, bool IsReduced)> Runs) RunsOf(TensorShape shape, IReadOnlyCollection<int> axes)
    {
        List<(int Size, bool IsReduced)> runs = [];
        for (var i = 0; i < shape.Rank; i++)
        {
            var isReduced = axes.Contains(i);
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
        return new($"{Name}{string.Concat(runs.Select(static r => (r.IsReduced ? "Over" : "By") + r.Size))}",
        [
            new LaneMethod("Forward", $"y = {Formula("x")}", [new("x", inputs), new("y", outputs)], [.. ForEach(runs, Reduce)], Rows: true),
            new LaneMethod("Backward", $"dx = {Derivative("dy")}", [new("dy", outputs), .. values, new("dx", inputs)], [.. ForEach(runs, Spread)]),
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

/// <summary>
/// The sum over some axes: <c>y = Σᵢ xᵢ</c>.
/// <para>Gradient: (1) dxᵢ = dy. Backward reads nothing.</para>
/// </summary>
internal record Sum(ReductionOptions Options) : Reduction(Options)
{
    public override string Name => "Sum";

    public override bool IsLinear => true;

    protected override string Formula(string x) => $"Σ {x}";

    protected override string Derivative(string dy) => dy;

    /// <summary>What the sum is multiplied by.</summary>
    protected virtual double Factor(Span span) => 1;

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

/// <summary>
/// The mean over some axes: <c>y = 1/n Σᵢ xᵢ</c>.
/// <para>Gradient: (1) dxᵢ = dy / n. Backward reads nothing.</para>
/// </summary>
internal sealed record Mean(ReductionOptions Options) : Sum(Options)
{
    public override string Name => "Mean";

    protected override string Formula(string x) => $"mean {x}";

    protected override string Derivative(string dy) => $"{dy} / n";

    protected override double Factor(Span span) => 1.0 / span.Count;
}

/// <summary>
/// The maximum over some axes: <c>y = maxᵢ xᵢ</c>; NaN if any is.
/// <para>Gradient: (1) dxᵢ = dy at the first maximum, else 0. Backward reads input and output. Tangent: ẏ = ẋ at the first maximum. Semantics: PyTorch's <c>max</c> along one axis.</para>
/// </summary>
internal sealed record Max(ReductionOptions Options) : Reduction(Options), IMaximum
{
    public override string Name => "Max";

    public override int? Tangent(TangentContext node) => node.Maximum();

    public KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, string formula) => Call(node, Axes.Of(Options.Axes, node), method, operands, formula);

    protected override bool BackwardReadsValues => true;

    protected override string Formula(string x) => $"max {x}";

    protected override string Derivative(string dy) => $"{dy} at the first maximum, else 0";

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
