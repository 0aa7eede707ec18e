using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

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
