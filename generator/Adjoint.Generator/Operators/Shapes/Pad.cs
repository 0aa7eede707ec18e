using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Positions added around the last axis, or around height and width: <c>y_o = x_s(o)</c>, where s(o) is o − p within the input and outside of it, by mode, nothing
/// (a constant stands there), the mirror's position, the nearest, or the position a period away.
/// <para>Gradient. Each y is one x or a constant, so (1) dxᵢ = Σ_{o: s(o) = i} dy_o. Backward reads nothing.</para>
/// <para>Semantics: PyTorch's pad, whose sides come in the order left, right, top, bottom.</para>
/// </summary>
internal sealed record Pad(PadOptions Options) : Operator
{
    public const int Constant = 0, Reflect = 1, Replicate = 2, Circular = 3;

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
            context.Report(Rules.ValueOutOfRange, "Mode", $"The mode of '{context.NodeName}'", "a member of PaddingMode", mode);
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

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} and what surrounds it");

    public override string Onnx(OnnxContext node)
    {
        var ((left, right, top, bottom), sizes) = (Sides(node.In()), node.In().Sizes);
        var padding = sizes.Select((size, i) => i == sizes.Count - 1 ? new PadAxis(size, left, right) : i == sizes.Count - 2 ? new PadAxis(size, top, bottom) : new PadAxis(size, 0, 0));
        return OnnxPadding.Add(node, node.x(), [.. padding], Options.Mode, Options.Value);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} over the places of each position")] : [];

    /// <summary>Left, right, top and bottom; one number is for all sides of height and width, or of the only axis behind the channels.</summary>
    public (int Left, int Right, int Top, int Bottom) Sides(TensorShape input)
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
}
