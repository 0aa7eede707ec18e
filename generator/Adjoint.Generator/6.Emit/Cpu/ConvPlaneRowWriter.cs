using static Adjoint.Generator.Emit.Cpu.ConvPositions;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes a convolution of one row where vectors of weights would be mostly padding or belong to no one position: few outputs, depthwise, or transposed. Where
/// neighbouring positions read neighbouring sources, vectors run over the positions whose taps all lie in the image; the others are computed number by number.
/// </summary>
internal sealed class ConvPlaneRowWriter
{
    private readonly CodeWriter writer;
    private readonly ConvProduct product;

    /// <summary>The width of the vectors over positions; the scalar width if there are none.</summary>
    private readonly Width width;

    private ConvPlaneRowWriter(CodeWriter writer, ConvProduct product, Width width) => (this.writer, this.product, this.width) = (writer, product, width);

    private bool IsDepthwise => product.Kernel.IsDepthwise;

    private int Channels => IsDepthwise ? product.Kernel.In : product.TileChannels;

    /// <summary>Channels that share a vector of sources.</summary>
    private Tiling Tiling => IsDepthwise ? new Tiling(1, Channels, 0) : Tiling.Of(Channels, 4, 6);

    /// <summary>The vectors of positions in a tile: with its channels they must fit the registers, and keep both multipliers busy.</summary>
    private int Vectors => Math.Min(4, (width.Is512 ? 24 : 12) / Tiling.Tile);

    /// <summary>Whether vectors over positions do less for nothing than vectors over outputs would: the image's rows are long and its channels few.</summary>
    public static bool Suits(ConvProduct product, Element element)
    {
        var axis = product.Kernel.Axes[product.Kernel.Axes.Count - 1];
        var isWhole = axis.Stride == 1 && axis.WholeFrom == 0 && axis.WholeTo == axis.Out && axis.Out >= 8;
        var widest = element.Widths.First(w => w.Lanes <= axis.Out || w.Is128);
        var lanes = axis.Out / widest.Lanes * widest.Lanes + Cover(axis.Out % widest.Lanes, widest).Sum(static w => w.Lanes);
        return isWhole && product.TileChannels < 16 && lanes * product.TileChannels <= axis.Out * ((product.TileChannels + 7) / 8 * 8);
    }

    public static void Write(CodeWriter writer, ConvProduct product, string method)
    {
        var (from, to) = WholeRange(product);
        var widths = writer.Element.Widths.Where(w => w.Lanes <= to - from).ToList();
        if (widths.Count == 0)
        {
            writer.Blank();
            writer.WriteLine($"/// <summary>{product.Summary}, for one row a unit.</summary>");
            writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]");
            using (writer.Block($"public static void {method}({Dispatch.Declare(writer, product.Parameters)})"))
                new ConvPlaneRowWriter(writer, product, writer.Element.Row).WriteUnits();
            return;
        }
        Dispatch.Write(writer, product.Summary + ", for one row a unit.", method, product.Parameters, widths);
        foreach (var width in widths)
        {
            using (Dispatch.Method(writer, method, width, product.Parameters))
                new ConvPlaneRowWriter(writer, product, width).WriteUnits();
        }
    }

    /// <summary>The positions along the last axis whose taps all lie in the image and whose neighbours read neighbouring sources.</summary>
    private static (int From, int To) WholeRange(ConvProduct product)
    {
        var axis = product.Kernel.Axes[product.Kernel.Axes.Count - 1];
        if (axis.Stride > 1)
            return (0, 0);
        return product.Transposed
            ? (Math.Max(0, (axis.Kernel - 1) * axis.Dilation - axis.Padding), Math.Min(axis.In, axis.Out - axis.Padding))
            : (axis.WholeFrom, axis.WholeTo);
    }

    private void WriteUnits()
    {
        using (writer.Block($"for (; units != 0; units--, {product.Source} += {product.SourceSize}, {product.Target} += {product.TargetSize})"))
        {
            var start = Start(product, 1);
            if (product.Kernel.Groups == 1 || IsDepthwise)
            {
                WriteRows(start, 0);
                return;
            }
            using (writer.Block($"for (nint g = 0; g < {product.Kernel.Groups}; g++)"))
                WriteRows(start.Group(writer), 0);
        }
    }

    private void WriteRows(ConvPositions at, int axis)
    {
        var walk = product.Walks[axis];
        if (axis < product.Walks.Count - 1)
        {
            using (writer.Block($"for (nint {walk.Position} = 0; {walk.Position} < {walk.Targets}; {walk.Position}++)"))
                WriteRows(at.At(writer, axis), axis + 1);
        }
        else if (width.IsScalar)
        {
            WriteNumbers(at, 0, walk.Targets);
        }
        else
        {
            var (from, to) = WholeRange(product);
            WriteNumbers(at, 0, from);
            WriteVectorRow(at with { Product = product with { WholeRow = true } }, from, to);
            WriteNumbers(at, to, walk.Targets);
        }
    }

    /// <summary>Tiles of whole vectors, then what is left, its last vector overlapping the one before.</summary>
    private void WriteVectorRow(ConvPositions whole, int from, int to)
    {
        var (position, tile) = (product.Walks[product.Walks.Count - 1].Position, Vectors * width.Lanes);
        var end = from + (to - from) / tile * tile;
        if (end > from)
        {
            using (writer.Block($"for (nint {position} = {from}; {position} < {end}; {position} += {tile})"))
                WriteVectors(whole, [.. Enumerable.Range(0, Vectors).Select(v => (v * width.Lanes, width))]);
        }
        if (end == to)
            return;
        var wholeVectors = (to - end) / width.Lanes;
        List<(int Offset, Width Width)> rest = [.. Enumerable.Range(0, wholeVectors).Select(v => (v * width.Lanes, width))];
        foreach (var last in Cover((to - end) % width.Lanes, width))
            rest.Add((Math.Max(0, to - end - last.Lanes), last));
        using (writer.Braces())
        {
            writer.WriteLine($"const nint {position} = {to - Math.Max(to - end, rest[rest.Count - 1].Width.Lanes)};");
            WriteVectors(whole, rest);
        }
    }

    /// <summary>The narrowest vector that holds so many positions, or none if there are none.</summary>
    private static IEnumerable<Width> Cover(int positions, Width widest) =>
        positions == 0 ? [] : widest.Element.Widths.Where(w => w.Lanes <= widest.Lanes && w.Lanes >= positions).Reverse().Take(1);

    /// <summary>All channels at some vectors of positions.</summary>
    private void WriteVectors(ConvPositions whole, IReadOnlyList<(int Offset, Width Width)> vectors)
    {
        var at = whole.At(writer, product.Walks.Count - 1);
        var (tiling, tile) = (Tiling, product.Tile);
        using (writer.Block($"for (nint {tile} = 0; {tile} < {tiling.Count * tiling.Tile}; {(tiling.Tile == 1 ? $"{tile}++" : $"{tile} += {tiling.Tile}")})"))
            WriteTile(at, tiling.Tile, vectors);
        if (tiling.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint {tile} = {tiling.Count * tiling.Tile};");
            WriteTile(at, tiling.Rest, vectors);
        }
    }

    private void WriteTile(ConvPositions at, int channels, IReadOnlyList<(int Offset, Width Width)> vectors)
    {
        WritePointers(at);
        for (var t = 0; t < channels; t++)
        {
            var start = $"{at.Bias}[{product.Tile}{Plus(t)}]";
            writer.WriteLine(string.Join(" ", Each((v, vector) => $"var {product.Target}{t}{v} = {(product.Bias ? vector.Width.Create(start) : $"{vector.Width.Type}.Zero")};")));
        }
        LoopNest.Write(writer, ConvSum.Loops(at.Product, 1, "0", $"{product.SumChannels}"), (p, q) =>
        {
            writer.WriteLine(string.Join(" ", Each((v, vector) => $"var {product.Source}{v} = {vector.Width.Load(p, vector.Offset)};")));
            for (var t = 0; t < channels; t++)
                WriteTap(t, $"{q}[{t * product.WeightOfTile}]");
        });
        for (var t = 0; t < channels; t++)
            writer.WriteLine(string.Join(" ", Each((v, vector) => $"{vector.Width.Load(at.Target, product.Tile + By(product.TargetPlane) + Plus(t * product.TargetPlane + vector.Offset))} = {product.Target}{t}{v};")));

        // Vectors of one width share a broadcast weight.
        void WriteTap(int t, string weight)
        {
            var weights = vectors.Select(static v => v.Width).Distinct().Select(w => $"var w{t}{LetterOf(w)} = {w.Create(weight)};");
            var sums = Each((v, vector) => $"{product.Target}{t}{v} = {vector.Width.MultiplyAdd($"w{t}{LetterOf(vector.Width)}", $"{product.Source}{v}", $"{product.Target}{t}{v}")};");
            writer.WriteLine(string.Join(" ", weights.Concat(sums)));
        }

        IEnumerable<string> Each(Func<char, (int Offset, Width Width), string> text) => vectors.Select((vector, v) => text(Letter(v), vector));

        // The first vector of a width names the weight.
        char LetterOf(Width w) => Letter(vectors.Select(static v => v.Width).ToList().IndexOf(w));
    }

    /// <summary>All channels of some positions, number by number.</summary>
    private void WriteNumbers(ConvPositions row, int from, int to)
    {
        if (from >= to)
            return;
        var position = product.Walks[product.Walks.Count - 1].Position;
        using (writer.Block($"for (nint {position} = {from}; {position} < {to}; {position}++)"))
            WriteNumbers(row.At(writer, product.Walks.Count - 1));
    }

    /// <summary>All channels of one position, number by number.</summary>
    private void WriteNumbers(ConvPositions at)
    {
        using (writer.Block($"for (nint {product.Tile} = 0; {product.Tile} < {Channels}; {product.Tile}++)"))
        {
            WritePointers(at);
            writer.WriteLine($"var sum = {(product.Bias ? $"{at.Bias}[{product.Tile}]" : writer.Element.Zero)};");
            LoopNest.Write(writer, ConvSum.Loops(at.Product, 1, "0", $"{product.SumChannels}"), (p, q) => writer.WriteLine($"sum += *{p} * *{q};"));
            writer.WriteLine($"{at.Target}[{product.Tile}{By(product.TargetPlane)}] = sum;");
        }
    }

    private void WritePointers(ConvPositions at)
    {
        var own = IsDepthwise ? $"{product.Tile}{By(product.SourcePlane)}" : "";
        writer.WriteLine($"{writer.Element.Name}* p = {Pointer.At(at.Source, own)}, q = {Pointer.At(at.Weight, product.Tile + By(product.WeightOfTile))};");
    }
}
