using System.Runtime.CompilerServices;

namespace Adjoint.Generator.Scalars;

/// <summary>Equality of what is computed in the same way. Pairs that have been compared are remembered, for as trees two formulas may be larger than any memory.</summary>
internal static class Structure
{
    public static bool AreEqual(Expr a, Expr? b)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (b is null || a.GetHashCode() != b.GetHashCode())
            return false;
        var (compared, todo) = (new HashSet<(Expr, Expr)>(Pairs.Comparer), new Stack<(Expr A, Expr B)>([(a, b)]));
        while (todo.Count > 0)
        {
            var (x, y) = todo.Pop();
            if (!x.IsLike(y) || x.Arguments.Count != y.Arguments.Count)
                return false;
            for (var i = 0; i < x.Arguments.Count; i++)
            {
                if (!ReferenceEquals(x.Arguments[i], y.Arguments[i]) && compared.Add((x.Arguments[i], y.Arguments[i])))
                    todo.Push((x.Arguments[i], y.Arguments[i]));
            }
        }
        return true;
    }

    /// <summary>A hash in which every bit counts, also of what is computed from the same number twice, level upon level.</summary>
    public static int HashOf(int operation, EquatableArray<Expr> arguments)
    {
        var hash = Mixed((uint)operation);
        foreach (var argument in arguments)
            hash = Mixed(unchecked(31 * hash + (uint)argument.GetHashCode()));
        return unchecked((int)hash);
    }

    /// <summary>Source: the finalizer of MurmurHash3 (Appleby).</summary>
    private static uint Mixed(uint hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
            return hash ^ (hash >> 16);
        }
    }

    /// <summary>Pairs of objects, whatever these hold.</summary>
    private sealed class Pairs : IEqualityComparer<(Expr, Expr)>
    {
        public static Pairs Comparer { get; } = new();

        public bool Equals((Expr, Expr) a, (Expr, Expr) b) => ReferenceEquals(a.Item1, b.Item1) && ReferenceEquals(a.Item2, b.Item2);

        public int GetHashCode((Expr, Expr) pair) => unchecked(RuntimeHelpers.GetHashCode(pair.Item1) * 31 + RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
