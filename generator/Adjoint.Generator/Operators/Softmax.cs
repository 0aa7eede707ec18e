using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Kernels.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Softmax over the last axis: <c>yᵢ = exp(xᵢ − m) / Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ, which changes nothing but keeps exp from overflowing.
/// <para>
/// Gradient. ∂yᵢ/∂xₖ = yᵢ (δᵢₖ − yₖ), so (1) dxₖ = Σᵢ dyᵢ yᵢ (δᵢₖ − yₖ) = yₖ (dyₖ − ⟨dy, y⟩). Backward reads the output.
/// </para>
/// <para>Source: Bridle (1990).</para>
/// </summary>
internal sealed class Softmax : RowOperator
{
    public override string Name => "Softmax";

    public override string Symbol => "p";

    protected override string Formula(string x) => $"exp({x}) / Σ exp({x})";

    protected override string Derivative(string y, string dy) => $"{y} ⊙ ({dy} − ⟨{dy}, {y}⟩)";

    protected override LaneKernel KernelOf(int classes) => new($"Softmax{classes}",
    [
        new LaneMethod("Forward", "y = exp(x − m) / Σ exp(x − m), m = max x", [new("x", classes), new("y", classes)],
        [
            .. LogSumExp.Maximum("x", classes),
            new Let("sum", 0f),
            new Loop("i", 0, classes,
            [
                new Let("e", Exp(new Feature("x", "i") - new Variable("max"))),
                new Set("sum", new Variable("sum") + new Variable("e")),
                new Store("y", "i", new Variable("e")),
            ]),
            new Loop("i", 0, classes, [new Store("y", "i", new Feature("y", "i") / new Variable("sum"))]),
        ], Rows: true),
        new LaneMethod("Backward", "dx = y (dy − ⟨dy, y⟩)", [new("dy", classes), new("y", classes), new("dx", classes)],
        [
            new Let("dot", 0f),
            new Loop("i", 0, classes, [new Set("dot", new Variable("dot") + new Feature("dy", "i") * new Feature("y", "i"))]),
            new Loop("i", 0, classes, [new Store("dx", "i", new Feature("y", "i") * (new Feature("dy", "i") - new Variable("dot")))]),
        ]),
    ]);
}

/// <summary>The pieces that softmax, its logarithm and cross-entropy have in common.</summary>
internal static class LogSumExp
{
    /// <summary>max = maxᵢ xᵢ.</summary>
    public static IEnumerable<Statement> Maximum(string buffer, int count) =>
    [
        new Let("max", new Feature(buffer, 0)),
        new Loop("i", 1, count, [new Set("max", Max(new Variable("max"), new Feature(buffer, "i")))]),
    ];

    /// <summary>sum = Σᵢ exp(xᵢ − max).</summary>
    public static IEnumerable<Statement> Sum(string buffer, int count) =>
    [
        .. Maximum(buffer, count),
        new Let("sum", 0f),
        new Loop("i", 0, count, [new Set("sum", new Variable("sum") + Exp(new Feature(buffer, "i") - new Variable("max")))]),
    ];
}
