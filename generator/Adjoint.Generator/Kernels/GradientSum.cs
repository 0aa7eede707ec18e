using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// What happens where several layers read one value: the gradient with respect to it is the sum of what each of them contributes (the chain rule for
/// y = f(x, x)). The first contribution is written, the others are added.
/// </summary>
internal static class GradientSum
{
    /// <summary>dx = dy; nothing to do where dx may lie where dy lay.</summary>
    public static KernelCall Copy(Operand from, Operand to, int size, Equation equation) => new(
        new LaneKernel("Copy", "A copy", [new LaneMethod("Forward", "y = x", [new("x", 1), new("y", 1)], [new Store("y", 0, new Feature("x", 0))])]),
        "Forward", [from, to], size, [equation], InPlace: true) { IsCopy = true };

    /// <summary>dx = first + part.</summary>
    public static KernelCall Sum(Operand first, Operand part, Operand to, int size, Equation equation) => new(
        Merge.Sum, "Forward", [first, part, to], size, [equation], InPlace: true);

    /// <summary>dx += part.</summary>
    public static KernelCall Add(Operand part, Operand to, int size, Equation equation) => new(
        new LaneKernel("Accumulate", "One more part of a gradient", [new LaneMethod("Forward", "sum += part", [new("part", 1), new("sum", 1)], [new Store("sum", 0, new Feature("sum", 0) + new Feature("part", 0))])]),
        "Forward", [part, to], size, [equation]);

    /// <summary>dx = 0.</summary>
    public static KernelCall Clear(Operand to, int size, Equation equation) => new(
        new LaneKernel("Clear", "Zeros", [new LaneMethod("Forward", "y = 0", [new("y", 1)], [new Store("y", 0, 0f)])]), "Forward", [to], size, [equation]);
}
