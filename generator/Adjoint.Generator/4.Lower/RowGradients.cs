using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The gradient of a parameter for each row by itself, where training sums over the rows: the same sums without that over the rows, a row in each lane.
/// <para>
/// Dense: (1) dW_io = Σ_u x_ui dy_uo over the steps u of a sequence. Convolution: (2) dW_cko = Σ_p x_c,i(p,k) dy_op over the positions p whose tap k lies in the input;
/// (3) db_o = Σ_p dy_op. What a layer brings as parts of rows already is summed over its units: (4) dp_f = Σ_u part_uf.
/// </para>
/// <para>
/// Of a gradient whose norm alone is wanted, each number is squared where it arises. Of (1) without steps not even the numbers are needed:
/// Σ_io (x_i dy_o)² = Σ_i x_i² Σ_o dy_o².
/// </para>
/// <para>Source: Goodfellow, Efficient per-example gradient computations (2015).</para>
/// </summary>
internal static class RowGradients
{
    private const string Result = "dw", Squares = "squares";

    /// <summary>The call that computes for each row what a call of training sums over the rows; null where its source is each row's gradient as it stands.</summary>
    /// <param name="call">The call of training.</param>
    /// <param name="length">The numbers of the parameter.</param>
    /// <param name="result">What receives the gradient of each row, or gains the sum of its squares.</param>
    /// <param name="squares">Whether it is the squares.</param>
    public static KernelCall? Of(KernelCall call, int length, Operand result, bool squares)
    {
        List<Operand> sources =
        [
            .. call.Operands.Take(call.Operands.Count - 1)
                .Select(static o => o.Buffer is { Layout: Layout.Panels } panels ? panels.IsOfValue ? Operand.Value(o.Id) : Operand.Gradient(o.Id) : o),
        ];
        if (!squares && call is { Kernel: LibraryKernel, UnitsPerRow: 1 } && sources.Count == 1 && sources[0].Kind == OperandKind.RowGradient)
            return null;
        var units = call.UnitsPerRow;
        var isOfTable = call is { Kernel: LibraryKernel, Method: EmbeddingLowering.Sums };
        if (isOfTable && !squares)
            return TableGradients.OfEachRow(call, sources, result, call.Equations.Select(OfEachRow).ToEquatableArray());
        var (name, buffers, body) = call.Kernel switch
        {
            DenseKernel dense => ($"RowGradient{dense.In}x{dense.Out}" + (units == 1 ? "" : $"Steps{units}"),
                (EquatableArray<LaneBuffer>)[new("x", dense.In * units), new("dy", dense.Out * units)], squares && units == 1 ? Product(dense) : Dense(dense, units, squares)),
            ConvKernel conv when call.Method == "WeightGradient" => ("RowGradientOf" + conv.Name,
                (EquatableArray<LaneBuffer>)[new("x", conv.In * conv.InPlane), new("dy", conv.Out * conv.OutPlane)], Convolution(conv, squares)),
            ConvKernel conv when call.Method == "BiasGradient" => Total(conv.Out, conv.OutPlane, 1, conv.OutPlane, squares),
            ConvKernel conv => Total(conv.In, conv.InPlane, 1, conv.InPlane, squares),
            _ when isOfTable => TableGradients.Squares(call, Squares),
            _ when sources.Count == 0 => ($"RowGradientZero{length}", [], squares ? [] : Loops.Clear(Result, length)),
            _ => Total(length, 1, units, length, squares),
        };
        var method = new LaneMethod(
            squares ? "Squares" : "Gradient", squares ? "squares += the squares of each row's gradient" : "dw = each row's gradient",
            [.. buffers, squares ? new(Squares, 1) : new(Result, length)], [.. body]);
        var summary = squares ? "The squares of a parameter's gradient, for each row its own" : "A parameter's gradient, for each row its own";
        return new KernelCall(
            new LaneKernel(name + (squares ? "Squares" : ""), summary, [method]), method.Name, [.. sources, result], 1,
            call.Equations.Select(e => squares ? SquaresOf(e) : OfEachRow(e)).ToEquatableArray());
    }

    private static Equation OfEachRow(Equation equation) => equation.ForEachRow is var each ? each with { Right = each.Right + ", for each row" } : each;

    private static Equation SquaresOf(Equation equation) => new($"{Notation.Gradient("θ")}²", $"the squares of {equation.ForEachRow}, for each row") { Adds = true };

    /// <summary>Writes a number of the gradient, or adds its square.</summary>
    private static IEnumerable<Statement> Put(Index at, Expr value, bool squares) => squares
        ? [new Set("sumOfSquares", new Variable("sumOfSquares") + value * value)]
        : [new Store(Result, at, value)];

    private static IEnumerable<Statement> Squared(bool squares, IEnumerable<Statement> body) => !squares ? body :
    [
        new Let("sumOfSquares", new Feature(Squares, 0)),
        .. body,
        new Store(Squares, 0, new Variable("sumOfSquares")),
    ];

    /// <summary>(1)</summary>
    private static IEnumerable<Statement> Dense(DenseKernel dense, int units, bool squares) => Squared(squares,
    [
        .. Loops.For("g", dense.Grouped / dense.Together, g => Dense(dense, g * dense.Together, dense.Together, units, squares)),
        .. dense.Rest > 0 ? Dense(dense, (Index)dense.Grouped, dense.Rest, units, squares) : [],
    ]);

    /// <summary>The same for a group of outputs.</summary>
    private static IEnumerable<Statement> Dense(DenseKernel dense, Index first, int outputs, int units, bool squares) => Loops.For("i", dense.In, i => units == 1
        ?
        [
            new Let("xv", new Feature("x", i)),
            .. Loops.For("o", outputs, o => Put(first * dense.In + i * outputs + o, new Variable("xv") * new Feature("dy", first + o), squares)),
        ]
        : Loops.For("o", outputs, o =>
        [
            new Let("dwv", 0f),
            .. Loops.For("u", units, u => [new Set("dwv", new Variable("dwv") + new Feature("x", u * dense.In + i) * new Feature("dy", u * dense.Out + first + o))]),
            .. Put(first * dense.In + i * outputs + o, new Variable("dwv"), squares),
        ]));

    /// <summary>Σ x² Σ dy², the sum of the squares of all products.</summary>
    private static IEnumerable<Statement> Product(DenseKernel dense) =>
    [
        .. Loops.Sums(dense.In, ("ofInput", static i => new Feature("x", i) * new Feature("x", i))),
        .. Loops.Sums(dense.Out, ("ofOutput", static o => new Feature("dy", o) * new Feature("dy", o))),
        new Store(Squares, 0, new Feature(Squares, 0) + new Variable("ofInput") * new Variable("ofOutput")),
    ];

    /// <summary>(3), (4): sums of so many terms, which lie <paramref name="stride"/> apart, of neighbours in groups of <paramref name="inner"/>.</summary>
    private static (string Name, EquatableArray<LaneBuffer> Buffers, IEnumerable<Statement> Body) Total(int length, int inner, int units, int stride, bool squares) =>
    (
        FormattableString.Invariant($"RowTotal{length}x{inner}x{units}"),
        [new LaneBuffer("part", length * inner * units)],
        Squared(squares, Loops.For("f", length, f =>
        [
            new Let("dwv", 0f),
            .. Loops.For("u", units, u => Loops.For("p", inner, p => [new Set("dwv", new Variable("dwv") + new Feature("part", u * stride + f * inner + p))])),
            .. Put(f, new Variable("dwv"), squares),
        ]))
    );

    /// <summary>(2), for several outputs beside each other: their sums do not wait for one another.</summary>
    private static IEnumerable<Statement> Convolution(ConvKernel conv, bool squares)
    {
        var (inputs, outputs) = (conv.In / conv.Groups, conv.Out / conv.Groups);
        var beside = outputs % 4 == 0 ? 4 : outputs % 2 == 0 ? 2 : 1;
        return Squared(squares, Loops.For("g", conv.Groups, g => Loops.For("c", inputs, c => Taps(conv, 0, 0, [], (tap, axes) => Loops.For("o", outputs / beside, o =>
        [
            .. Enumerable.Range(0, beside).Select(static k => new Let(Sum(k).Name, 0f)),
            .. Positions(axes, 0, (g * inputs + c) * conv.InPlane, 0, (from, to) =>
            [
                new Let("xv", new Feature("x", from)),
                .. Enumerable.Range(0, beside).Select(k => new Set(Sum(k).Name, Sum(k) + new Variable("xv") * new Feature("dy", (g * outputs + o * beside + k) * conv.OutPlane + to))),
            ]),
            .. Enumerable.Range(0, beside).SelectMany(k => Put(c * (conv.Taps * conv.Out) + tap * conv.Out + g * outputs + o * beside + k, Sum(k), squares)),
        ])))));
    }

    private static Variable Sum(int output) => new(FormattableString.Invariant($"dw{output}"));

    /// <summary>The body for each tap. Taps are a loop, but where the edges cut positions off and the stride is not 1: there each tap has constant ends of its own.</summary>
    private static IEnumerable<Statement> Taps(
        ConvKernel conv, int axis, Index tap, IReadOnlyList<(ConvAxis Axis, Index Tap)> taps,
        Func<Index, IReadOnlyList<(ConvAxis, Index)>, IEnumerable<Statement>> body)
    {
        if (axis == conv.Axes.Count)
            return body(tap, taps);
        var of = conv.Axes[axis];
        IEnumerable<Statement> Next(Index k) => Taps(conv, axis + 1, tap * of.Kernel + k, [.. taps, (of, k)], body);
        if (Clips(of) && of.Stride > 1)
            return Enumerable.Range(0, of.Kernel).Select(k => new Scope([.. Next(k)]));
        // The ends of loops grow with their variables, so that taps are counted from the last where they matter.
        return Loops.For(FormattableString.Invariant($"k{axis}"), of.Kernel, k => Next(Clips(of) ? (Index)(of.Kernel - 1) - k : k));
    }

    private static bool Clips(ConvAxis axis) => axis.ClipsStart || axis.ClipsEnd;

    /// <summary>The body for each output position whose tap lies in the input: places in x and in dy.</summary>
    private static IEnumerable<Statement> Positions(IReadOnlyList<(ConvAxis Axis, Index Tap)> axes, int axis, Index from, Index to, Func<Index, Index, IEnumerable<Statement>> body)
    {
        if (axis == axes.Count)
            return body(from, to);
        var ((of, tap), inPlane, outPlane) = (axes[axis], axes.Skip(axis + 1).Aggregate(1, static (p, a) => p * a.Axis.In), axes.Skip(axis + 1).Aggregate(1, static (p, a) => p * a.Axis.Out));
        var (first, end) = Ends(of, tap);
        var shift = tap * of.Dilation - of.Padding;
        return Loops.For(FormattableString.Invariant($"o{axis}"), first, end, o => Positions(axes, axis + 1, from + (o * of.Stride + shift) * inPlane, to + o * outPlane, body));
    }

    /// <summary>The outputs whose tap lies in the input: output o reads input o s − p + k d, from 0 to In − 1.</summary>
    private static (Bound First, Bound End) Ends(ConvAxis of, Index tap)
    {
        if (!Clips(of))
            return (0, of.Out);
        var shift = tap * of.Dilation - of.Padding;
        if (of.Stride == 1)
            return (new Bound(shift * -1), new Bound((Index)of.In - shift, Most: of.Out));
        var (before, room) = (-shift.Constant, of.In - 1 - shift.Constant);
        return (before <= 0 ? 0 : (before + of.Stride - 1) / of.Stride, room < 0 ? 0 : Math.Min(of.Out, room / of.Stride + 1));
    }
}
