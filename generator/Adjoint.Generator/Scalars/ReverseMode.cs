namespace Adjoint.Generator.Scalars;

/// <summary>
/// Derivatives against the order of computation: the adjoint of each step from the adjoints of those that read it, ā = Σ ȳ ∂y/∂a. One pass gives the derivatives
/// of one output with respect to all inputs.
/// </summary>
/// <remarks>
/// What a choice did not choose must not reach a gradient, not even as zero times infinity: log x where x is 0, in a branch that is not taken. So an adjoint
/// carries the condition under which it counts; choices add to the condition instead of putting zeros into the adjoint, and only what arrives at an input
/// is replaced by zero where its condition does not hold.
/// </remarks>
internal sealed class ReverseMode
{
    private readonly GraphBuilder graph;
    private readonly Dictionary<Expr, List<Adjoint>> parts = [];

    private ReverseMode(GraphBuilder graph) => this.graph = graph;

    /// <summary>An adjoint, valid where all of the conditions hold.</summary>
    private sealed record Adjoint(EquatableArray<Expr> Conditions, Expr Value);

    /// <summary>The derivatives of one step with respect to others.</summary>
    public static IReadOnlyList<Expr> Gradient(GraphBuilder graph, Partials partials, Expr output, IReadOnlyList<Expr> inputs)
    {
        var mode = new ReverseMode(graph);
        mode.Send(output, new Adjoint([], graph.Constant(1)));
        var (steps, ends) = (graph.Finish([output]).Steps, new HashSet<Expr>(inputs));
        var variable = Variable(steps, ends);
        foreach (var step in steps.Reverse())
        {
            if (!mode.parts.ContainsKey(step) || ends.Contains(step))
                continue;
            var adjoint = mode.Sum(step);
            if (step is Operation(Op.Select, var condition, var then, var otherwise))
            {
                mode.Send(then, mode.Where(adjoint, condition));
                mode.Send(otherwise, mode.Where(adjoint, mode.Not(condition)));
                continue;
            }
            for (var a = 0; a < step.Arguments.Count; a++)
            {
                if (variable.Contains(step.Arguments[a]))
                    mode.Send(step.Arguments[a], adjoint, partials.Of(step)[a]);
            }
        }
        return [.. inputs.Select(mode.Arrived)];
    }

    /// <summary>The steps that depend on an input at all.</summary>
    private static HashSet<Expr> Variable(EquatableArray<Expr> steps, HashSet<Expr> inputs)
    {
        var variable = new HashSet<Expr>(inputs);
        foreach (var step in steps)
        {
            if (step.Arguments.Any(variable.Contains))
                variable.Add(step);
        }
        return variable;
    }

    private void Send(Expr step, Adjoint adjoint)
    {
        if (!parts.TryGetValue(step, out var list))
            parts.Add(step, list = []);
        list.Add(adjoint);
    }

    /// <summary>Sends ȳ times a partial derivative; one that is a choice is sent in its parts.</summary>
    private void Send(Expr step, Adjoint adjoint, Expr partial)
    {
        if (partial is Operation(Op.Select, var condition, var then, var otherwise))
        {
            Send(step, Where(adjoint, condition), then);
            Send(step, Where(adjoint, Not(condition)), otherwise);
        }
        else if (!partial.Is(0))
        {
            Send(step, adjoint with { Value = graph.Make(Op.Multiply, adjoint.Value, partial) });
        }
    }

    private Expr Not(Expr condition) => graph.Make(Op.Not, condition);

    /// <summary>The adjoint under one more condition; "both" is two conditions, so that what conditions have in common is seen.</summary>
    private Adjoint Where(Adjoint adjoint, Expr condition)
    {
        if (condition is Operation(Op.And, var first, var second))
            return Where(Where(adjoint, first), second);
        return adjoint.Conditions.Contains(condition) ? adjoint : adjoint with { Conditions = adjoint.Conditions.Append(condition).ToEquatableArray() };
    }

    private Adjoint Sum(Expr step) => parts[step].Aggregate(Sum);

    private Adjoint Sum(Adjoint a, Adjoint b)
    {
        var common = a.Conditions.Intersect(b.Conditions).ToEquatableArray();
        var (onlyA, onlyB) = (All(a.Conditions.Except(common)), All(b.Conditions.Except(common)));
        if (onlyA == onlyB)
            return a with { Value = graph.Make(Op.Add, a.Value, b.Value) };
        if (onlyA == Not(onlyB))
            return new Adjoint(common, graph.Make(Op.Select, onlyA, a.Value, b.Value));
        var either = graph.Make(Op.Or, onlyA, onlyB);
        var sum = graph.Make(Op.Add, Masked(onlyA, a.Value), Masked(onlyB, b.Value));
        return either is Operation { Op: Op.True } ? new Adjoint(common, sum) : Where(new Adjoint(common, sum), either);
    }

    private Expr All(IEnumerable<Expr> conditions) => conditions.Aggregate(graph.Make(Op.True), (a, b) => graph.Make(Op.And, a, b));

    private Expr Masked(Expr condition, Expr value) => graph.Make(Op.Select, condition, value, graph.Constant(0));

    /// <summary>What has arrived at an input, zero where its condition does not hold.</summary>
    private Expr Arrived(Expr input)
    {
        if (!parts.ContainsKey(input))
            return graph.Constant(0);
        var adjoint = Sum(input);
        return Masked(All(adjoint.Conditions), adjoint.Value);
    }
}
