namespace Adjoint.Generator.Calculus;

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
    private readonly Dictionary<int, List<Adjoint>> parts = [];

    private ReverseMode(GraphBuilder graph) => this.graph = graph;

    /// <summary>An adjoint, valid where all of the conditions hold.</summary>
    private sealed record Adjoint(EquatableArray<int> Conditions, int Value);

    /// <summary>The derivatives of one step with respect to others.</summary>
    public static IReadOnlyList<int> Gradient(GraphBuilder graph, Partials partials, int output, IReadOnlyList<int> inputs)
    {
        var mode = new ReverseMode(graph);
        mode.Send(output, new Adjoint([], graph.Constant(1)));
        for (var i = output; i >= 0; i--)
        {
            if (!mode.parts.ContainsKey(i) || inputs.Contains(i))
                continue;
            var adjoint = mode.Sum(i);
            var step = graph[i];
            if (step.Op == Ops.Select)
            {
                mode.Send(step.Arguments[1], mode.Where(adjoint, step.Arguments[0]));
                mode.Send(step.Arguments[2], mode.Where(adjoint, mode.Not(step.Arguments[0])));
                continue;
            }
            for (var a = 0; a < step.Arguments.Count && !Conditions.IsOne(step); a++)
            {
                if (mode.IsVariable(step.Arguments[a], inputs))
                    mode.Send(step.Arguments[a], adjoint, partials.Of(i)[a]);
            }
        }
        return [.. inputs.Select(mode.Arrived)];
    }

    private readonly Dictionary<int, bool> variable = [];

    /// <summary>Whether a step depends on an input at all.</summary>
    private bool IsVariable(int step, IReadOnlyList<int> inputs)
    {
        if (!variable.TryGetValue(step, out var found))
            variable.Add(step, found = inputs.Contains(step) || graph[step].Arguments.Any(a => IsVariable(a, inputs)));
        return found;
    }

    private void Send(int step, Adjoint adjoint)
    {
        if (!parts.TryGetValue(step, out var list))
            parts.Add(step, list = []);
        list.Add(adjoint);
    }

    /// <summary>Sends ȳ times a partial derivative; one that is a choice is sent in its parts.</summary>
    private void Send(int step, Adjoint adjoint, int partial)
    {
        if (graph[partial] is { Op: Ops.Select, Arguments: var a })
        {
            Send(step, Where(adjoint, a[0]), a[1]);
            Send(step, Where(adjoint, Not(a[0])), a[2]);
        }
        else if (!graph[partial].IsConstant(0))
        {
            Send(step, adjoint with { Value = graph.Make(Ops.Multiply, adjoint.Value, partial) });
        }
    }

    private int Not(int condition) => graph.Make(Ops.Not, condition);

    /// <summary>The adjoint under one more condition; "both" is two conditions, so that what conditions have in common is seen.</summary>
    private Adjoint Where(Adjoint adjoint, int condition)
    {
        if (graph[condition] is { Op: Ops.And, Arguments: var both })
            return Where(Where(adjoint, both[0]), both[1]);
        return adjoint.Conditions.Contains(condition) ? adjoint : adjoint with { Conditions = adjoint.Conditions.Append(condition).ToEquatableArray() };
    }

    private Adjoint Sum(int step) => parts[step].Aggregate(Sum);

    private Adjoint Sum(Adjoint a, Adjoint b)
    {
        var common = a.Conditions.Intersect(b.Conditions).ToEquatableArray();
        var (onlyA, onlyB) = (All(a.Conditions.Except(common)), All(b.Conditions.Except(common)));
        if (onlyA == onlyB)
            return a with { Value = graph.Make(Ops.Add, a.Value, b.Value) };
        if (onlyA == Not(onlyB))
            return new Adjoint(common, graph.Make(Ops.Select, onlyA, a.Value, b.Value));
        var either = graph.Make(Ops.Or, onlyA, onlyB);
        var sum = graph.Make(Ops.Add, Masked(onlyA, a.Value), Masked(onlyB, b.Value));
        return graph[either].Op == Ops.True ? new Adjoint(common, sum) : Where(new Adjoint(common, sum), either);
    }

    private int All(IEnumerable<int> conditions) => conditions.Aggregate(graph.Make(Ops.True), (a, b) => graph.Make(Ops.And, a, b));

    private int Masked(int condition, int value) => graph.Make(Ops.Select, condition, value, graph.Constant(0));

    /// <summary>What has arrived at an input, zero where its condition does not hold.</summary>
    private int Arrived(int input)
    {
        if (!parts.ContainsKey(input))
            return graph.Constant(0);
        var adjoint = Sum(input);
        return Masked(All(adjoint.Conditions), adjoint.Value);
    }
}
