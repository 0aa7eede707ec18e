using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Lanes.Loops;

namespace Adjoint.Generator.Lower;

/// <summary>Positions around an image: the parts of each axis are affine images of the input.</summary>
/// <param name="layer">The operator.</param>
internal sealed class PadLowering(Pad layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, node.Y], Planes(node), [node.OfOutput]));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(new KernelCall(KernelOf(node), "Backward", [node.Dy, node.Dx], Planes(node), [node.OfInput(0)]));
    }

    /// <summary>Height and width; rows that nothing is added to are places in memory of their own.</summary>
    private (int Height, int Width) PlaneOf(NodeContext node)
    {
        var (_, _, top, bottom) = layer.Sides(node.Input.Shape);
        return (top + bottom == 0 ? 1 : node.Input.Shape.Sizes[node.Input.Shape.Rank - 2], node.Input.Shape.Last);
    }

    private int Planes(NodeContext node)
    {
        var (height, width) = PlaneOf(node);
        return node.Input.Size / (height * width);
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var (left, right, top, bottom) = layer.Sides(node.Input.Shape);
        var (height, width) = PlaneOf(node);
        var (rows, columns) = (height + top + bottom, width + left + right);
        var (mode, value) = (layer.Options.Mode, layer.Options.Value);
        var fill = value != 0 ? Elementwise.InName(value) : "";
        var manner = mode switch { Pad.Reflect => "Reflect", Pad.Replicate => "Replicate", Pad.Circular => "Circular", _ => fill };
        var name = $"Pad{height}x{width}By{left}x{right}x{top}x{bottom}{manner}";
        Part centreDown = new(top, height, 0, 1), centreAcross = new(left, width, 0, 1);
        var borders = mode == Pad.Constant ? [] :
            from down in Parts(mode, height, top, bottom)
            from across in Parts(mode, width, left, right)
            where (down, across) != (centreDown, centreAcross)
            select (down, across);
        return new(name, $"A channel of {height}×{width} as one of {rows}×{columns}, with values around it",
        [
            new LaneMethod("Forward", "y = x and what surrounds it", [new("x", height * width), new("y", rows * columns)],
            [
                .. mode == Pad.Constant ? For("i", rows * columns, i => [new Store("y", i, value)]) : [],
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
            yield return mode switch { Pad.Reflect => new(0, before, before, -1), Pad.Replicate => new(0, before, 0, 0), _ => new(0, before, size - before, 1) };
        yield return new(before, size, 0, 1);
        if (behind > 0)
        {
            var first = before + size;
            yield return mode switch { Pad.Reflect => new(first, behind, size - 2, -1), Pad.Replicate => new(first, behind, size - 1, 0), _ => new(first, behind, 0, 1) };
        }
    }

    /// <summary>Output positions First, First + 1, … that are input positions Source, Source + Step, …</summary>
    private sealed record Part(int First, int Count, int Source, int Step);
}
