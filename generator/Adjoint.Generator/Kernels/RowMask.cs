using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Kernels;

/// <summary>Sets numbers to 0 in the lanes whose row does not count, whatever they are: 0 · ∞ must not reach a sum over the rows.</summary>
internal static class RowMask
{
    /// <summary>The call for one operand.</summary>
    /// <param name="operand">What is set.</param>
    /// <param name="size">Its numbers in a row.</param>
    /// <param name="name">What the lectures call it.</param>
    public static KernelCall Of(Operand operand, int size, string name) => new(
        new LaneKernel(FormattableString.Invariant($"Counted{size}"), FormattableString.Invariant($"{size} numbers a row without the rows that do not count"),
        [
            new LaneMethod("Forward", "x = 0 in lanes whose row does not count", [new("mask", 1), new("x", size)],
            [
                new Let("counts", new Feature("mask", 0)),
                new Loop("i", 0, size, [new Store("x", "i", IfGreater(new Variable("counts"), 0, new Feature("x", "i"), 0))]),
            ]),
        ]),
        "Forward", [new(OperandKind.RowMask, 0), operand.Written], 1, [new Equation(name, "0 in rows that do not count: 0 · ∞ must not reach the sums")]);
}
