using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The gradient of a table of vectors for each row by itself: (1) dE_v = Σ dy_t over the positions t of the row whose token is v. The sum of its squares needs no table:
/// (2) Σ_v |dE_v|² = Σ_t Σ_s [token_t = token_s] ⟨dy_t, dy_s⟩, which is half from t = s, and from each pair twice.
/// </summary>
internal static class TableGradients
{
    /// <summary>(1)</summary>
    /// <param name="call">The call of training, which sums over the rows.</param>
    /// <param name="sources">The tokens, and the gradient of what was read.</param>
    /// <param name="result">Receives a table for each row.</param>
    /// <param name="equations">What is computed.</param>
    public static KernelCall OfEachRow(KernelCall call, IReadOnlyList<Operand> sources, Operand result, EquatableArray<Equation> equations) =>
        new(call.Kernel, "RowGradients", [.. sources, result], call.UnitsPerRow, equations)
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2), .. call.Arguments.OfType<CallArgument.Number>(),
                new CallArgument.Number(call.UnitsPerRow), new CallArgument.Units(),
            ],
        };

    /// <summary>(2)</summary>
    /// <param name="call">The call of training.</param>
    /// <param name="squares">The buffer that the squares are added to.</param>
    public static (string Name, EquatableArray<LaneBuffer> Buffers, IEnumerable<Statement> Body) Squares(KernelCall call, string squares)
    {
        var numbers = call.Arguments.OfType<CallArgument.Number>().Select(static n => n.Value).ToList();
        var (size, padding, units) = (numbers[1], numbers[2], call.UnitsPerRow);
        var (sum, dot) = (new Variable("sumOfSquares"), new Variable("dot"));
        IEnumerable<Statement> Pair(Lanes.Index t, Lanes.Index s, double factor) =>
        [
            new Let("dot", 0f),
            .. Loops.For("f", size, f => [new Set("dot", dot + new Feature("dy", t * size + f) * new Feature("dy", s * size + f))]),
            new Set("sumOfSquares", sum + factor * IfEqual(new Feature("x", t), new Feature("x", s), IfEqual(new Feature("x", t), padding, 0, dot), 0)),
        ];
        return (
            FormattableString.Invariant($"RowTable{size}Steps{units}{(padding < 0 ? "" : FormattableString.Invariant($"Padding{padding}"))}"),
            [new("x", units), new("dy", size * units)],
            [
                new Let("sumOfSquares", new Feature(squares, 0)),
                .. Loops.For("t", units, t => Pair(t, t, 1)),
                .. Loops.For("t", units - 1, t => Loops.For("s", new Bound(t + 1), units, s => Pair(t, s, 2))),
                new Store(squares, 0, sum),
            ]);
    }
}
