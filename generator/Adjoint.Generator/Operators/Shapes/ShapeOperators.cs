using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>The same values in another shape; nothing is computed, and the gradient is the same values in the old shape.</summary>
internal abstract record ViewOperator : Operator
{
    public override bool IsView => true;

    public override bool IsLinear => true;

    public override TokenUse Tokens => TokenUse.Moved;

    public override long Flops(NodeContext node) => 0;

    /// <summary>An axis of the same size with as many numbers before it is the same axis.</summary>
    public override int? StepAxis(TensorShape x, TensorShape y, int axis)
    {
        var found = Enumerable.Range(0, y.Rank).Where(i => y.Sizes[i] == x.Sizes[axis] && Before(y, i) == Before(x, axis)).ToList();
        return found.Count == 0 ? null : found[0];
    }

    private static int Before(TensorShape shape, int axis) => shape.Sizes.Take(axis).Aggregate(1, static (product, size) => product * size);

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} in another shape");

    public override string Onnx(OnnxContext node) => node.Reshaped(node.x());

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];
}

/// <summary>All axes laid end to end, in row-major order: [C, H, W] becomes [C·H·W].</summary>
internal sealed record Flatten : ViewOperator
{
    public override string Name => "Flatten";

    public override TensorShape? Infer(ShapeContext context) => new([checked((int)context.Input.Size)]);
}

/// <summary>The same values, in row-major order, in a given shape; one size may be −1.</summary>
internal sealed record Reshape(ReshapeOptions Options) : ViewOperator
{
    public override string Name => "Reshape";

    public override TensorShape? Infer(ShapeContext context)
    {
        var sizes = Options.Shape;
        var known = 1.0;
        var free = -1;
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] == -1 && free < 0)
            {
                free = i;
            }
            else if (sizes[i] < 1)
            {
                context.ReportElement(Rules.ValueOutOfRange, "shape", i, $"A size of Reshape({Names.Listed(sizes)})", "at least 1, or -1 for one size to be worked out", sizes[i]);
                return null;
            }
            else
            {
                known *= sizes[i];
            }
        }
        var size = context.Input.Size;
        if (sizes.IsEmpty || (free < 0 ? known != size : size % known != 0))
        {
            var product = known.ToString("F0", CultureInfo.InvariantCulture);
            var taken = sizes.IsEmpty ? "no values" : free < 0 ? $"{product} values" : $"a multiple of {product} values";
            var advice = free < 0 ? "choose sizes whose product is the same" : $"choose sizes whose product divides {size}";
            context.ReportWith(
                Remedies(context, sizes, size), Rules.ReshapeSizeDiffers, context.PlaceOf("shape"), $"Reshape({Names.Listed(sizes)})", taken, context.Source, size, context.Input, advice);
            return null;
        }
        return new([.. sizes.Select(s => s == -1 ? (int)(size / known) : s)]);
    }

    /// <summary>The side of the square images that the values make, if those that are asked for are square too: the channels stay.</summary>
    private static int? Square(EquatableArray<int> sizes, long size)
    {
        if (sizes.Count < 3 || sizes[sizes.Count - 1] != sizes[sizes.Count - 2])
            return null;
        var channels = sizes.Take(sizes.Count - 2).Aggregate(1L, static (product, s) => product * s);
        var side = (int)Math.Round(Math.Sqrt(size / (double)channels));
        return channels * side * side == size ? side : null;
    }

    /// <summary>One size written anew, the last for which there is a whole number; of a single size that is the input's.</summary>
    private static EquatableArray<Remedy> Remedies(ShapeContext context, EquatableArray<int> sizes, long size)
    {
        if (sizes.Any(static s => s < 1))
            return [];
        if (Square(sizes, size) is { } side)
        {
            var image = sizes.Take(sizes.Count - 2).Concat([side, side]).ToList();
            var written = Names.Listed([side]);
            var edits = new[] { 2, 1 }.Select(behind => new Edit(EditKind.Set, context.PlaceOf("shape", sizes.Count - behind), written));
            return [new($"Write Reshape({Names.Listed(image)})", edits.ToEquatableArray())];
        }
        for (var i = sizes.Count - 1; i >= 0; i--)
        {
            var rest = sizes.Where((_, other) => other != i).Aggregate(1.0, static (product, s) => product * s);
            if (size % rest != 0)
                continue;
            var mended = sizes.Select((s, other) => other == i ? (int)(size / rest) : s).ToList();
            return [Remedy.Set($"Write Reshape({Names.Listed(mended)})", context.PlaceOf("shape", i), Names.Listed([mended[i]]))];
        }
        return [];
    }
}
