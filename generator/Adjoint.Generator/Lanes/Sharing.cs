namespace Adjoint.Generator.Lanes;

/// <summary>Computes what a formula mentions several times only once: calls of functions that occur more than once in one formula get a name.</summary>
internal static class Sharing
{
    /// <summary>The statements, with named intermediate values before those that need them.</summary>
    public static EquatableArray<Statement> Apply(EquatableArray<Statement> body)
    {
        // Names are counted through the whole program: a block may not name what a block around it names, even further down.
        var count = 0;
        return Apply(body, ref count);
    }

    private static EquatableArray<Statement> Apply(EquatableArray<Statement> body, ref int count)
    {
        var result = new List<Statement>();
        foreach (var statement in body)
        {
            switch (statement)
            {
                case Let let:
                    result.Add(let with { Value = Share(let.Value, result, ref count) });
                    break;
                case Set set:
                    result.Add(set with { Value = Share(set.Value, result, ref count) });
                    break;
                case Store store:
                    result.Add(store with { Value = Share(store.Value, result, ref count) });
                    break;
                case Loop loop:
                    result.Add(loop with { Body = Apply(loop.Body, ref count) });
                    break;
                case Locate locate:
                    result.Add(locate);
                    break;
                case Scope scope:
                    result.Add(scope with { Body = Apply(scope.Body, ref count) });
                    break;
            }
        }
        return result.ToEquatableArray();
    }

    /// <summary>The body of a formula of named buffers: each buffer gets a name of its own if the formula reads it more than once.</summary>
    public static IEnumerable<Statement> Name(Expr formula, string store, params (string Local, string Buffer)[] inputs)
    {
        foreach (var (local, buffer) in inputs)
        {
            var (variable, feature) = (new Variable(local), new Feature(buffer, 0));
            if (Count(formula, variable) > 1)
                yield return new Let(local, feature);
            else
                formula = Replace(formula, variable, feature);
        }
        yield return new Store(store, 0, formula);
    }

    private static int Count(Expr expr, Variable variable) => expr switch
    {
        Variable v => v == variable ? 1 : 0,
        Binary b => Count(b.Left, variable) + Count(b.Right, variable),
        Function f => f.Arguments.Sum(a => Count(a, variable)),
        _ => 0,
    };

    private static Expr Share(Expr expr, List<Statement> before, ref int count)
    {
        while (Repeated(expr) is { } repeated)
        {
            var name = $"t{++count}";
            before.Add(new Let(name, repeated));
            expr = Replace(expr, repeated, new Variable(name));
        }
        return expr;
    }

    /// <summary>An innermost function call that occurs twice or more.</summary>
    private static Function? Repeated(Expr expr)
    {
        var seen = new HashSet<Function>();
        return InnermostFirst(expr).FirstOrDefault(f => !seen.Add(f));
    }

    private static IEnumerable<Function> InnermostFirst(Expr expr)
    {
        switch (expr)
        {
            case Binary b:
                return InnermostFirst(b.Left).Concat(InnermostFirst(b.Right));
            case Function f:
                return f.Arguments.SelectMany(InnermostFirst).Append(f);
            default:
                return [];
        }
    }

    /// <summary>The formula with one part of it replaced.</summary>
    public static Expr Replace(Expr expr, Expr old, Expr by) => Substitution.Of(expr, e => e == old ? by : null);
}
