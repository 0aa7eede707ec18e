using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Lanes.Loops;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Positions added around the last axis, or around height and width: <c>y_o = x_s(o)</c>, where s(o) is o − p within the input and outside of it, by mode, nothing
/// (a constant stands there), the mirror's position, the nearest, or the position a period away.
/// <para>Gradient. Each y is one x or a constant, so (1) dxᵢ = Σ_{o: s(o) = i} dy_o. Backward reads nothing.</para>
/// <para>Semantics: PyTorch's pad, whose sides come in the order left, right, top, bottom.</para>
/// </summary>
internal sealed record Pad(PadOptions Options) : Operator
{
    private const int Constant = 0, Reflect = 1, Replicate = 2, Circular = 3;

    public override string Name => "Pad";

    public override TensorShape? Infer(ShapeContext context)
    {
        var (sides, mode, input) = (Options.Sides, Options.Mode, context.Input);
        if (sides.Count is not (1 or 2 or 4) || (sides.Count == 4 && input.Rank < 3))
        {
            context.Report(
                Rules.ValueOutOfRange, "sides", $"The number of sides of '{context.NodeName}'",
                input.Rank < 3 ? "1, or 2 for left and right" : "1, 2 for left and right, or 4 for left, right, top and bottom", sides.Count);
            return null;
        }
        if (mode is < Constant or > Circular)
        {
            context.Report(Rules.ValueOutOfRange, "Mode", $"The mode of '{context.NodeName}'", "a member of PadMode", mode);
            return null;
        }
        for (var i = 0; i < sides.Count; i++)
        {
            // One number is for both axes, and must fit the shorter.
            var size = sides.Count == 1 && input.Rank > 2 ? Math.Min(input.Last, input.Sizes[input.Rank - 2]) : i < 2 ? input.Last : input.Sizes[input.Rank - 2];
            var most = mode switch { Reflect => size - 1, Circular => size, _ => Limits.ValueSize };
            if (sides[i] >= 0 && sides[i] <= most)
                continue;
            var range = mode is Reflect or Circular
                ? FormattableString.Invariant($"from 0 to {most}, for {context.Source} gives {input}")
                : "0 or more, and no larger than a value may be";
            context.ReportElement(Rules.ValueOutOfRange, "sides", i, $"A side of '{context.NodeName}'", range, sides[i]);
            return null;
        }
        var (left, right, top, bottom) = Sides(input);
        var sizes = input.Sizes.ToArray();
        sizes[sizes.Length - 1] += left + right;
        if (input.Rank > 1)
            sizes[sizes.Length - 2] += top + bottom;
        return new([.. sizes]);
    }

    // What surrounds a constant's tangent is zero; else padding is linear.
    public override int? Tangent(TangentContext node) => node.TangentOf(0) is { } tangent
        ? node.Add(new Pad(Options with { Value = 0 }), [tangent])
        : null;

    public override long Flops(NodeContext node) => 0;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [node.X, node.Y], Planes(node), $"{Notation.Of(node.Output.Name)} = {Notation.Of(node.Input.Name)} and what surrounds it"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(new KernelCall(
                KernelOf(node), "Backward", [node.Dy, node.Dx], Planes(node),
                $"{Notation.Gradient(node.Input.Name)} = Σ {Notation.Gradient(node.Output.Name)} over the places of each position"));
        }
    }

    /// <summary>Left, right, top and bottom; one number is for all sides of height and width, or of the only axis behind the channels.</summary>
    private (int Left, int Right, int Top, int Bottom) Sides(TensorShape input)
    {
        var sides = Options.Sides;
        return sides.Count switch
        {
            1 when input.Rank > 2 => (sides[0], sides[0], sides[0], sides[0]),
            1 => (sides[0], sides[0], 0, 0),
            2 => (sides[0], sides[1], 0, 0),
            _ => (sides[0], sides[1], sides[2], sides[3]),
        };
    }

    /// <summary>Height and width; rows that nothing is added to are places in memory of their own.</summary>
    private (int Height, int Width) PlaneOf(NodeContext node)
    {
        var (_, _, top, bottom) = Sides(node.Input.Shape);
        return (top + bottom == 0 ? 1 : node.Input.Shape.Sizes[node.Input.Shape.Rank - 2], node.Input.Shape.Last);
    }

    private int Planes(NodeContext node)
    {
        var (height, width) = PlaneOf(node);
        return node.Input.Size / (height * width);
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var (left, right, top, bottom) = Sides(node.Input.Shape);
        var (height, width) = PlaneOf(node);
        var (rows, columns) = (height + top + bottom, width + left + right);
        var (mode, value) = (Options.Mode, Options.Value);
        var fill = value != 0 ? Elementwise.InName(value) : "";
        var manner = mode switch { Reflect => "Reflect", Replicate => "Replicate", Circular => "Circular", _ => fill };
        var name = $"Pad{height}x{width}By{left}x{right}x{top}x{bottom}{manner}";
        Part centreDown = new(top, height, 0, 1), centreAcross = new(left, width, 0, 1);
        var borders = mode == Constant ? [] :
            from down in Parts(mode, height, top, bottom)
            from across in Parts(mode, width, left, right)
            where (down, across) != (centreDown, centreAcross)
            select (down, across);
        return new(name,
        [
            new LaneMethod("Forward", "y = x and what surrounds it", [new("x", height * width), new("y", rows * columns)],
            [
                .. mode == Constant ? For("i", rows * columns, i => [new Store("y", i, value)]) : [],
                .. Copy(centreDown, centreAcross, (x, y) => new Store("y", y, new Feature("x", x))),
                .. borders.SelectMany(b => Copy(b.down, b.across, static (x, y) => new Store("y", y, new Feature("x", x)))),
            ], Rows: true),
            new LaneMethod("Backward", "dx = Σ dy over the places of each position", [new("dy", rows * columns), new("dx", height * width)],
            [
                .. Copy(centreDown, centreAcross, (x, y) => new Store("dx", x, new Feature("dy", y))),
                .. borders.SelectMany(b => Copy(b.down, b.across, static (x, y) => new Store("dx", x, new Feature("dx", x) + new Feature("dy", y)))),
            ]),
        ]);

        IEnumerable<Statement> Copy(Part down, Part across, Func<Index, Index, Statement> move) =>
            For("i", down.Count, i => For("j", across.Count, j =>
            [
                move((i * down.Step + down.Source) * width + j * across.Step + across.Source, (i + down.First) * columns + j + across.First),
            ]));
    }

    /// <summary>The parts of one axis of the output, each an affine image of the input.</summary>
    private static IEnumerable<Part> Parts(int mode, int size, int before, int behind)
    {
        if (before > 0)
            yield return mode switch { Reflect => new(0, before, before, -1), Replicate => new(0, before, 0, 0), _ => new(0, before, size - before, 1) };
        yield return new(before, size, 0, 1);
        if (behind > 0)
        {
            var first = before + size;
            yield return mode switch { Reflect => new(first, behind, size - 2, -1), Replicate => new(first, behind, size - 1, 0), _ => new(first, behind, 0, 1) };
        }
    }

    /// <summary>Output positions First, First + 1, … that are input positions Source, Source + Step, …</summary>
    private sealed record Part(int First, int Count, int Source, int Step);
}
