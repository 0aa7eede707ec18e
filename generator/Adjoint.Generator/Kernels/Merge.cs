using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Kernels;

/// <summary>Kernels that put buffers of one shape together, number by number.</summary>
internal static class Merge
{
    /// <summary>The sum of two buffers, of values as of gradients.</summary>
    public static LaneKernel Sum { get; } = Of("Add", "+", 2, static (a, b) => a + b);

    /// <summary>One pass over the operands, however many: <c>y = a + b + c</c>.</summary>
    /// <param name="name">The name for two operands.</param>
    /// <param name="sign">The sign between operands, for the documentation.</param>
    /// <param name="operands">The number of operands.</param>
    /// <param name="combine">What becomes of two numbers.</param>
    public static LaneKernel Of(string name, string sign, int operands, Func<Expr, Expr, Expr> combine)
    {
        var names = Enumerable.Range(0, operands).Select(static i => $"{(char)('a' + i)}").ToList();
        var value = names.Skip(1).Aggregate((Expr)new Feature(names[0], 0), (sum, other) => combine(sum, new Feature(other, 0)));
        return new LaneKernel(name + (operands == 2 ? "" : $"{operands}"), $"{string.Join($" {sign} ", names)} of values of one shape, number by number",
        [
            new LaneMethod("Forward", $"y = {string.Join($" {sign} ", names)}", [.. names.Select(static n => new LaneBuffer(n, 1)), new("y", 1)], [new Store("y", 0, value)]),
        ]);
    }
}
