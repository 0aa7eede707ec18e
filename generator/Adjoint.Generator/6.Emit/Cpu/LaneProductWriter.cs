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
/// <param name="Weight">The parts of w.</param>
/// <param name="SumsOverGroups">Whether the groups of w are met within each sum; else each has results of its own.</param>
/// <param name="Bias">Whether the sum starts at b.</param>
/// <param name="Then">What is done to each sum before it is written.</param>
internal sealed record LaneProduct(
    string X, int Inputs, string Input, string Y, int Outputs, string Output, EquatableArray<WeightPart> Weight, bool SumsOverGroups, bool Bias, EpilogueText Then)
{
    /// <summary>Whether each unit has a group of w to itself, and all of them read one x.</summary>
    public bool MovesWeight { get; init; }

    /// <summary>Whether a sum runs over as many groups as the method is told.</summary>
    public bool IsToldGroups => Weight[0].Count == 0;

    /// <summary>The parameters of a method that computes it.</summary>
    public IReadOnlyList<(string Type, string Name)> Parameters =>
        [("T*", X), ("T*", "w"), .. Bias ? [("T*", "b")] : Array.Empty<(string, string)>(), .. Then.Parameters, ("T*", Y), ("nint", IsToldGroups ? "groups" : "units")];
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
        if (product.IsToldGroups)
        {
            WriteTiles(writer, product, width, blocks: 1);
            return;
        }
        if (!width.Is512 || width.VectorsPerBlock > 1 || product.MovesWeight)
        {
            var next = product.MovesWeight ? $"w += {product.Weight[0].ByGroup}" : $"{product.X} += {x}";
            using (writer.Block($"for (; units != 0; units--, {next}, {product.Y} += {y}{product.Then.Advance(y)})"))
                WriteTiles(writer, product, width, blocks: 1);
            return;
        }
        using (writer.Block($"for (; units >= 2; units -= 2, {product.X} += {2 * x}, {product.Y} += {2 * y}{product.Then.Advance(2 * y)})"))
            WriteTiles(writer, product, width, blocks: 2);
        // A block by itself, as each step of a recurrence is, has one vector for a weight to serve, and more outputs side by side.
        using (writer.Block("if (units != 0)"))
            WriteTiles(writer, product, width, blocks: 1);
    }

    /// <summary>The outputs of a tile: accumulators, inputs and one weight must fit the registers (32 or 16) and keep the multipliers busy.</summary>
    private static Tiling TilingOf(int outputs, Width width, int blocks) => (width.Is512, width.Is128, width.VectorsPerBlock) switch
    {
        // Sixteen accumulators, and one load of weights for all outputs.
        _ when width.IsArm => Tiling.Whole(outputs, width.Lanes),
        (true, _, _) when blocks * width.VectorsPerBlock == 1 => Tiling.Of(outputs, 12, 16),
        (true, _, _) => Tiling.Of(outputs, 11, 12),
        (_, false, 2) => Tiling.Of(outputs, 5, 6),
        (_, _, 8) => Tiling.Of(outputs, 1, 1),
        _ => Tiling.Of(outputs, 2, 2),
    };

    private static void WriteTiles(CodeWriter writer, LaneProduct product, Width width, int blocks)
    {
        if (product.SumsOverGroups || (product.Weight.Count == 1 && !product.Weight[0].HasGroups))
        {
            WriteTiles(writer, product, width, blocks, product.Outputs, product.Output, product.Weight[0], "");
            return;
        }
        foreach (var part in product.Weight)
        {
            using (part.HasGroups ? writer.Block($"for (nint g = 0; g < {part.Count * part.Size}; g += {part.Size})") : writer.Braces())
            {
                if (!part.HasGroups)
                    writer.WriteLine($"const nint g = {part.First};");
                WriteTiles(writer, product, width, blocks, part.Size, $"g + {product.Output}", part, part.HasGroups ? $"g * {part.ByGroup / part.Size}" : $"{part.Start}");
            }
        }
    }

    /// <summary>Tiles of so many results.</summary>
    private static void WriteTiles(CodeWriter writer, LaneProduct product, Width width, int blocks, int results, string result, WeightPart part, string start)
    {
        var tiling = TilingOf(results, width, blocks);
        using (writer.Block($"for (nint {product.Output} = 0; {product.Output} < {tiling.Count * tiling.Tile}; {product.Output} += {tiling.Tile})"))
            WriteTile(writer, product, width, blocks, tiling.Tile, result, part, start);
        if (tiling.Rest > 0)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint {product.Output} = {tiling.Count * tiling.Tile};");
                WriteTile(writer, product, width, blocks, tiling.Rest, result, part, start);
            }
        }
    }

    private static void WriteTile(CodeWriter writer, LaneProduct product, Width width, int blocks, int outputs, string result, WeightPart part, string start)
    {
        var vectors = blocks * width.VectorsPerBlock;
        var place = ConvWalk.Parenthesised(result);
        writer.WriteLine($"{writer.Element.Name}* p = {product.X}, q = &w[{Sum(start, ConvWalk.Times(product.Output, part.ByResult))}], r = &{product.Y}[{place} * {LaneBlock.Rows}];");
        for (var o = 0; o < outputs; o++)
        {
            var first = product.Bias ? width.Create($"b[{result}{Plus(o)}]") : $"{width.Type}.Zero";
            writer.WriteLine($"var {Part(o, 0)} = {first};{string.Concat(Enumerable.Range(1, vectors - 1).Select(v => $" var {Part(o, v)} = {Part(o, 0)};"))}");
        }
        if (product.SumsOverGroups)
            WriteGroups(writer, product, (size, at) => WriteTerms(size, at));
        else
            WriteTerms(product.Inputs, part);
        for (var o = 0; o < outputs; o++)
        {
            var output = o;
            var stores = Enumerable.Range(0, vectors).Select(v => (Offset: output * LaneBlock.Rows + Offset(v, width, product.Outputs), Sum: Part(output, v)))
                .Select(s => $"{width.Load("r", s.Offset)} = {product.Then.Of(width, s.Sum, "r", s.Offset, $"{result}{Plus(output)}")};");
            writer.WriteLine(string.Join(" ", stores));
        }

        // An accumulator has the name of what it is a part of.
        string Part(int output, int vector) => $"{product.Y}{output}{Letter(vector)}";

        void WriteTerms(int terms, WeightPart at)
        {
            if (width.IsArm && at.ByResult == 1 && outputs == width.Lanes)
                WriteTermsOfNeighbours(terms, at);
            else if (width.IsArm && at.ByTerm == 1 && terms >= width.Lanes)
                WriteNeighbouringTerms(terms, at);
            else
                WriteTermByTerm(terms, at);
        }

        // On Arm: the weights of neighbouring results lie side by side, and come in one load for each term.
        void WriteTermsOfNeighbours(int terms, WeightPart at) => UnrolledLoop.Write(writer, width, product.Input, terms, [("p", LaneBlock.Rows), ("q", at.ByTerm)], term =>
        {
            WriteX(term, UnrolledLoop.Declare(term));
            writer.WriteLine($"{UnrolledLoop.Declare(term)}weights = {width.Load("q", term * at.ByTerm)};");
            for (var o = 0; o < outputs; o++)
                WriteElement(o, "weights", o);
        });

        // On Arm: the weights of neighbouring terms lie side by side, and come in one load for each result.
        void WriteNeighbouringTerms(int terms, WeightPart at)
        {
            var whole = terms / width.Lanes * width.Lanes;
            using (writer.Block($"for (nint {product.Input} = 0; {product.Input} < {whole}; {product.Input} += {width.Lanes}, p += {width.Lanes * LaneBlock.Rows}, q += {width.Lanes})"))
            {
                for (var o = 0; o < outputs; o++)
                    writer.WriteLine($"var w{o} = {width.Load("q", o * at.ByResult)};");
                for (var term = 0; term < width.Lanes; term++)
                {
                    WriteX(term, UnrolledLoop.Declare(term));
                    for (var o = 0; o < outputs; o++)
                        WriteElement(o, $"w{o}", term);
                }
            }
            if (terms == whole)
                return;
            using (writer.Braces())
            {
                for (var term = 0; term < terms - whole; term++)
                    WriteTerm(term, at);
            }
        }

        void WriteElement(int output, string weights, int lane) => writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v =>
            $"{Part(output, v)} = {width.MultiplyAdd($"{product.X}{Letter(v)}", weights, lane, Part(output, v))};")));

        void WriteX(int term, string declare) => writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v =>
            $"{declare}{product.X}{Letter(v)} = {width.Load("p", Offset(v, width, product.Inputs) + term * LaneBlock.Rows)};")));

        void WriteTermByTerm(int terms, WeightPart at) => UnrolledLoop.Write(writer, width, product.Input, terms, [("p", LaneBlock.Rows), ("q", at.ByTerm)], term => WriteTerm(term, at));

        void WriteTerm(int term, WeightPart at)
        {
            WriteX(term, UnrolledLoop.Declare(term));
            for (var o = 0; o < outputs; o++)
            {
                var output = o;
                var sums = Enumerable.Range(0, vectors).Select(v => $" {Part(output, v)} = {width.MultiplyAdd($"w{output}", $"{product.X}{Letter(v)}", Part(output, v))};");
                writer.WriteLine($"{UnrolledLoop.Declare(term)}w{o} = {width.Create($"q[{o * at.ByResult + term * at.ByTerm}]")};{string.Concat(sums)}");
            }
        }
    }

    /// <summary>The terms of a sum, group by group.</summary>
    private static void WriteGroups(CodeWriter writer, LaneProduct product, Action<int, WeightPart> writeTerms)
    {
        foreach (var part in product.Weight)
        {
            if (part.First > 0)
                writer.WriteLine($"q = &w[{Sum($"{part.Start}", ConvWalk.Times(product.Output, part.ByResult))}];");
            if (!part.HasGroups)
            {
                writeTerms(part.Size, part);
                continue;
            }
            using (writer.Block($"for (nint g = 0; g < {(part.Count == 0 ? "groups" : $"{part.Count}")}; g++, q += {part.ByGroup - part.Size * part.ByTerm})"))
                writeTerms(part.Size, part);
        }
    }

    /// <summary>Where a tile's vector v lies: first the vectors of one block, then those of the next.</summary>
    private static int Offset(int vector, Width width, int features) =>
        vector / width.VectorsPerBlock * features * LaneBlock.Rows + vector % width.VectorsPerBlock * width.Lanes;

    internal static char Letter(int vector) => (char)('a' + vector);
}
