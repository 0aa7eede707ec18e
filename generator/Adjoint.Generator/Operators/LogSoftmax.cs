using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The logarithm of softmax over the last axis: <c>yᵢ = xᵢ − m − ln Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ.
/// <para>Gradient. ∂yᵢ/∂xₖ = δᵢₖ − exp(yₖ), so (1) dxₖ = dyₖ − exp(yₖ) Σᵢ dyᵢ. Backward reads the output.</para>
/// </summary>
internal sealed class LogSoftmax : RowOperator
{
    public override string Name => "LogSoftmax";

    protected override string Formula(string x) => $"{x} − ln Σ exp({x})";

    protected override string Derivative(string y, string dy) => $"{dy} − exp({y}) Σ {dy}";

    protected override LaneKernel KernelOf(int classes) => new($"LogSoftmax{classes}",
    [
        new LaneMethod("Forward", "y = x − m − ln Σ exp(x − m), m = max x", [new("x", classes), new("y", classes)],
        [
            .. LogSumExp.Sum("x", classes),
            new Let("shift", new Variable("max") + Log(new Variable("sum"))),
            new Loop("i", 0, classes, [new Store("y", "i", new Feature("x", "i") - new Variable("shift"))]),
        ], Rows: true),
        new LaneMethod("Backward", "dx = dy − exp(y) Σ dy", [new("dy", classes), new("y", classes), new("dx", classes)],
        [
            new Let("sum", 0f),
            new Loop("i", 0, classes, [new Set("sum", new Variable("sum") + new Feature("dy", "i"))]),
            new Loop("i", 0, classes, [new Store("dx", "i", new Feature("dy", "i") - Exp(new Feature("y", "i")) * new Variable("sum"))]),
        ]),
    ]);
}
