using Adjoint.Generator.Plan;
using static Adjoint.Generator.Emit.Kernels.LaneProductWriter;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>
/// Writes a convolution of one row with vectors over outputs, whose weights lie side by side: a tile is some neighbouring positions times one or two vectors,
/// each tap's inputs are broadcast, and the tile is turned over into rows of the image at its end. The last vector of a tap's weights may read into the
/// next tap, and past the last into the padding of the parameter block; what it computes from there is not kept.
/// </summary>
internal sealed class ConvRowWriter
{
    private readonly CodeWriter writer;
    private readonly ConvProduct product;
    private readonly Width width;
    private readonly int mostPositions;

    private ConvRowWriter(CodeWriter writer, ConvProduct product, Width width)
    {
        (this.writer, this.product, this.width) = (writer, product, width);
        mostPositions = (width.Name, Vectors.Tile) switch
        {
            ("512", _) => 12,
            ("256", 1) => 10,
            ("256", _) => 6,
            (_, 1) => 8,
            _ => 4,
        };
    }

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
        Dispatch.Write(writer, product.Formula + ", for one row a unit.", method, product.Parameters, widths);
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

    /// <summary>A row: tiles of positions whose taps all lie in the image, the last of them overlapping the one before; the others one by one.</summary>
    private void WriteRow(ConvPositions at, int outputs)
    {
        var axis = product.Kernel.Axes[LastAxis];
        var whole = axis.WholeTo - axis.WholeFrom;
        var positions = Math.Min(mostPositions, whole);
        if (whole == axis.Out)
        {
            using (writer.Block($"for (nint next = 0; next < {axis.Out}; next += {positions})"))
                WriteWholeTile(at, positions, outputs, axis.WholeTo - positions);
            return;
        }
        using (writer.Block($"for (nint next = 0; next < {axis.Out};)"))
        {
            if (whole > 0)
            {
                using (writer.Block($"if (next >= {axis.WholeFrom} && next < {axis.WholeTo})"))
                {
                    WriteWholeTile(at, positions, outputs, axis.WholeTo - positions);
                    writer.WriteLine($"next = ox + {positions};");
                    writer.WriteLine("continue;");
                }
            }
            using (writer.Braces())
            {
                writer.WriteLine("var ox = next++;");
                WriteTile(at.At(writer, LastAxis), 1, outputs);
            }
        }
    }

    private void WriteWholeTile(ConvPositions at, int positions, int outputs, int last)
    {
        var axis = product.Kernel.Axes[LastAxis];
        writer.WriteLine((axis.WholeTo - axis.WholeFrom) % positions == 0 ? "var ox = next;" : $"var ox = Math.Min(next, {last});");
        WriteTile((at with { Product = product with { WholeRow = true } }).At(writer, LastAxis), positions, outputs);
    }

    private void WriteTile(ConvPositions at, int positions, int outputs)
    {
        var vectors = (outputs + width.Lanes - 1) / width.Lanes;
        var stride = product.Kernel.Axes[LastAxis].Stride;
        writer.WriteLine($"{writer.Element.Name}* p = {at.Source}, q = {at.Weight} + o, r = {at.Target} + o * {product.TargetPlane};");
        for (var v = 0; v < vectors; v++)
            writer.WriteLine($"var y0{Letter(v)} = {(product.Bias ? width.Load($"{at.Bias} + o{Plus(v * width.Lanes)}") : $"{width.Type}.Zero")};");
        for (var i = 1; i < positions; i++)
            writer.WriteLine(string.Join(" ", Each(i, (position, v) => $"var y{position}{v} = y0{v};")));
        LoopNest.Write(writer, ConvSum.Loops(at.Product, 1, "0", $"{product.SumChannels}"), (p, q) =>
        {
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"var w{Letter(v)} = {width.Load($"{q}{Plus(v * width.Lanes)}")};")));
            for (var i = 0; i < positions; i++)
            {
                var sums = Each(i, (position, v) => $" y{position}{v} = {width.MultiplyAdd($"x{position}", $"w{v}", $"y{position}{v}")};");
                writer.WriteLine($"var x{i} = {width.Create($"{p}[{i * stride}]")};{string.Concat(sums)}");
            }
        });
        for (var i = 0; i < positions; i++)
            writer.WriteLine(string.Join(" ", Each(i, (position, v) => $"{width.Load($"tile{Plus((position * vectors + v[0] - 'a') * width.Lanes)}")} = y{position}{v};")));
        using (writer.Block($"for (nint i = 0; i < {outputs}; i++, r += {product.TargetPlane})"))
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, positions).Select(i => $"r[{i}] = tile[i{Plus(i * vectors * width.Lanes)}];")));

        IEnumerable<string> Each(int position, Func<int, string, string> text) => Enumerable.Range(0, vectors).Select(v => text(position, $"{Letter(v)}"));
    }
}
