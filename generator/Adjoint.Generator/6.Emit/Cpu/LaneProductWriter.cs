using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>A product <c>y[o] = b[o] + Σᵢ w[…] x[i]</c> in which x and y are lane blocks and w is a matrix of scalars.</summary>
/// <param name="X">The buffer that is read.</param>
/// <param name="Inputs">Its features.</param>
/// <param name="Input">The letter that counts them.</param>
/// <param name="Y">The buffer that is written.</param>
/// <param name="Outputs">Its features.</param>
/// <param name="Output">The letter that counts them.</param>
/// <param name="WeightOfOutput">How far apart in w two neighbouring outputs are.</param>
/// <param name="WeightOfInput">How far apart in w two neighbouring inputs are.</param>
/// <param name="Bias">Whether the sum starts at b.</param>
/// <param name="Then">What is done to each sum before it is written.</param>
internal sealed record LaneProduct(
    string X, int Inputs, string Input, string Y, int Outputs, string Output, int WeightOfOutput, int WeightOfInput, bool Bias, EpilogueText Then)
{
    /// <summary>The parameters of a method that computes it.</summary>
    public IReadOnlyList<(string Type, string Name)> Parameters =>
        [("T*", X), ("T*", "w"), .. Bias ? [("T*", "b")] : Array.Empty<(string, string)>(), .. Then.Parameters, ("T*", Y), ("nint", "units")];
}

/// <summary>
/// Writes a lane product as register tiles: some outputs times two vectors of rows stay in registers while the sum runs, so that each weight that is
/// broadcast and each vector that is loaded serves several multiplications.
/// </summary>
internal static class LaneProductWriter
{
    /// <param name="writer">The writer.</param>
    /// <param name="product">The product.</param>
    /// <param name="width">The width.</param>
    public static void Write(CodeWriter writer, LaneProduct product, Width width)
    {
        var (x, y) = (product.Inputs * LaneBlock.Rows, product.Outputs * LaneBlock.Rows);
        product.Then.WriteDistances(writer);
        if (!width.Is512 || width.VectorsPerBlock > 1)
        {
            using (writer.Block($"for (; units != 0; units--, {product.X} += {x}, {product.Y} += {y}{product.Then.Advance(y)})"))
                WriteTiles(writer, product, width, blocks: 1);
            return;
        }
        using (writer.Block($"for (; units >= 2; units -= 2, {product.X} += {2 * x}, {product.Y} += {2 * y}{product.Then.Advance(2 * y)})"))
            WriteTiles(writer, product, width, blocks: 2);
        // A block by itself, as each step of a recurrence is, has one vector for a weight to serve, and more outputs side by side.
        using (writer.Block("if (units != 0)"))
            WriteTiles(writer, product, width, blocks: 1);
    }

    /// <summary>The outputs of a tile: accumulators, inputs and one weight must fit the registers (32 of 512 bits, else 16) and keep both multipliers busy.</summary>
    private static Tiling TilingOf(int outputs, Width width, int blocks) => (width.Is512, width.Is128, width.VectorsPerBlock) switch
    {
        (true, _, _) when blocks * width.VectorsPerBlock == 1 => Tiling.Of(outputs, 12, 16),
        (true, _, _) => Tiling.Of(outputs, 11, 12),
        (_, false, 2) => Tiling.Of(outputs, 5, 6),
        (_, _, 8) => Tiling.Of(outputs, 1, 1),
        _ => Tiling.Of(outputs, 2, 2),
    };

    private static void WriteTiles(CodeWriter writer, LaneProduct product, Width width, int blocks)
    {
        var tiling = TilingOf(product.Outputs, width, blocks);
        using (writer.Block($"for (nint {product.Output} = 0; {product.Output} < {tiling.Count * tiling.Tile}; {product.Output} += {tiling.Tile})"))
            WriteTile(writer, product, width, blocks, tiling.Tile);
        if (tiling.Rest > 0)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint {product.Output} = {tiling.Count * tiling.Tile};");
                WriteTile(writer, product, width, blocks, tiling.Rest);
            }
        }
    }

    private static void WriteTile(CodeWriter writer, LaneProduct product, Width width, int blocks, int outputs)
    {
        var vectors = blocks * width.VectorsPerBlock;
        writer.WriteLine($"{writer.Element.Name}* p = {product.X}, q = &w[{product.Output}{(product.WeightOfOutput > 1 ? $" * {product.WeightOfOutput}" : "")}], r = &{product.Y}[{product.Output} * {LaneBlock.Rows}];");
        for (var o = 0; o < outputs; o++)
        {
            var start = product.Bias ? width.Create($"b[{product.Output}{Plus(o)}]") : $"{width.Type}.Zero";
            writer.WriteLine($"var {Sum(o, 0)} = {start};{string.Concat(Enumerable.Range(1, vectors - 1).Select(v => $" var {Sum(o, v)} = {Sum(o, 0)};"))}");
        }
        UnrolledLoop.Write(writer, width, product.Input, product.Inputs, [("p", LaneBlock.Rows), ("q", product.WeightOfInput)], term =>
        {
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v =>
                $"{UnrolledLoop.Declare(term)}{product.X}{Letter(v)} = {width.Load("p", Offset(v, width, product.Inputs) + term * LaneBlock.Rows)};")));
            for (var o = 0; o < outputs; o++)
            {
                var output = o;
                var sums = Enumerable.Range(0, vectors).Select(v => $" {Sum(output, v)} = {width.MultiplyAdd($"w{output}", $"{product.X}{Letter(v)}", Sum(output, v))};");
                writer.WriteLine($"{UnrolledLoop.Declare(term)}w{o} = {width.Create($"q[{o * product.WeightOfOutput + term * product.WeightOfInput}]")};{string.Concat(sums)}");
            }
        });
        for (var o = 0; o < outputs; o++)
        {
            var output = o;
            var stores = Enumerable.Range(0, vectors).Select(v => (Offset: output * LaneBlock.Rows + Offset(v, width, product.Outputs), Sum: Sum(output, v)))
                .Select(s => $"{width.Load("r", s.Offset)} = {product.Then.Of(width, s.Sum, "r", s.Offset, $"{product.Output}{Plus(output)}")};");
            writer.WriteLine(string.Join(" ", stores));
        }

        // An accumulator has the name of what it is a part of.
        string Sum(int output, int vector) => $"{product.Y}{output}{Letter(vector)}";
    }

    /// <summary>Where a tile's vector v lies: first the vectors of one block, then those of the next.</summary>
    private static int Offset(int vector, Width width, int features) =>
        vector / width.VectorsPerBlock * features * LaneBlock.Rows + vector % width.VectorsPerBlock * width.Lanes;

    internal static char Letter(int vector) => (char)('a' + vector);
}
