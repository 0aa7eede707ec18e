using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Softmax.</summary>
/// <param name="layer">The operator.</param>
internal sealed class SoftmaxLowering(Softmax layer) : RowLowering(layer)
{
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
