using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>The logarithm of softmax.</summary>
/// <param name="layer">The operator.</param>
internal sealed class LogSoftmaxLowering(LogSoftmax layer) : RowLowering(layer)
{
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
