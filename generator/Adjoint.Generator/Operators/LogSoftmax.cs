using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The logarithm of softmax along one axis, the last by default: <c>yᵢ = xᵢ − m − ln Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ.
/// <para>Gradient. ∂yᵢ/∂xₖ = δᵢₖ − exp(yₖ), so (1) dxₖ = dyₖ − exp(yₖ) Σᵢ dyᵢ. Backward reads the output.</para>
/// </summary>
internal sealed record LogSoftmax(AxisOptions Options) : RowOperator(Options)
{
    public override string Name => "LogSoftmax";

    protected override string Formula(string x) => $"{x} − ln Σ exp({x})";

    protected override string Derivative(string y, string dy) => $"{dy} − exp({y}) Σ {dy}";

    // ẏ = ẋ − Σ exp(y) ẋ
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var (a, b) = (Operators.Formula.Variable(0), Operators.Formula.Variable(1));
        var total = node.Add(new AxisTotal(Options.Axis), [node.Formula("ExpProduct", Exp(a) * b, node.Output, tangent)]);
        return node.Formula("Difference", a - b, tangent, total);
    }

    protected override EquatableArray<LaneMethod> Methods(ClassAxis axis) =>
    [
        new LaneMethod("Forward", "y = x − m − ln Σ exp(x − m), m = max x", [new("x", axis.Features), new("y", axis.Features)], axis.Each(place =>
        [
            .. LogSumExp.Sum("x", axis, place),
            new Let("logarithm", Log(new Variable("sum"))),
            // x − m first, which is exact for neighbours: m + ln Σ would be rounded to the digits of m.
            axis.Loop(place, i => [new Store("y", i, new Feature("x", i) - new Variable("max") - new Variable("logarithm"))]),
        ]), Rows: true),
        new LaneMethod("Backward", "dx = dy − exp(y) Σ dy", [new("dy", axis.Features), new("y", axis.Features), new("dx", axis.Features)], axis.Each(place =>
        [
            new Let("sum", 0f),
            axis.Loop(place, i => [new Set("sum", new Variable("sum") + new Feature("dy", i))]),
            axis.Loop(place, i => [new Store("dx", i, new Feature("dy", i) - Exp(new Feature("y", i)) * new Variable("sum"))]),
        ])),
    ];
}
