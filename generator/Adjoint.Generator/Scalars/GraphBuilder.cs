namespace Adjoint.Generator.Scalars;

/// <summary>Makes a <see cref="Graph"/>: a step that is there already is not added again.</summary>
internal class GraphBuilder
{
    private readonly List<Expr> steps = [];
    private readonly Dictionary<Expr, Expr> known = [];

    /// <summary>The formulas that have been made into steps.</summary>
    private readonly Dictionary<Expr, Expr> made = [];

    /// <summary>The number of steps so far.</summary>
    public int Count => steps.Count;

    public Expr Input(int index) => Add(new Input(index));

    public Expr Constant(double value) => Add(new Constant(Rounded(value)));

    /// <summary>A step; what overrides this may give another one of the same value.</summary>
    public virtual Expr Make(Op op, params Expr[] arguments) => Add(new Operation(op, [.. arguments]));

    /// <summary>A formula, of steps and of anything else, as steps.</summary>
    public Expr Make(Expr formula)
    {
        if (IsStep(formula))
            return formula;
        if (!made.TryGetValue(formula, out var step))
        {
            step = formula switch
            {
                Constant c => Constant(c.Value),
                Operation o => Make(o.Op, [.. o.Arguments.Select(Make)]),
                _ => Add(formula.With(formula.Arguments.Select(Make).ToEquatableArray())),
            };
            made.Add(formula, step);
        }
        return step;
    }

    /// <summary>Makes the steps of a graph again, on other inputs; returns the steps that stand for its outputs.</summary>
    public IReadOnlyList<Expr> Inline(Graph graph, IReadOnlyList<Expr> inputs)
    {
        var again = new Dictionary<Expr, Expr>();
        foreach (var step in graph.Steps)
        {
            var arguments = step.Arguments.Select(a => again[a]).ToArray();
            again.Add(step, step switch
            {
                Input i => inputs[i.Index],
                Constant c => Constant(c.Value),
                Operation o => Make(o.Op, arguments),
                _ => Add(step.With(arguments.ToEquatableArray())),
            });
        }
        return [.. graph.Outputs.Select(o => again[o])];
    }

    /// <summary>The graph of the steps that some outputs depend on.</summary>
    public Graph Finish(IReadOnlyList<Expr> outputs) => Graph.Keep(steps, outputs);

    /// <summary>A constant as the generated code's numbers hold it.</summary>
    protected virtual double Rounded(double value) => value;

    protected bool Has(Expr step) => known.ContainsKey(step);

    protected Expr Add(Expr step)
    {
        if (!known.TryGetValue(step, out var first))
        {
            known.Add(step, first = step);
            steps.Add(step);
        }
        return first;
    }

    private bool IsStep(Expr formula) => known.TryGetValue(formula, out var step) && ReferenceEquals(step, formula);
}
