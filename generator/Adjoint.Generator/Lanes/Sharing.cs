using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lanes;

/// <summary>Computes what formulas use several times only once: it gets a name.</summary>
internal static class Sharing
{
    /// <summary>The statements, with named intermediate values before those that need them.</summary>
    public static EquatableArray<Statement> Apply(EquatableArray<Statement> body)
    {
        // Names are counted through the whole program: a block may not name what a block around it names, even further down.
        var names = new Names("t", [.. Named(body)]);
        return Apply(body, names);
    }

    /// <summary>Some formulas of the same numbers: the statements that name what they share, and the formulas in these names.</summary>
    public static (IReadOnlyList<Statement> Named, IReadOnlyList<Expr> Formulas) Apply(IReadOnlyList<Expr> formulas, string prefix)
    {
        List<Statement> named = [];
        var shared = Share(formulas, named, new Names(prefix, []));
        return (named, shared);
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
                formula = formula.Replace(variable, feature);
        }
        yield return new Store(store, 0, formula);
    }

    /// <summary>How often a part of a formula would be written if nothing had a name but what is written more than once.</summary>
    public static int Count(Expr formula, Expr part) => Uses([formula]).TryGetValue(part, out var count) ? count : 0;

    /// <summary>How often each part would be written if nothing had a name but what is written more than once.</summary>
    private static Dictionary<Expr, int> Uses(IReadOnlyList<Expr> formulas)
    {
        var uses = formulas.GroupBy(static f => f).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var part in Expr.PartsOf(formulas).Reverse())
        {
            // What has a name is written once, and so is what it is computed from.
            var times = CanBeNamed(part) ? 1 : uses[part];
            foreach (var argument in part.Arguments)
                uses[argument] = (uses.TryGetValue(argument, out var before) ? before : 0) + times;
        }
        return uses;
    }

    /// <summary>Whether it is worth a name: numbers have names as short, and what is compared is compared wherever it is asked.</summary>
    private static bool CanBeNamed(Expr part) => part is Feature || (part is Operation { Op: var op } && !op.IsCondition());

    private static IReadOnlyList<Expr> Share(IReadOnlyList<Expr> formulas, List<Statement> before, Names names)
    {
        var (uses, written) = (Uses(formulas), new Dictionary<Expr, Expr>());
        foreach (var part in Expr.PartsOf(formulas))
        {
            var formula = part.With(part.Arguments.Select(a => written[a]).ToEquatableArray());
            if (uses[part] > 1 && CanBeNamed(part))
            {
                var name = names.Next();
                before.Add(new Let(name, formula));
                formula = new Variable(name);
            }
            written.Add(part, formula);
        }
        return [.. formulas.Select(f => written[f])];
    }

    private static EquatableArray<Statement> Apply(EquatableArray<Statement> body, Names names)
    {
        var result = new List<Statement>();
        foreach (var statement in body)
        {
            result.Add(statement switch
            {
                Let let => let with { Value = Share([let.Value], result, names)[0] },
                Set set => set with { Value = Share([set.Value], result, names)[0] },
                Store store => store with { Value = Share([store.Value], result, names)[0] },
                Loop loop => loop with { Body = Apply(loop.Body, names) },
                Scope scope => scope with { Body = Apply(scope.Body, names) },
                _ => statement,
            });
        }
        return result.ToEquatableArray();
    }

    private static IEnumerable<string> Named(EquatableArray<Statement> body) => body.SelectMany(static statement => statement switch
    {
        Let let => [let.Name],
        Loop loop => Named(loop.Body),
        Scope scope => Named(scope.Body),
        _ => Enumerable.Empty<string>(),
    });

    /// <summary>Names that are free.</summary>
    private sealed class Names(string prefix, HashSet<string> taken)
    {
        private int count;

        public string Next()
        {
            string name;
            do
                name = FormattableString.Invariant($"{prefix}{++count}");
            while (taken.Contains(name));
            return name;
        }
    }
}
