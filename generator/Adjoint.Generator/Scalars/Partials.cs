namespace Adjoint.Generator.Scalars;

/// <summary>The partial derivatives of steps, as steps.</summary>
/// <param name="graph">Where they are made.</param>
/// <param name="calls">The methods of the user's whose derivatives are written by hand.</param>
internal sealed class Partials(GraphBuilder graph, EquatableArray<HandWritten> calls)
{
    private readonly Dictionary<Expr, IReadOnlyList<Expr>> known = [];

    /// <summary>The methods that had to be derived and whose derivatives nobody wrote.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>∂step/∂argument for each argument.</summary>
    public IReadOnlyList<Expr> Of(Expr step)
    {
        if (!known.TryGetValue(step, out var partials))
        {
            known.Add(step, partials = step switch
            {
                Operation operation => Make(operation),
                Call call => OfCall(call),
                _ => [],
            });
        }
        return partials;
    }

    private IReadOnlyList<Expr> Make(Operation step)
    {
        switch (step.Op)
        {
            case Op.Add:
                return [graph.Constant(1), graph.Constant(1)];
            case Op.Subtract:
                return [graph.Constant(1), graph.Constant(-1)];
            case Op.Negate:
                return [graph.Constant(-1)];
            case Op.Multiply:
                return [step.Arguments[1], step.Arguments[0]];
            case Op.Divide:
                // (a / b)′ = a′ / b − (a / b) b′ / b
                return [graph.Make(Op.Divide, graph.Constant(1), step.Arguments[1]), graph.Make(Op.Negate, graph.Make(Op.Divide, step, step.Arguments[1]))];
            default:
                var rule = DerivativeRules.Partials(step.Op, step.Arguments, step) ?? throw new InvalidOperationException($"{step.Op} has no line in the table of derivatives.");
                return [.. rule.Select(graph.Make)];
        }
    }

    private IReadOnlyList<Expr> OfCall(Call call)
    {
        var hand = calls.FirstOrDefault(c => call.Part is null && c.Method == call.Method);
        if (hand is { Body: { } body })
            return graph.Inline(body, call.Arguments);
        if (hand is { GivesPartials: false })
            return [graph.Make(new Call(hand.Derivative, call.Arguments))];
        if (hand is not null)
            return [.. call.Arguments.Select((_, i) => graph.Make(new Call(hand.Derivative, call.Arguments, i)))];
        Missing.Add(call.Method);
        return [.. call.Arguments.Select(_ => graph.Constant(0))];
    }
}

/// <summary>A method of the user's whose derivative is written by hand.</summary>
/// <param name="Method">The method, as generated code calls it.</param>
/// <param name="Derivative">The method that is its derivative.</param>
/// <param name="GivesPartials">Whether that one gives the partial derivatives in out parameters; else it returns the only one.</param>
/// <param name="Body">What it computes, where it can be derived itself.</param>
internal sealed record HandWritten(string Method, string Derivative, bool GivesPartials, Graph? Body);
