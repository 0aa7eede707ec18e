namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Where a convolution's code is: the pointers to what the next loop starts from. Each level of loops (groups, rows, positions) declares its own, so that an
/// address is computed where it changes and nowhere else.
/// </summary>
/// <param name="Product">The convolution.</param>
/// <param name="Rows">The rows that lie side by side in memory: 16 in lane blocks, 1 in the plain layout.</param>
/// <param name="Source">The pointer into the source.</param>
/// <param name="Weight">The pointer into the weight.</param>
/// <param name="Target">The pointer into the target.</param>
/// <param name="Bias">The pointer into the bias.</param>
internal sealed record ConvPositions(ConvProduct Product, int Rows, string Source, string Weight, string Target, string Bias)
{
    public static ConvPositions Start(ConvProduct product, int rows) => new(product, rows, product.Source, "w", product.Target, "b");

    /// <summary>Declares pointers to one group; its number is g.</summary>
    public ConvPositions Group(CodeWriter writer)
    {
        var (source, target) = (Product.SumChannels * Product.SourcePlane * Rows, Product.TileChannels * Product.TargetPlane * Rows);
        var outputs = Product.Transposed ? Product.SumChannels : Product.TileChannels;
        var bias = Product.Bias ? $", bG = &{Bias}[g{By(Product.TileChannels)}]" : "";
        writer.WriteLine($"{writer.Element.Name}* {Product.Source}G = &{Source}[g{By(source)}], wG = &{Weight}[g{By(outputs)}], {Product.Target}G = &{Target}[g{By(target)}]{bias};");
        return this with { Source = Product.Source + "G", Weight = "wG", Target = Product.Target + "G", Bias = "bG" };
    }

    /// <summary>Declares the range of taps along an axis and the pointers that belong to the position that its loop is at.</summary>
    public ConvPositions At(CodeWriter writer, int axis)
    {
        var walk = Product.Walks[axis];
        walk.WriteRange(writer);
        var name = char.ToUpperInvariant(walk.Letter);
        var weight = walk.From == "0" ? Weight : $"w{name}";
        writer.WriteLine(
            $"{writer.Element.Name}* {Product.Source}{name} = &{Source}[{Scaled(walk.Source, Product.SourceStride(axis) * Rows)}], "
            + (walk.From == "0" ? "" : $"{weight} = &{Weight}[{walk.From}{By(Product.WeightOfTap(axis))}], ")
            + $"{Product.Target}{name} = &{Target}[{walk.Position}{By(Product.TargetStride(axis) * Rows)}];");
        return this with { Source = Product.Source + name, Weight = weight, Target = Product.Target + name };
    }

    internal static string By(int factor) => factor == 1 ? "" : $" * {factor}";

    private static string Scaled(string value, int factor) => factor == 1 ? value : $"{ConvWalk.Parenthesised(value)}{By(factor)}";
}
