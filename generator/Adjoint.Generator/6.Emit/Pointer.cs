namespace Adjoint.Generator.Emit;

/// <summary>Places in buffers as C#.</summary>
/// <remarks>
/// An element's address, <c>&amp;p[16]</c>, and not a sum, <c>p + 16</c>: the two mean and compile to the same, but for a sum with a pointer the C# compiler weighs every
/// addition that there is, which was more than a quarter of its time for a large network.
/// </remarks>
internal static class Pointer
{
    /// <summary>The address so many numbers after another one.</summary>
    public static string At(string start, int offset) => At(start, offset == 0 ? "" : $"{offset}");

    /// <summary>The address so many numbers after another one as the terms add up to, of which some may be empty.</summary>
    public static string At(string start, params string[] terms) => Sum(terms) is { Length: > 0 } offset ? $"&{start}[{offset}]" : start;

    /// <summary>The sum of the terms that are not empty.</summary>
    public static string Sum(params string[] terms) => string.Join(" + ", terms.Where(static t => t.Length > 0));

    /// <summary>An offset as one of several terms: nothing where it is 0.</summary>
    public static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";
}
