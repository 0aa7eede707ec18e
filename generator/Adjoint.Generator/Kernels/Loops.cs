namespace Adjoint.Generator.Kernels;

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
            // What a body names would meet what its neighbours name: such a body keeps braces of its own.
            if (first + 1 == end && body(first).ToList() is var once && !once.Any(static s => s is Let))
                return once;
        }
        return [new Loop(name, from, to, body(name).ToEquatableArray())];
    }

    /// <summary>The body for each value of a variable below <paramref name="count"/>.</summary>
    public static IEnumerable<Statement> For(string name, int count, Func<Index, IEnumerable<Statement>> body) => For(name, 0, count, body);

    /// <summary>The buffer with its first features set to 0.</summary>
    public static IEnumerable<Statement> Clear(string buffer, int count) => For("i", count, i => [new Store(buffer, i, 0f)]);
}
