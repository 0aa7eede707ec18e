using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Calculus;

/// <summary>The partial derivatives of steps, as steps.</summary>
/// <param name="graph">Where they are made.</param>
/// <param name="calls">The methods of the user's whose derivatives are written by hand.</param>
internal sealed class Partials(GraphBuilder graph, EquatableArray<HandWritten> calls)
{
    private readonly Dictionary<int, IReadOnlyList<int>> known = [];

    /// <summary>The methods that had to be derived and whose derivatives nobody wrote.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>∂step/∂argument for each argument.</summary>
    public IReadOnlyList<int> Of(int step)
    {
        if (!known.TryGetValue(step, out var partials))
            known.Add(step, partials = Make(step));
        return partials;
    }

    private IReadOnlyList<int> Make(int number)
    {
        var step = graph[number];
        int Constant(double value) => graph.Constant(value);
        switch (step.Op)
        {
            case Ops.Add:
                return [Constant(1), Constant(1)];
            case Ops.Subtract:
                return [Constant(1), Constant(-1)];
            case Ops.Negate:
                return [Constant(-1)];
            case Ops.Multiply:
                return [step.Arguments[1], step.Arguments[0]];
            case Ops.Divide:
                // (a / b)′ = a′ / b − (a / b) b′ / b
                var inverse = graph.Make(Ops.Divide, Constant(1), step.Arguments[1]);
                return [inverse, graph.Make(Ops.Negate, graph.Make(Ops.Divide, number, step.Arguments[1]))];
            case Ops.Call or Ops.Part or Ops.Partials:
                return OfCall(step);
            default:
                return OfFunction(number, step);
        }
    }

    private IReadOnlyList<int> OfFunction(int number, Operation step)
    {
        var variables = new Dictionary<string, int>(StringComparer.Ordinal) { ["y"] = number };
        var arguments = new Expr[step.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = graph[step.Arguments[i]];
            arguments[i] = argument.Op == Ops.Constant ? argument.Value : new Variable($"a{i}");
            variables[$"a{i}"] = step.Arguments[i];
        }
        var rule = DerivativeRules.Partials(step.Op, arguments, new Variable("y")) ?? throw new InvalidOperationException($"{step.Op} has no line in the table of derivatives.");
        return [.. rule.Select(partial => graph.Make(partial, variables))];
    }

    private IReadOnlyList<int> OfCall(Operation step)
    {
        var hand = calls.FirstOrDefault(c => step.Op == Ops.Call && c.Method == step.Method);
        if (hand is { Body: { } body })
            return graph.Inline(body, step.Arguments);
        if (hand is { GivesPartials: false })
            return [graph.Call(Ops.Call, hand.Derivative, step.Arguments)];
        if (hand is not null)
        {
            var partials = graph.Call(Ops.Partials, hand.Derivative, step.Arguments);
            return [.. step.Arguments.Select((_, i) => graph.Part(partials, i))];
        }
        Missing.Add(step.Method ?? graph[step.Arguments[0]].Method!);
        return [.. step.Arguments.Select(_ => graph.Constant(0))];
    }
}

/// <summary>A method of the user's whose derivative is written by hand.</summary>
/// <param name="Method">The method, as generated code calls it.</param>
/// <param name="Derivative">The method that is its derivative.</param>
/// <param name="GivesPartials">Whether that one gives the partial derivatives in out parameters; else it returns the only one.</param>
/// <param name="Body">What it computes, where it can be derived itself.</param>
internal sealed record HandWritten(string Method, string Derivative, bool GivesPartials, Graph? Body);
