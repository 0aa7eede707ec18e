using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// [channels, length] or [channels, height, width] in another size, by a whole factor or to a given one. Along an axis of n positions that becomes m:
/// nearest: <c>y_o = x_⌊o n / m⌋</c>; bilinear: <c>y_o = (1 − λ) x_i + λ x_{i+1}</c> with i + λ = max(0, (o + ½) n / m − ½), or with aligned corners
/// i + λ = o (n − 1) / (m − 1), where the position behind the last is the last; in a plane both axes one after the other.
/// <para>Gradient. y is linear in x, so with y_o = Σᵢ a_oi xᵢ: (1) dxᵢ = Σ_o a_oi dy_o. Backward reads nothing.</para>
/// <para>Semantics: PyTorch's Upsample and interpolate; the nearest position is worked out exactly, where PyTorch rounds n / m to a float first.</para>
/// </summary>
internal sealed record Upsample(UpsampleOptions Options) : Operator
{
    private const int Bilinear = 1;

    public override string Name => "Upsample";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context)
    {
        var (input, factor, sizes) = (context.Input, Options.Factor, Options.Size);
        if (input.Rank is not (2 or 3))
        {
            context.Report(Rules.RankDiffers, null, Name, "channels×length or channels×height×width", context.Source, input, "insert Reshape before it, with 3 sizes");
            return null;
        }
        if (Options.Mode is < 0 or > Bilinear)
        {
            context.Report(Rules.ValueOutOfRange, "Mode", $"The mode of '{context.NodeName}'", "a member of UpsampleMode", Options.Mode);
            return null;
        }
        if (Options.AlignCorners && Options.Mode != Bilinear)
        {
            context.ReportWith(
                [Remedy.Set("Mode = UpsampleMode.Bilinear", context.PlaceOf("Mode"), "UpsampleMode.Bilinear")], Rules.ArgumentDoesNotFit, context.PlaceOf("AlignCorners"),
                $"AlignCorners of '{context.NodeName}'", "has a meaning for bilinear interpolation only", "add Mode = UpsampleMode.Bilinear, or remove AlignCorners");
            return null;
        }
        if (sizes.IsEmpty)
        {
            if (factor is >= 1 and < Limits.ValueSize)
                return new([input.Sizes[0], .. input.Sizes.Skip(1).Select(size => (int)Math.Min((long)size * factor, Limits.ValueSize))]);
            if (factor == 0)
                context.ReportWith(
                    [Remedy.Set("Write Upsample(2)", context.PlaceOf("factor"),
                    "2")], Rules.ValueOutOfRange, context.PlaceOf("factor"), $"'{context.NodeName}' has neither a factor nor a Size", "write Upsample(2)");
            else
                context.Report(Rules.ValueOutOfRange, "factor", $"The factor of '{context.NodeName}'", "at least 1, or left out for a Size", factor);
            return null;
        }
        if (factor != 0)
        {
            context.ReportWith([Remedy.Omit(context.PlaceOf("Size")), Remedy.Omit(context.PlaceOf("factor"))], Rules.GivenTwice, context.PlaceOf("Size"), context.NodeName, "a factor", "a Size");
            return null;
        }
        if (sizes.Count != input.Rank - 1 && sizes.Count != 1)
        {
            context.Report(
                Rules.ValueOutOfRange, "Size", $"The number of sizes of '{context.NodeName}'", FormattableString.Invariant($"1 or {input.Rank - 1}"), sizes.Count);
            return null;
        }
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] is >= 1 and <= Limits.ValueSize)
                continue;
            context.ReportElement(
                Rules.ValueOutOfRange, "Size", i, $"A size of '{context.NodeName}'", FormattableString.Invariant($"from 1 to {Limits.ValueSize}"), sizes[i]);
            return null;
        }
        return new([input.Sizes[0], .. input.Sizes.Skip(1).Select((_, i) => sizes[Math.Min(i, sizes.Count - 1)])]);
    }

    /// <summary>Whether positions are interpolated.</summary>
    public bool IsBilinear => Options.Mode == Bilinear;

    public override long Flops(NodeContext node) => Options.Mode == Bilinear ? 9L * node.Output.Size : 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} in {node.Output.Shape}, {(IsBilinear ? "bilinear" : "nearest")}");

    public override string Onnx(OnnxContext node)
    {
        var (from, to) = (node.In().Sizes, node.Out.Sizes);
        if (!IsBilinear)
        {
            // The nearest position by its number: Resize works it out in floats.
            return Enumerable.Range(1, from.Count - 1).Aggregate(node.x(), (x, axis) => from[axis] == to[axis] ? x
                : node.Add("Gather", [x, node.Integers(Enumerable.Range(0, to[axis]).Select(o => (int)((long)o * from[axis] / to[axis])))], new OnnxAttribute("axis", axis + 1L)));
        }
        var x = from.Count == 3 ? node.x() : node.Unsqueeze(node.x(), 2);
        var sizes = node.Concat(0, node.Rows, node.Integers([to[0], .. from.Count == 3 ? new[] { to[1] } : [1], to[to.Count - 1]]));
        var resized = node.Add(
            "Resize", [x, "", "", sizes], new OnnxAttribute("mode", "linear"), new OnnxAttribute("coordinate_transformation_mode", Options.AlignCorners ? "align_corners" : "half_pixel"));
        return from.Count == 3 ? resized : node.Reshape(resized, to);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} times what each position weighs in it")] : [];
}
