using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Channels laid out as pixels: [C·r², H, W] becomes [C, H·r, W·r], <c>y[c, h·r + i, w·r + j] = x[(c·r + i)·r + j, h, w]</c>.
/// <para>Gradient: see <see cref="Rearrangement"/>. Source: Shi et al. (2016). Semantics: PyTorch's PixelShuffle.</para>
/// </summary>
internal sealed record PixelShuffle(PixelShuffleOptions Options) : Rearrangement
{
    public override string Name => "PixelShuffle";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!Axes.RequireImage(context, Name, 2))
            return null;
        var (factor, channels) = (Options.Factor, context.Input.Sizes[0]);
        if (factor < 1)
        {
            context.Report(Rules.ValueOutOfRange, "factor", $"The factor of '{context.NodeName}'", "at least 1", factor);
            return null;
        }
        if (channels % ((long)factor * factor) != 0)
        {
            var square = (long)factor * factor;
            var below = channels / square * square;
            context.Report(
                Rules.ValueOutOfRange, "factor",
                FormattableString.Invariant($"PixelShuffle({factor}) needs channels in multiples of {square} ({factor}×{factor}), but {context.Source} gives {channels} ({context.Input})"),
                below > 0 ? FormattableString.Invariant($"give it {below} or {below + square}") : FormattableString.Invariant($"give it {square}"));
            return null;
        }
        return new([channels / (factor * factor), checked(context.Input.Sizes[1] * factor), checked(context.Input.Sizes[2] * factor)]);
    }

    public override string Formula(NodeContext node, string x) => $"{x} with channels as pixels";

    public override string Onnx(OnnxContext node) => node.Add("DepthToSpace", [node.x()], new OnnxAttribute("blocksize", (long)Options.Factor), new OnnxAttribute("mode", "CRD"));

    public override StridedCopy CopyOf(NodeContext node)
    {
        var (r, height, width) = (Options.Factor, node.Input.Shape.Sizes[1], node.Input.Shape.Sizes[2]);
        var plane = height * width;
        return StridedCopy.Of([node.Output.Shape.Sizes[0], height, r, width, r], [r * r * plane, width, r * plane, 1, plane]);
    }
}
