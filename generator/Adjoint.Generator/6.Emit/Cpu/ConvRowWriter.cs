using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes a convolution of one row with vectors over outputs, whose weights lie side by side: a tile is some neighbouring positions times one or two vectors,
/// each tap's inputs are broadcast, and the tile is turned over into rows of the image at its end. The last vector of a tap's weights may read into the
/// next tap, and past the last into the padding of the parameter block; what it computes from there is not kept.
/// </summary>
internal sealed class ConvRowWriter
{
    /// <summary>The multiply-adds that a loop's body may have before the JIT gives up on it.</summary>
    private const int MostUnrolled = 400;

    private readonly CodeWriter writer;
    private readonly ConvProduct product;
    private readonly Width width;

    private ConvRowWriter(CodeWriter writer, ConvProduct product, Width width) => (this.writer, this.product, this.width) = (writer, product, width);

    private int LastAxis => product.Walks.Count - 1;

    /// <summary>Writes the method for every width.</summary>
    public static void Write(CodeWriter writer, ConvProduct product)
    {
        var method = product.Kernel.RowMethod(product.Method);
        if (product.Transposed || product.TileChannels == 1 || ConvPlaneRowWriter.Suits(product, writer.Element))
        {
            ConvPlaneRowWriter.Write(writer, product, method);
            return;
        }
        // Vectors that are mostly padding would only cost more to turn over.
        var widths = writer.Element.Widths.Where(w => w.Is128 || w.Lanes < 2 * product.TileChannels).ToList();
        Dispatch.Write(writer, product.Summary + ", for one row a unit.", method, product.Parameters, widths);
        foreach (var width in widths)
        {
            using (Dispatch.Method(writer, method, width, product.Parameters))
                new ConvRowWriter(writer, product, width).WriteUnits();
        }
    }

    private Tiling Vectors => Tiling.Of((product.TileChannels + width.Lanes - 1) / width.Lanes, 2, 2);

    private void WriteUnits()
    {
        writer.WriteLine("RowTile memory;");
        writer.WriteLine($"var tile = ({writer.Element.Name}*)&memory;");
        using (writer.Block($"for (; units != 0; units--, {product.Source} += {product.SourceSize}, {product.Target} += {product.TargetSize})"))
        {
            var start = ConvPositions.Start(product, 1);
            if (product.Kernel.Groups == 1)
            {
                WriteOutputs(start);
                return;
            }
            using (writer.Block($"for (nint g = 0; g < {product.Kernel.Groups}; g++)"))
                WriteOutputs(start.Group(writer));
        }
    }

    private void WriteOutputs(ConvPositions at)
    {
        var group = Vectors.Tile * width.Lanes;
        var whole = product.TileChannels / group * group;
        if (whole > 0)
        {
            using (writer.Block($"for (nint o = 0; o < {whole}; o += {group})"))
                WriteRows(at, 0, group);
        }
        if (whole < product.TileChannels)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint o = {whole};");
                WriteRows(at, 0, product.TileChannels - whole);
            }
        }
    }

    private void WriteRows(ConvPositions at, int axis, int outputs)
    {
        var walk = product.Walks[axis];
        if (axis == LastAxis)
        {
            WriteRow(at, outputs);
            return;
        }
        using (writer.Block($"for (nint {walk.Position} = 0; {walk.Position} < {walk.Targets}; {walk.Position}++)"))
            WriteRows(at.At(writer, axis), axis + 1, outputs);
    }

    /// <summary>
    /// A row in tiles of equal size, the last of which may overlap the one before. Those whose taps all lie in the image are a loop; at the image's edges the
    /// taps along the row are written out, each for the positions that have it.
    /// </summary>
    private void WriteRow(ConvPositions at, int outputs)
    {
        var axis = product.Kernel.Axes[LastAxis];
        var vectors = (outputs + width.Lanes - 1) / width.Lanes;
        var positions = PositionsOf(axis.Out, vectors);
        if (positions * vectors * axis.Kernel > MostUnrolled)
        {
            WriteEdgesApart(at, outputs, vectors);
            return;
        }
        var count = (axis.Out + positions - 1) / positions;
        for (var tile = 0; tile < count; tile++)
        {
            var first = StartOf(tile);
            if (!IsWhole(first))
            {
                using (writer.Braces())
                {
                    writer.WriteLine($"const nint ox = {first};");
                    WriteEdge(at, first, positions, outputs);
                }
                continue;
            }
            while (tile + 1 < count && IsWhole(StartOf(tile + 1)))
                tile++;
            WriteWholeTiles(at, first, StartOf(tile), positions, outputs);
        }

        int StartOf(int tile) => Math.Min(tile * positions, axis.Out - positions);

        bool IsWhole(int start) => start >= axis.WholeFrom && start + positions <= axis.WholeTo;
    }

    /// <summary>The positions of a tile: as many as fit the registers beside weights and inputs, fewer where then less is computed twice.</summary>
    private int PositionsOf(int row, int vectors)
    {
        var most = Math.Min(row, (width.Name, vectors) switch
        {
            ("512", 1) => 24,
            ("512", _) => 14,
            ("256", 1) => 12,
            ("256", _) => 6,
            (_, 1) => 8,
            _ => 4,
        });
        return Enumerable.Range((most + 1) / 2, most - (most + 1) / 2 + 1).OrderBy(p => (row + p - 1) / p * p).ThenByDescending(static p => p).First();
    }

    /// <summary>The row where taps are too many to be written out: tiles of positions whose taps all lie in the image; the others one by one.</summary>
    private void WriteEdgesApart(ConvPositions at, int outputs, int vectors)
    {
        var axis = product.Kernel.Axes[LastAxis];
        WritePositions(0, axis.WholeFrom);
        if (axis.WholeTo > axis.WholeFrom)
        {
            var positions = PositionsOf(axis.WholeTo - axis.WholeFrom, vectors);
            WriteWholeTiles(at, axis.WholeFrom, axis.WholeTo - positions, positions, outputs);
        }
        WritePositions(axis.WholeTo, axis.Out);

        void WritePositions(int from, int to)
        {
            if (from == to)
                return;
            using (writer.Block($"for (nint ox = {from}; ox < {to}; ox++)"))
            {
                var position = at.At(writer, LastAxis);
                WriteTile(position, 1, outputs, () => LoopNest.Write(writer, ConvSum.Loops(position.Product, 1, "0", $"{product.SumChannels}"), (p, q) => WriteTap(p, q, [0], vectors)));
            }
        }
    }

    /// <summary>Tiles from the first to the last position at which one starts.</summary>
    private void WriteWholeTiles(ConvPositions at, int first, int last, int positions, int outputs)
    {
        var vectors = (outputs + width.Lanes - 1) / width.Lanes;
        using (writer.Block($"for (nint next = {first}; next < {last + positions}; next += {positions})"))
        {
            writer.WriteLine((last - first) % positions == 0 ? "var ox = next;" : $"var ox = Math.Min(next, {last});");
            var whole = (at with { Product = product with { WholeRow = true } }).At(writer, LastAxis);
            WriteTile(whole, positions, outputs, () => LoopNest.Write(
                writer, ConvSum.Loops(whole.Product, 1, "0", $"{product.SumChannels}"), (p, q) => WriteTap(p, q, [.. Enumerable.Range(0, positions)], vectors)));
        }
    }

    /// <summary>A tile at an edge of the image: the taps along the row one after the other, without the positions for which they lie outside.</summary>
    private void WriteEdge(ConvPositions at, int first, int positions, int outputs)
    {
        var (axis, vectors) = (product.Kernel.Axes[LastAxis], (outputs + width.Lanes - 1) / width.Lanes);
        var whole = (at with { Product = product with { WholeRow = true } }).At(writer, LastAxis);
        var loops = ConvSum.Loops(whole.Product, 1, "0", $"{product.SumChannels}").ToList();
        if (axis.Kernel > 1)
            loops.RemoveAt(loops.Count - 1);
        // Each tap has a pointer of its own: through one, the JIT would see that neighbouring taps read the same inputs, and keep these on the stack for want of registers.
        if (loops.Count > 0)
            loops[loops.Count - 1] = loops[loops.Count - 1] with { Beside = [.. Enumerable.Range(1, axis.Kernel - 1).Select(tap => ($"Tap{tap}", tap * axis.Dilation))] };
        WriteTile(whole, positions, outputs, () => LoopNest.Write(writer, loops, (p, q) =>
        {
            for (var tap = 0; tap < axis.Kernel; tap++)
            {
                var inside = Enumerable.Range(0, positions).Where(i => Source(i) >= 0 && Source(i) < axis.In).ToList();
                if (inside.Count == 0)
                    continue;
                var source = tap == 0 ? p : loops.Count > 0 ? $"{p}Tap{tap}" : $"({Pointer.At(p, tap * axis.Dilation)})";
                using (writer.Braces())
                    WriteTap(source, q, inside, vectors, tap);

                int Source(int i) => (first + i) * axis.Stride - axis.Padding + tap * axis.Dilation;
            }
        }));
    }

    /// <summary>Some positions of all outputs of a group: sums from the bias on, and how they are written.</summary>
    private void WriteTile(ConvPositions at, int positions, int outputs, Action writeSums)
    {
        var vectors = (outputs + width.Lanes - 1) / width.Lanes;
        writer.WriteLine($"{writer.Element.Name}* p = {at.Source}, q = &{at.Weight}[o], r = &{at.Target}[o * {product.TargetPlane}];");
        for (var v = 0; v < vectors; v++)
            writer.WriteLine($"var y0{Letter(v)} = {(product.Bias ? width.Load(at.Bias, $"o{Plus(v * width.Lanes)}") : $"{width.Type}.Zero")};");
        for (var i = 1; i < positions; i++)
            writer.WriteLine(string.Join(" ", Each(vectors, v => $"var y{i}{v} = y0{v};")));
        writeSums();
        for (var i = 0; i < positions; i++)
            writer.WriteLine(string.Join(" ", Each(vectors, v => $"{width.Load("tile", (i * vectors + v[0] - 'a') * width.Lanes)} = y{i}{v};")));
        using (writer.Block($"for (nint i = 0; i < {outputs}; i++, r += {product.TargetPlane})"))
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, positions).Select(i => $"r[{i}] = tile[i{Plus(i * vectors * width.Lanes)}];")));
    }

    /// <summary>One tap of some positions, whose inputs p points at: each position's input, broadcast, meets the weights of all outputs.</summary>
    private void WriteTap(string p, string q, IReadOnlyList<int> positions, int vectors, int tap = 0)
    {
        var (axis, weight) = (product.Kernel.Axes[LastAxis], tap * product.WeightOfTap(LastAxis));
        writer.WriteLine(string.Join(" ", Each(vectors, v => $"var w{v} = {width.Load(q, weight + (v[0] - 'a') * width.Lanes)};")));
        foreach (var i in positions)
        {
            var sums = Each(vectors, v => $" y{i}{v} = {width.MultiplyAdd($"x{i}", $"w{v}", $"y{i}{v}")};");
            writer.WriteLine($"var x{i} = {width.Create($"{p}[{i * axis.Stride}]")};{string.Concat(sums)}");
        }
    }

    private static IEnumerable<string> Each(int vectors, Func<string, string> text) => Enumerable.Range(0, vectors).Select(v => text($"{Letter(v)}"));
}
