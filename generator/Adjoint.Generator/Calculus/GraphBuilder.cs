using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Calculus;

/// <summary>Makes a <see cref="Graph"/>: a step that is there already is not added again.</summary>
internal class GraphBuilder
{
    private readonly List<Operation> steps = [];
    private readonly Dictionary<Operation, int> known = [];

    /// <summary>The number of steps so far.</summary>
    public int Count => steps.Count;

    /// <summary>The step of a number.</summary>
    public Operation this[int step] => steps[step];

    public int Input(int index) => Add(new Operation(Ops.Input, [], index));

    public int Constant(double value) => Add(new Operation(Ops.Constant, [], Rounded(value)));

    /// <summary>A step; what overrides this may give another one of the same value.</summary>
    public virtual int Make(string op, params int[] arguments) => Add(new Operation(op, arguments.ToEquatableArray()));

    /// <summary>A call of a method of the user's.</summary>
    public int Call(string op, string method, IEnumerable<int> arguments) => Add(new Operation(op, arguments.ToEquatableArray(), 0, method));

    /// <summary>One of the numbers that a step gives.</summary>
    public int Part(int step, int index) => Add(new Operation(Ops.Part, [step], index));

    /// <summary>A formula of kernels as steps.</summary>
    public int Make(Expr formula, IReadOnlyDictionary<string, int> variables) => formula switch
    {
        Constant c => Constant(c.Value),
        Variable v => variables[v.Name],
        Binary { Operator: '-', Left: Constant { Value: 0 } } b => Make(Ops.Negate, Make(b.Right, variables)),
        Binary b => Make(b.Operator.ToString(), Make(b.Left, variables), Make(b.Right, variables)),
        Function { Name: "SelectGreater", Arguments: var a } =>
            Make(Ops.Select, Make(Ops.Greater, Make(a[0], variables), Make(a[1], variables)), Make(a[2], variables), Make(a[3], variables)),
        Function f => Make(f.Name, [.. f.Arguments.Select(a => Make(a, variables))]),
        _ => throw new InvalidOperationException($"{formula} is no formula of single numbers."),
    };

    /// <summary>Makes the steps of a graph again, on other inputs; returns the steps that stand for its outputs.</summary>
    public IReadOnlyList<int> Inline(Graph graph, IReadOnlyList<int> inputs)
    {
        var made = new int[graph.Steps.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var step = graph.Steps[i];
            var arguments = step.Arguments.Select(a => made[a]).ToArray();
            made[i] = step switch
            {
                { Op: Ops.Input } => inputs[(int)step.Value],
                { Op: Ops.Constant } => Constant(step.Value),
                { Op: Ops.Part } => Part(arguments[0], (int)step.Value),
                { Method: { } method } => Call(step.Op, method, arguments),
                _ => Make(step.Op, arguments),
            };
        }
        return [.. graph.Outputs.Select(o => made[o])];
    }

    /// <summary>The graph of the steps that some outputs depend on.</summary>
    public Graph Finish(IReadOnlyList<int> outputs) => Graph.Keep(steps, outputs);

    /// <summary>A constant as the generated code's numbers hold it.</summary>
    protected virtual double Rounded(double value) => value;

    protected bool Has(Operation step) => known.ContainsKey(step);

    protected int Add(Operation step)
    {
        if (!known.TryGetValue(step, out var number))
        {
            known.Add(step, number = steps.Count);
            steps.Add(step);
        }
        return number;
    }
}
