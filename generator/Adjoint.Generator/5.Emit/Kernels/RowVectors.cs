using Adjoint.Generator.Kernels;
using Index = Adjoint.Generator.Kernels.Index;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>
/// A loop of one row's program that can run with vectors over its variable: neighbouring turns write side by side, read side by side, from every other place or
/// from one, and hand each other nothing but sums and maxima.
/// </summary>
/// <param name="Loop">The loop.</param>
/// <param name="From">Its first turn.</param>
/// <param name="To">The turn behind its last.</param>
/// <param name="Locals">What its body names.</param>
/// <param name="Totals">What is summed, or of what the largest is found, over the turns.</param>
internal sealed record RowVectors(Loop Loop, int From, int To, EquatableArray<string> Locals, EquatableArray<RowTotal> Totals)
{
    private const int LeastTurns = 4;

    /// <summary>The loop as one with vectors; null if it cannot be.</summary>
    public static RowVectors? Of(Loop loop)
    {
        if (loop.From.Constant is not { } from || loop.To.Constant is not { } to || to - from < LeastTurns)
            return null;
        var body = new Reader(loop.Name);
        return body.Reads(loop.Body) && body.AreTotalsApart ? new(loop, from, to, body.Locals.ToEquatableArray(), body.Totals.ToEquatableArray()) : null;
    }

    /// <summary>Whether some loop of a program is one.</summary>
    public static bool AreIn(EquatableArray<Statement> body) => body.Any(static statement => statement switch
    {
        Loop loop => Of(loop) is not null || AreIn(loop.Body),
        Scope scope => AreIn(scope.Body),
        _ => false,
    });

    /// <summary>How far apart two turns' positions are.</summary>
    public static int Stride(Index index, string variable) => index.Terms.FirstOrDefault(t => t.Variable == variable)?.Stride ?? 0;

    /// <summary>Reads a loop's body, and finds out whether its turns may run side by side.</summary>
    private sealed class Reader(string variable)
    {
        private readonly List<Feature> features = [];
        private readonly List<Store> stores = [];
        private readonly List<Expr> values = [];

        public List<string> Locals { get; } = [];

        public List<RowTotal> Totals { get; } = [];

        /// <summary>Whether no total is read but where it grows, and nothing is read that another turn writes.</summary>
        public bool AreTotalsApart =>
            Totals.Select(static t => t.Name).Distinct().Count() == Totals.Count
            && !Totals.Any(t => values.Any(value => value.Reads(t.Name)))
            && !stores.Any(store => features.Any(f => f.Buffer == store.Buffer && f.Index != store.Index))
            && stores.GroupBy(static s => s.Buffer).All(static group => group.Count() == 1);

        public bool Reads(EquatableArray<Statement> body) => body.All(statement => statement switch
        {
            Let let => Declare(let) && Reads(let.Value),
            Set set => Locals.Contains(set.Name) ? Reads(set.Value) : IsTotal(set),
            Store store => Stride(store.Index, variable) == 1 && Keep(store) && Reads(store.Value),
            Loop loop => !Mentions(loop.From) && !Mentions(loop.To) && Reads(loop.Body),
            Scope scope => Reads(scope.Body),
            _ => false,
        });

        private bool IsTotal(Set set)
        {
            var (isSum, part) = set.Value switch
            {
                Binary { Operator: '+', Left: Variable left } sum when left.Name == set.Name => (true, sum.Right),
                Function { Name: "Max" or "Maximum", Arguments: { Count: 2 } arguments } when arguments[0] is Variable left && left.Name == set.Name => (false, arguments[1]),
                _ => (false, null),
            };
            if (part is null)
                return false;
            Totals.Add(new RowTotal(set.Name, isSum));
            return Reads(part);
        }

        private bool Declare(Let let)
        {
            Locals.Add(let.Name);
            return true;
        }

        private bool Keep(Store store)
        {
            stores.Add(store);
            return true;
        }

        private bool Reads(Expr value)
        {
            values.Add(value);
            return AreNear(value);
        }

        private bool AreNear(Expr value)
        {
            switch (value)
            {
                case Binary binary:
                    return AreNear(binary.Left) && AreNear(binary.Right);
                case Function function:
                    return function.Arguments.All(AreNear);
                case Feature feature:
                    features.Add(feature);
                    return Stride(feature.Index, variable) is 0 or 1 or 2;
                case Scalar scalar:
                    return Stride(scalar.Index, variable) is 0 or 1;
                case Turns turns:
                    return !Mentions(turns.From) && !Mentions(turns.To);
                default:
                    return true;
            }
        }

        private bool Mentions(Bound bound) => Stride(bound.Value, variable) != 0;
    }
}

/// <summary>What the turns of a loop bring together.</summary>
/// <param name="Name">The variable.</param>
/// <param name="IsSum">Whether it is their sum; else it is the largest of them.</param>
internal sealed record RowTotal(string Name, bool IsSum);
