using static Adjoint.Generator.Emit.Kernels.ConvPositions;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Writes a convolution of one row number by number, where no vector of weights belongs to one position: depthwise, transposed, or with one output.</summary>
internal static class ConvScalarRowWriter
{
    public static void Write(CodeWriter writer, ConvProduct product, string method)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{product.Formula}, for one row a unit.</summary>");
        writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]");
        using (writer.Block($"public static void {method}({string.Join(", ", product.Parameters.Select(static p => $"{p.Type} {p.Name}"))})"))
        using (writer.Block($"for (; units != 0; units--, {product.Source} += {product.SourceSize}, {product.Target} += {product.TargetSize})"))
        {
            var start = Start(product, 1);
            if (product.Kernel.Groups == 1 || product.Kernel.IsDepthwise)
            {
                WriteRows(writer, start, 0);
                return;
            }
            using (writer.Block($"for (nint g = 0; g < {product.Kernel.Groups}; g++)"))
                WriteRows(writer, start.Group(writer), 0);
        }
    }

    private static void WriteRows(CodeWriter writer, ConvPositions at, int axis)
    {
        if (axis == at.Product.Walks.Count)
        {
            WriteChannels(writer, at);
            return;
        }
        var walk = at.Product.Walks[axis];
        using (writer.Block($"for (nint {walk.Position} = 0; {walk.Position} < {walk.Targets}; {walk.Position}++)"))
            WriteRows(writer, at.At(writer, axis), axis + 1);
    }

    private static void WriteChannels(CodeWriter writer, ConvPositions at)
    {
        var product = at.Product;
        var channels = product.Kernel.IsDepthwise ? product.Kernel.In : product.TileChannels;
        using (writer.Block($"for (nint {product.Tile} = 0; {product.Tile} < {channels}; {product.Tile}++)"))
        {
            var own = product.Kernel.IsDepthwise ? $" + {product.Tile}{By(product.SourcePlane)}" : "";
            writer.WriteLine($"float* p = {at.Source}{own}, q = {at.Weight} + {product.Tile}{By(product.WeightOfTile)};");
            writer.WriteLine($"var sum = {(product.Bias ? $"{at.Bias}[{product.Tile}]" : "0f")};");
            LoopNest.Write(writer, ConvSum.Loops(product, 1, "0", $"{product.SumChannels}"), (p, q) => writer.WriteLine($"sum += *{p} * *{q};"));
            writer.WriteLine($"{at.Target}[{product.Tile}{By(product.TargetPlane)}] = sum;");
        }
    }
}
