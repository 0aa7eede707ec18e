using Adjoint.Generator.Plan;
using static Adjoint.Generator.Emit.Kernels.ConvPositions;
using static Adjoint.Generator.Emit.Kernels.LaneProductWriter;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>
/// Writes a convolution of one row where no vector of weights belongs to one position: depthwise, transposed, or with one output. Where neighbouring
/// positions read neighbouring sources, vectors run over the positions whose taps all lie in the image; the others are computed number by number.
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
    private Tiling Tiling => IsDepthwise ? new Tiling(1, Channels, 0) : Tiling.Of(Channels, 3, 4);

    public static void Write(CodeWriter writer, ConvProduct product, string method)
    {
        var (from, to) = WholeRange(product);
        var widths = Width.Vectors.Where(w => w.Lanes <= to - from).ToList();
        if (widths.Count == 0)
        {
            writer.Blank();
            writer.WriteLine($"/// <summary>{product.Formula}, for one row a unit.</summary>");
            writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]");
            using (writer.Block($"public static void {method}({string.Join(", ", product.Parameters.Select(static p => $"{p.Type} {p.Name}"))})"))
                new ConvPlaneRowWriter(writer, product, Width.Row).WriteUnits();
            return;
        }
        Dispatch.Write(writer, product.Formula + ", for one row a unit.", method, product.Parameters, widths);
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
            using (writer.Block($"for (nint {walk.Position} = 0; {walk.Position} < {walk.Targets}; {walk.Position}++)"))
                WriteNumbers(at.At(writer, axis));
        }
        else
        {
            WriteVectorRow(at, axis);
        }
    }

    private void WriteVectorRow(ConvPositions at, int axis)
    {
        var walk = product.Walks[axis];
        var (from, to) = WholeRange(product);
        var whole = at with { Product = product with { WholeRow = true } };
        if (from == 0 && to == walk.Targets)
        {
            using (writer.Block($"for (nint next = 0; next < {to}; next += {width.Lanes})"))
                WriteVector(whole, walk.Position, from, to);
            return;
        }
        using (writer.Block($"for (nint next = 0; next < {walk.Targets};)"))
        {
            using (writer.Block($"if (next >= {from} && next < {to})"))
            {
                WriteVector(whole, walk.Position, from, to);
                writer.WriteLine($"next = {walk.Position} + {width.Lanes};");
                writer.WriteLine("continue;");
            }
            using (writer.Braces())
            {
                writer.WriteLine($"var {walk.Position} = next++;");
                WriteNumbers(at.At(writer, axis));
            }
        }
    }

    /// <summary>A vector of positions, the last of them overlapping the one before.</summary>
    private void WriteVector(ConvPositions whole, string position, int from, int to)
    {
        writer.WriteLine((to - from) % width.Lanes == 0 ? $"var {position} = next;" : $"var {position} = Math.Min(next, {to - width.Lanes});");
        var at = whole.At(writer, product.Walks.Count - 1);
        var (tiling, tile) = (Tiling, product.Tile);
        using (writer.Block($"for (nint {tile} = 0; {tile} < {tiling.Count * tiling.Tile}; {(tiling.Tile == 1 ? $"{tile}++" : $"{tile} += {tiling.Tile}")})"))
            WriteChannels(at, tiling.Tile);
        if (tiling.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint {tile} = {tiling.Count * tiling.Tile};");
            WriteChannels(at, tiling.Rest);
        }
    }

    private void WriteChannels(ConvPositions at, int channels)
    {
        WritePointers(at);
        for (var t = 0; t < channels; t++)
            writer.WriteLine($"var y{t} = {(product.Bias ? width.Create($"{at.Bias}[{product.Tile}{Plus(t)}]") : $"{width.Type}.Zero")};");
        LoopNest.Write(writer, ConvSum.Loops(at.Product, 1, "0", $"{product.SumChannels}"), (p, q) =>
        {
            writer.WriteLine($"var {product.Source}a = {width.Load(p)};");
            for (var t = 0; t < channels; t++)
                writer.WriteLine($"y{t} = {width.MultiplyAdd(width.Create($"{q}[{t * product.WeightOfTile}]"), $"{product.Source}a", $"y{t}")};");
        });
        for (var t = 0; t < channels; t++)
            writer.WriteLine($"{width.Load($"{at.Target} + {product.Tile}{By(product.TargetPlane)}{Plus(t * product.TargetPlane)}")} = y{t};");
    }

    /// <summary>All channels of one position, number by number.</summary>
    private void WriteNumbers(ConvPositions at)
    {
        using (writer.Block($"for (nint {product.Tile} = 0; {product.Tile} < {Channels}; {product.Tile}++)"))
        {
            WritePointers(at);
            writer.WriteLine($"var sum = {(product.Bias ? $"{at.Bias}[{product.Tile}]" : "0f")};");
            LoopNest.Write(writer, ConvSum.Loops(at.Product, 1, "0", $"{product.SumChannels}"), (p, q) => writer.WriteLine($"sum += *{p} * *{q};"));
            writer.WriteLine($"{at.Target}[{product.Tile}{By(product.TargetPlane)}] = sum;");
        }
    }

    private void WritePointers(ConvPositions at)
    {
        var own = IsDepthwise ? $" + {product.Tile}{By(product.SourcePlane)}" : "";
        writer.WriteLine($"float* p = {at.Source}{own}, q = {at.Weight} + {product.Tile}{By(product.WeightOfTile)};");
    }
}
