using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>A table of sines and cosines, added to every row.</summary>
/// <param name="layer">The operator.</param>
internal sealed class SinusoidalPositionsLowering(SinusoidalPositions layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        if (layer.Positions > 0)
        {
            calls.Add(InLanes(node));
            return;
        }
        var (positions, size) = (node.Output.Shape.Sizes[0], node.Output.Size);
        var each = size / positions;
        var kernel = new LaneKernel($"AddSinusoids{positions}x{each}By{PositionKernels.BitsOf(layer.Options.Base)}", $"Sines and cosines of {positions} positions, added to {each} numbers of each",
        [
            new LaneMethod("Forward", "y = x + s", [new("x", size), new("y", size), new("s", 0)],
                [.. Loops.For("i", size, static i => [new Store("y", i, new Feature("x", i) + new Scalar("s", i))])], Rows: true),
        ])
        {
            Table = FormattableString.Invariant($"Sinusoids<T>({positions}, {each}, {layer.Options.Base:R})"),
        };
        calls.Add(PositionKernels.Call(kernel, "Forward", node.X, node.Y, 1, node.OfOutput));
    }

    /// <summary>The same where positions are rows: the table's positions lie in the lanes too, for a row's blocks.</summary>
    private KernelCall InLanes(NodeContext node)
    {
        var (positions, each) = (layer.Positions, node.Output.Size);
        var size = positions / LaneBlock.Rows * each;
        var kernel = new LaneKernel($"AddSinusoids{positions}x{each}By{PositionKernels.BitsOf(layer.Options.Base)}InLanes", $"Sines and cosines of {positions} positions in the lanes, added to {each} numbers of each",
        [
            new LaneMethod("Forward", "y = x + s", [new("x", size), new("y", size), new("s", 0)], [.. Loops.For("i", size, static i => [new Store("y", i, new Feature("x", i) + new Feature("s", i))])]),
        ])
        {
            Table = FormattableString.Invariant($"InLanes(PositionTables.Sinusoids<T>({positions}, {each}, {layer.Options.Base:R}), {positions}, {each})"),
        };
        return PositionKernels.Call(kernel, "Forward", node.X, node.Y, 1, node.OfOutput, positions / LaneBlock.Rows);
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.Dx, node.Output.Size, node.OfInput(0)));
    }
}

/// <summary>Rotations, by a table of cosines and sines; backward turns back.</summary>
/// <param name="layer">The operator.</param>
internal sealed class RotationLowering(Rotation layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(PositionKernels.Call(KernelOf(node), "Forward", node.X, node.Y, UnitsOf(node), node.OfOutput, layer.Positions / LaneBlock.Rows));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(PositionKernels.Call(KernelOf(node), "Backward", node.Dy, node.Dx, UnitsOf(node), node.OfInput(0), layer.Positions / LaneBlock.Rows));
    }

    private int UnitsOf(NodeContext node) => layer.Positions > 0 ? 1 : node.Output.Size / (Rotation.PositionsOf(node.Output.Shape) * node.Output.Shape.Last);

    private LaneKernel KernelOf(NodeContext node)
    {
        // Where positions are rows, the blocks of a row take the place of positions, and the table lies in the lanes too.
        var (all, inLanes) = (layer.Positions > 0 ? layer.Positions : Rotation.PositionsOf(node.Output.Shape), layer.Positions > 0);
        var (positions, features, width) = (inLanes ? all / LaneBlock.Rows : all, node.Output.Shape.Last, layer.Width);
        var (size, turned) = (positions * features, layer.Heads * width);
        var name = $"Rotate{(layer.Interleaved ? "Interleaved" : "")}{all}x{layer.Heads}x{width}Of{features}{(layer.First == 0 ? "" : layer.First > 0 ? $"From{layer.First}" : $"FromMinus{-layer.First}")}By{PositionKernels.BitsOf(layer.Base)}{(inLanes ? "InLanes" : "")}";
        var table = FormattableString.Invariant($"Rotations<T>({all}, {layer.First}, {width}, {layer.Base:R})");
        return new LaneKernel(name, $"Pairs of {layer.Heads} heads of {width} at {all} positions, turned by angles that grow with the position",
        [
            Method("Forward", "y₁ = x₁ cos θ − x₂ sin θ, y₂ = x₁ sin θ + x₂ cos θ", "x", "y", turnsBack: false),
            Method("Backward", "dx₁ = dy₁ cos θ + dy₂ sin θ, dx₂ = dy₂ cos θ − dy₁ sin θ", "dy", "dx", turnsBack: true),
        ])
        {
            Table = inLanes ? FormattableString.Invariant($"InLanes(PositionTables.{table}, {all}, {width})") : table,
        };

        LaneMethod Method(string method, string summary, string from, string to, bool turnsBack) => new(method, summary, [new(from, size), new(to, size), new("r", 0)], [.. Loops.For("p", positions, p =>
        [
            .. Loops.For("head", layer.Heads, head => Loops.For("i", width / 2, i => Pair(from, to, p * features + head * width, p * width, i, turnsBack))),
            .. Loops.For("rest", turned, features, rest => [new Store(to, p * features + rest, new Feature(from, p * features + rest))]),
        ])], Rows: !inLanes);
    }

    private IEnumerable<Statement> Pair(string from, string to, Index head, Index angles, Index i, bool turnsBack)
    {
        var (first, second) = layer.Interleaved ? (head + i * 2, head + i * 2 + 1) : (head + i, head + i + layer.Width / 2);
        Expr a = new Variable("a"), b = new Variable("b"), cosine = new Variable("cosine"), sine = new Variable("sine");
        return
        [
            new Let("a", new Feature(from, first)), new Let("b", new Feature(from, second)),
            new Let("cosine", Angle(angles + i)), new Let("sine", Angle(angles + i + layer.Width / 2)),
            new Store(to, first, turnsBack ? a * cosine + b * sine : a * cosine - b * sine),
            new Store(to, second, turnsBack ? b * cosine - a * sine : a * sine + b * cosine),
        ];

        Expr Angle(Index place) => layer.Positions > 0 ? new Feature("r", place) : new Scalar("r", place);
    }
}

/// <summary>Kernels that read a table of positions.</summary>
internal static class PositionKernels
{
    /// <summary>A call of one: what it reads, what it writes, and its table.</summary>
    public static KernelCall Call(LaneKernel kernel, string method, Operand from, Operand to, int units, Equation equation, int blocksOfRow = 0) => new(kernel, method, [from, to], units, [equation])
    {
        Arguments =
        [
            new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Text($"{kernel.Name}.{LaneKernel.TableName}"),
            blocksOfRow > 0 ? new CallArgument.WholeRows(blocksOfRow) : new CallArgument.Units(),
        ],
    };

    /// <summary>A number as a part of a name.</summary>
    public static string BitsOf(double number) => FormattableString.Invariant($"{BitConverter.DoubleToInt64Bits(number):X}");
}
