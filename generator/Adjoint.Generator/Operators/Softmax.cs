using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Softmax along one axis, the last by default: <c>yᵢ = exp(xᵢ − m) / Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ, which changes nothing but keeps exp from overflowing.
/// <para>
/// Gradient. ∂yᵢ/∂xₖ = yᵢ (δᵢₖ − yₖ), so (1) dxₖ = Σᵢ dyᵢ yᵢ (δᵢₖ − yₖ) = yₖ (dyₖ − ⟨dy, y⟩). Backward reads the output.
/// </para>
/// <para>Source: Bridle (1990).</para>
/// </summary>
internal sealed record Softmax(AxisOptions Options) : RowOperator(Options)
{
    public override string Name => "Softmax";

    public override string Symbol => "p";

    protected override string Formula(string x) => $"exp({x}) / Σ exp({x})";

    protected override string Derivative(string y, string dy) => $"{y} ⊙ ({dy} − ⟨{dy}, {y}⟩)";

    // ẏ = y ⊙ (ẋ − ⟨y, ẋ⟩)
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var (y, dx, mean) = (Operators.Formula.Variable(0), Operators.Formula.Variable(1), Operators.Formula.Variable(2));
        var total = node.Add(new AxisTotal(Options.Axis), [node.Formula("Product", y * dx, node.Output, tangent)]);
        return node.Formula("SoftmaxTangent", y * (dx - mean), node.Output, tangent, total);
    }

    protected override EquatableArray<LaneMethod> Methods(ClassAxis axis) =>
    [
        new LaneMethod("Forward", "y = exp(x − m) / Σ exp(x − m), m = max x", [new("x", axis.Features), new("y", axis.Features)], axis.Each(place =>
        [
            .. LogSumExp.Maximum("x", axis, place),
            new Let("sum", 0f),
            axis.Loop(place, i =>
            [
                new Let("e", Exp(new Feature("x", i) - new Variable("max"))),
                new Set("sum", new Variable("sum") + new Variable("e")),
                new Store("y", i, new Variable("e")),
            ]),
            axis.Loop(place, i => [new Store("y", i, new Feature("y", i) / new Variable("sum"))]),
        ]), Rows: true),
        new LaneMethod("Backward", "dx = y (dy − ⟨dy, y⟩)", [new("dy", axis.Features), new("y", axis.Features), new("dx", axis.Features)], axis.Each(place =>
        [
            new Let("dot", 0f),
            axis.Loop(place, i => [new Set("dot", new Variable("dot") + new Feature("dy", i) * new Feature("y", i))]),
            axis.Loop(place, i => [new Store("dx", i, new Feature("y", i) * (new Feature("dy", i) - new Variable("dot")))]),
        ])),
    ];
}

/// <summary>The pieces that softmax, its logarithm and cross-entropy have in common.</summary>
internal static class LogSumExp
{
    /// <summary>max = maxᵢ xᵢ.</summary>
    public static IEnumerable<Statement> Maximum(string buffer, ClassAxis axis, Index place) =>
    [
        new Let("max", new Feature(buffer, place)),
        axis.Loop(place, i => [new Set("max", Max(new Variable("max"), new Feature(buffer, i)))], from: 1),
    ];

    /// <summary>sum = Σᵢ exp(xᵢ − max).</summary>
    public static IEnumerable<Statement> Sum(string buffer, ClassAxis axis, Index place) =>
    [
        .. Maximum(buffer, axis, place),
        new Let("sum", 0f),
        axis.Loop(place, i => [new Set("sum", new Variable("sum") + Exp(new Feature(buffer, i) - new Variable("max")))]),
    ];
}
