using Adjoint.Generator.Lanes;
using Adjoint.Generator.Lower;
using static Adjoint.Generator.Emit.Cpu.ConvPositions;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes a convolution of lane blocks as register tiles: at one position some channels times two vectors of rows stay in registers while the sum over
/// channels and taps runs. The taps are cut to those that lie in the image, position by position, so that padding needs neither a copy nor a branch in the
/// sum; without padding nothing is cut.
/// </summary>
internal sealed class ConvProductWriter
{
    private readonly CodeWriter writer;
    private readonly ConvProduct product;
    private readonly Width width;
    private readonly int blocks;
    private readonly ConvBlocking blocking;
    private readonly Tiling tiling;

    private ConvProductWriter(CodeWriter writer, ConvProduct product, Width width, int blocks)
    {
        (this.writer, this.product, this.width, this.blocks) = (writer, product, width, blocks);
        blocking = ConvBlocking.Of(product.Kernel, product.Transposed);
        tiling = TilingOf(IsDepthwise ? product.Kernel.In : product.TileChannels);
    }

    private bool IsDepthwise => product.Kernel.IsDepthwise;

    private int Vectors => blocks * width.VectorsPerBlock;

    private bool IsSliced => blocking.Slice < product.SumChannels;

    private int LastAxis => product.Walks.Count - 1;

    /// <summary>Writes the method for every width.</summary>
    public static void Write(CodeWriter writer, ConvProduct product)
    {
        Dispatch.Write(writer, product.Summary + product.Then.Summary + ", for sixteen rows a unit.", product.Method, product.Parameters, writer.Element.ProductWidths);
        foreach (var width in writer.Element.ProductWidths)
        {
            using (Dispatch.Method(writer, product.Method, width, product.Parameters))
                WriteUnits(writer, product, width);
        }
    }

    private static void WriteUnits(CodeWriter writer, ConvProduct product, Width width)
    {
        var blocks = width.VectorsPerBlock == 1 ? 2 : 1;
        var (source, target) = (blocks * product.SourceSize * LaneBlock.Rows, blocks * product.TargetSize * LaneBlock.Rows);
        var step = blocks == 2 ? "units >= 2; units -= 2" : "units != 0; units--";
        product.Then.WriteDistances(writer);
        using (writer.Block($"for (; {step}, {product.Source} += {source}, {product.Target} += {target}{product.Then.Advance(target)})"))
            new ConvProductWriter(writer, product, width, blocks).WriteGroups();
        if (blocks == 1)
            return;
        // As in a dense layer, a single block takes as long at 256 bits.
        writer.WriteLine("if (units != 0)");
        using (writer.Indent())
            writer.WriteLine($"{product.Method}256({product.Arguments("1")});");
    }

    /// <summary>The channels of a tile: accumulators, sources and one weight must fit the registers (32 of 512 bits, else 16) and keep both multipliers busy.</summary>
    private Tiling TilingOf(int channels) => (width.Name, IsDepthwise) switch
    {
        ("512", false) => Tiling.Of(channels, 8, 12),
        ("512", true) => Tiling.Of(channels, 6, 8),
        ("256", _) when width.VectorsPerBlock == 2 => Tiling.Of(channels, 4, 6),
        ("128", _) when width.VectorsPerBlock == 8 => Tiling.Of(channels, 1, 1),
        ("Arm", false) => Tiling.Whole(channels, width.Lanes),
        _ => Tiling.Of(channels, 2, 2),
    };

    private void WriteGroups()
    {
        var start = Start(product, LaneBlock.Rows);
        if (product.Kernel.Groups == 1 || IsDepthwise)
        {
            WriteRows(start, 0);
            return;
        }
        using (writer.Block($"for (nint g = 0; g < {product.Kernel.Groups}; g++)"))
            WriteRows(start.Group(writer), 0);
    }

    /// <summary>The loops over all axes but the last.</summary>
    private void WriteRows(ConvPositions at, int axis)
    {
        if (axis == LastAxis)
        {
            WriteSlices(at);
            return;
        }
        using (LoopOver(axis))
            WriteRows(at.At(writer, axis), axis + 1);
    }

    private CodeWriter.Scope LoopOver(int axis)
    {
        var walk = product.Walks[axis];
        return writer.Block($"for (nint {walk.Position} = 0; {walk.Position} < {walk.Targets}; {walk.Position}++)");
    }

    private void WriteSlices(ConvPositions row)
    {
        if (!IsSliced)
        {
            WriteRow(row);
            return;
        }
        if (product.Kernel.Then is not { OnlyAccumulates: true })
            WriteStart(row);
        writer.WriteLine($"// Slices of channels whose windows stay in the first cache: each adds to the row.");
        using (writer.Block($"for (nint slice = 0; slice < {product.SumChannels}; slice += {blocking.Slice})"))
        {
            if (product.SumChannels % blocking.Slice != 0)
                writer.WriteLine($"var sliceEnd = Math.Min({product.SumChannels}, slice + {blocking.Slice});");
            else
                writer.WriteLine($"var sliceEnd = slice + {blocking.Slice};");
            WriteRow(row);
        }
    }

    /// <summary>Fills a row of outputs with what the sums start from.</summary>
    private void WriteStart(ConvPositions row)
    {
        using (writer.Block($"for (nint {product.Tile} = 0; {product.Tile} < {product.TileChannels}; {product.Tile}++)"))
        {
            writer.WriteLine($"var start = {(product.Bias ? width.Create($"{row.Bias}[{product.Tile}]") : $"{width.Type}.Zero")};");
            writer.WriteLine($"var r = &{row.Target}[{product.Tile} * {product.TargetPlane * LaneBlock.Rows}];");
            using (writer.Block($"for (nint i = 0; i < {product.Walks[LastAxis].Targets * LaneBlock.Rows}; i += {LaneBlock.Rows})"))
            {
                for (var v = 0; v < Vectors; v++)
                    writer.WriteLine($"{width.Load("r", $"i{Plus(Offset(v, product.TargetSize))}")} = start;");
            }
        }
    }

    /// <summary>The positions of a row, and the tiles, in the order of the plan.</summary>
    private void WriteRow(ConvPositions row)
    {
        if (blocking.TileOutside)
            WriteTiles(tile => WritePositions(row, at => WriteTile(at, tile)));
        else
            WritePositions(row, at => WriteTiles(tile => WriteTile(at, tile)));
    }

    private void WritePositions(ConvPositions row, Action<ConvPositions> write)
    {
        using (LoopOver(LastAxis))
            write(row.At(writer, LastAxis));
    }

    private void WriteTiles(Action<int> write)
    {
        if (tiling.Count == 1 && tiling.Rest == 0)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint {product.Tile} = 0;");
                write(tiling.Tile);
            }
            return;
        }
        var whole = tiling.Count * tiling.Tile;
        using (writer.Block($"for (nint {product.Tile} = 0; {product.Tile} < {whole}; {product.Tile} += {tiling.Tile})"))
            write(tiling.Tile);
        if (tiling.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint {product.Tile} = {whole};");
            write(tiling.Rest);
        }
    }

    private void WriteTile(ConvPositions at, int channels)
    {
        var source = Pointer.At(at.Source, IsSliced ? "slice" + By(product.SourcePlane * LaneBlock.Rows) : "", IsDepthwise ? product.Tile + By(product.SourcePlane * LaneBlock.Rows) : "");
        var weight = Pointer.At(at.Weight, IsSliced ? "slice" + By(product.WeightOfSum) : "", product.Tile + By(product.WeightOfTile));
        writer.WriteLine($"{writer.Element.Name}* p = {source}, q = {weight}, r = &{at.Target}[{product.Tile} * {product.TargetPlane * LaneBlock.Rows}];");
        for (var t = 0; t < channels; t++)
            WriteAccumulators(at, t);
        var (from, to) = IsSliced ? ("slice", "sliceEnd") : ("0", $"{product.SumChannels}");
        LoopNest.Write(writer, ConvSum.Loops(product, LaneBlock.Rows, from, to), (p, q) => WriteTap(p, q, channels));
        var none = new EpilogueText(null, product.Target);
        if (!IsSliced || product.Kernel.Then is not { OnlyAccumulates: false })
        {
            WriteSums(channels, IsSliced ? none : product.Then);
            return;
        }
        using (writer.Block($"if (sliceEnd == {product.SumChannels})"))
            WriteSums(channels, product.Then);
        using (writer.Block("else"))
            WriteSums(channels, none);
    }

    private void WriteSums(int channels, EpilogueText then)
    {
        for (var t = 0; t < channels; t++)
        {
            var tile = t;
            writer.WriteLine(string.Join(" ", Each(v =>
                $"{Target(tile, v)} = {then.Of(width, $"{product.Target}{tile}{Letter(v)}", "r", OffsetOf(tile, v), $"{product.Tile}{Plus(tile)}")};")));
        }
    }

    private void WriteAccumulators(ConvPositions at, int t)
    {
        if (IsSliced)
        {
            writer.WriteLine(string.Join(" ", Each(v => $"var {product.Target}{t}{Letter(v)} = {Target(t, v)};")));
            return;
        }
        var start = product.Bias ? width.Create($"{at.Bias}[{product.Tile}{Plus(t)}]") : $"{width.Type}.Zero";
        writer.WriteLine(string.Join(" ", Each(v => $"var {product.Target}{t}{Letter(v)} = {(v == 0 ? start : $"{product.Target}{t}a")};")));
    }

    /// <summary>One tap: each source vector meets each weight, or, where every channel is on its own, its own weight.</summary>
    private void WriteTap(string p, string q, int channels)
    {
        if (!IsDepthwise)
            writer.WriteLine(string.Join(" ", Each(v => $"var {product.Source}{Letter(v)} = {width.Load(p, Offset(v, product.SourceSize))};")));
        // The weights of a whole tile lie side by side.
        var isElement = width.IsArm && !IsDepthwise && product.WeightOfTile == 1 && channels == width.Lanes;
        if (isElement)
            writer.WriteLine($"var weights = {width.Load(q)};");
        for (var t = 0; t < channels; t++)
        {
            var tile = t;
            if (isElement)
            {
                writer.WriteLine(string.Join(" ", Each(v => $"{product.Target}{tile}{Letter(v)} = {width.MultiplyAdd(Source(tile, v), "weights", tile, $"{product.Target}{tile}{Letter(v)}")};")));
                continue;
            }
            var sums = Each(v => $" {product.Target}{tile}{Letter(v)} = {width.MultiplyAdd($"w{tile}", Source(tile, v), $"{product.Target}{tile}{Letter(v)}")};");
            writer.WriteLine($"var w{t} = {width.Create($"{q}[{t * product.WeightOfTile}]")};{string.Concat(sums)}");
        }

        string Source(int tile, int v) => IsDepthwise
            ? width.Load(p, tile * product.SourcePlane * LaneBlock.Rows + Offset(v, product.SourceSize))
            : $"{product.Source}{Letter(v)}";
    }

    private string Target(int tile, int v) => width.Load("r", OffsetOf(tile, v));

    private int OffsetOf(int tile, int v) => tile * product.TargetPlane * LaneBlock.Rows + Offset(v, product.TargetSize);

    private IEnumerable<string> Each(Func<int, string> text) => Enumerable.Range(0, Vectors).Select(text);

    /// <summary>Where a tile's vector v lies: first the vectors of one block, then those of the next.</summary>
    private int Offset(int vector, int features) => vector / width.VectorsPerBlock * features * LaneBlock.Rows + vector % width.VectorsPerBlock * width.Lanes;
}
