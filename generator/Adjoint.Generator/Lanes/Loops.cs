using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lanes;

/// <summary>Lane programs with loops, written from the outside in; <c>using static</c> this.</summary>
internal static class Loops
{
    /// <summary>The body for each value of a variable from <paramref name="from"/> to <paramref name="to"/> − 1; without a loop if that is only one.</summary>
    public static IEnumerable<Statement> For(string name, Bound from, Bound to, Func<Index, IEnumerable<Statement>> body)
    {
        if (from.Constant is { } first && to.Constant is { } end)
        {
            if (first >= end)
                return [];
            if (first + 1 == end)
            {
                // What one body names would meet what its neighbour names.
                var once = body(first).ToEquatableArray();
                return once.Any(static s => s is Let or Locate) ? [new Scope(once)] : once;
            }
        }
        return [new Loop(name, from, to, body(name).ToEquatableArray())];
    }

    /// <summary>The body for each value of a variable below <paramref name="count"/>.</summary>
    public static IEnumerable<Statement> For(string name, int count, Func<Index, IEnumerable<Statement>> body) => For(name, 0, count, body);

    /// <summary>The buffer with its first features set to 0.</summary>
    public static IEnumerable<Statement> Clear(string buffer, int count) => For("i", count, i => [new Store(buffer, i, 0f)]);

    /// <summary>A loop in a loop for each size; the body is given their variables, from the outermost on.</summary>
    public static IEnumerable<Statement> Nest(IReadOnlyList<int> sizes, string name, Func<IReadOnlyList<Index>, IEnumerable<Statement>> body)
    {
        return Level([]);

        IEnumerable<Statement> Level(IReadOnlyList<Index> outer) => outer.Count == sizes.Count
            ? body(outer)
            : For(sizes.Count == 1 ? name : $"{name}{outer.Count + 1}", sizes[outer.Count], i => Level([.. outer, i]));
    }

    /// <summary>
    /// Sums of so many terms, each with a name. Four parts of each are summed beside each other: their additions do not wait for one another, and the
    /// rounding of a long sum is that of one a quarter as long.
    /// </summary>
    public static IEnumerable<Statement> Sums(int count, params (string Name, Func<Index, Expr> Term)[] sums)
    {
        const int parts = 4;
        if (count < 2 * parts)
        {
            return
            [
                .. sums.Select(static s => new Let(s.Name, 0f)),
                .. For("i", count, i => sums.Select(s => new Set(s.Name, new Variable(s.Name) + s.Term(i)))),
            ];
        }
        Variable Part(string name, int part) => new(part == 0 ? name : $"{name}{part + 1}");
        var whole = count / parts;
        return
        [
            .. sums.SelectMany(s => Enumerable.Range(0, parts).Select(part => new Let(Part(s.Name, part).Name, 0f))),
            .. For("i", whole, i => Enumerable.Range(0, parts).SelectMany(part =>
                sums.Select(s => new Set(Part(s.Name, part).Name, Part(s.Name, part) + s.Term(i * parts + part))))),
            .. For("i", whole * parts, count, i => sums.Select(s => new Set(s.Name, Part(s.Name, 0) + s.Term(i)))),
            .. sums.Select(s => new Set(s.Name, Part(s.Name, 0) + Part(s.Name, 1) + (Part(s.Name, 2) + Part(s.Name, 3)))),
        ];
    }
}
