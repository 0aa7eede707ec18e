namespace Adjoint.Generator.Scalars;

/// <summary>Derivatives in the order of computation: the tangent of each step from the tangents of its arguments, ẏ = Σ ∂y/∂aᵢ ȧᵢ.</summary>
internal static class ForwardMode
{
    /// <summary>The tangents of some steps.</summary>
    /// <param name="graph">Where the steps are, and where the tangents are made.</param>
    /// <param name="partials">The partial derivatives of the steps.</param>
    /// <param name="outputs">The steps.</param>
    /// <param name="seeds">The tangents of what changes; all else does not.</param>
    public static IReadOnlyList<Expr> Tangents(GraphBuilder graph, Partials partials, IReadOnlyList<Expr> outputs, IReadOnlyDictionary<Expr, Expr> seeds)
    {
        // No entry is no tangent: the step does not change.
        var tangents = new Dictionary<Expr, Expr>();
        foreach (var step in graph.Finish(outputs).Steps)
        {
            if (seeds.TryGetValue(step, out var seed))
                tangents[step] = seed;
            else if (step is Operation(Op.Select, var condition, var then, var otherwise))
                tangents[step] = graph.Make(Op.Select, condition, Of(then), Of(otherwise));
            else if (step is Operation(Op.Divide, var dividend, var divisor) && !Of(divisor).Is(0))
                tangents[step] = Quotient(step, Of(dividend), Of(divisor), divisor);
            else if (step is not Operation { Op: var op } || !op.IsCondition())
                tangents[step] = Tangent(step);
        }
        return [.. outputs.Select(Of)];

        Expr Of(Expr step) => tangents.TryGetValue(step, out var tangent) ? tangent : graph.Constant(0);

        // (a / b)′ = (a′ − (a / b) b′) / b
        Expr Quotient(Expr step, Expr ofDividend, Expr ofDivisor, Expr divisor) =>
            graph.Make(Op.Divide, graph.Make(Op.Subtract, ofDividend, graph.Make(Op.Multiply, step, ofDivisor)), divisor);

        Expr Tangent(Expr step)
        {
            Expr sum = graph.Constant(0);
            if (step.Arguments.All(a => Of(a).Is(0)))
                return sum;
            var slopes = partials.Of(step);
            for (var i = 0; i < slopes.Count; i++)
            {
                if (!Of(step.Arguments[i]).Is(0))
                    sum = graph.Make(Op.Add, sum, Times(graph, slopes[i], Of(step.Arguments[i]), isBehind: step is Operation { Op: Op.Multiply } && i == 0));
            }
            return sum;
        }
    }

    /// <summary>
    /// A partial derivative times a tangent. One that is zero in some cases chooses between products, so that nothing infinite is multiplied with a zero: what does not
    /// change with its argument is not changed by it, whatever becomes of that.
    /// </summary>
    /// <param name="graph">Where the product is made.</param>
    /// <param name="partial">The partial derivative.</param>
    /// <param name="tangent">The tangent.</param>
    /// <param name="isBehind">Whether the tangent comes first, as in (a b)′ = a′ b + a b′.</param>
    public static Expr Times(GraphBuilder graph, Expr partial, Expr tangent, bool isBehind = false)
    {
        if (partial is Operation(Op.Select, var condition, var then, var otherwise) && MayBeZero(partial))
            return graph.Make(Op.Select, condition, Times(graph, then, tangent, isBehind), Times(graph, otherwise, tangent, isBehind));
        return isBehind ? graph.Make(Op.Multiply, tangent, partial) : graph.Make(Op.Multiply, partial, tangent);
    }

    private static bool MayBeZero(Expr partial) => partial is Operation(Op.Select, _, var then, var otherwise) ? MayBeZero(then) || MayBeZero(otherwise) : partial.Is(0);
}
