using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes products of two matrices of lane blocks, with rows of the batch in the lanes. Some rows times some columns of the result stay in registers while
/// the sums run, so that each vector that is loaded serves several multiplications.
/// </summary>
internal static class ProductKernelWriter
{
    public static void Write(CodeWriter writer, ProductKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(kernel.Summary)}.</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            foreach (var product in kernel.Methods)
            {
                if (used.Contains(product.Name))
                    WriteMethod(writer, product);
                if (product.Name == "Forward" && used.Contains("Row"))
                    ProductRowWriter.Write(writer, product);
            }
        }
    }

    /// <summary>The parameters of a product's methods.</summary>
    public static List<(string Type, string Name)> Parameters(Product product) =>
        [("T*", product.P.Buffer), ("T*", product.Q.Buffer), ("T*", product.R.Buffer), ("nint", "units")];

    /// <summary>The loop over units, in which every buffer moves on by its features.</summary>
    public static string Header(Product product, int scale)
    {
        var moves = new[] { product.P, product.Q, product.R }.Select(place => $", {place.Buffer} += {place.Features * scale}");
        return $"for (; units != 0; units--{string.Concat(moves)})";
    }

    /// <summary>The body for whole tiles and for the rest, with the first of each in the variable <paramref name="letter"/>.</summary>
    public static void EachTile(CodeWriter writer, string letter, Tiling tiling, Action<int> body)
    {
        using (writer.Block($"for (nint {letter} = 0; {letter} < {tiling.Count * tiling.Tile}; {letter} += {tiling.Tile})"))
            body(tiling.Tile);
        if (tiling.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint {letter} = {tiling.Count * tiling.Tile};");
            body(tiling.Rest);
        }
    }

    private static void WriteMethod(CodeWriter writer, Product product)
    {
        var parameters = Parameters(product);
        Dispatch.Write(writer, $"{product.Summary}, for sixteen rows a unit.", product.Name, parameters, writer.Element.ProductWidths);
        foreach (var width in writer.Element.ProductWidths)
        {
            using (Dispatch.Method(writer, product.Name, width, parameters))
            using (writer.Block(Header(product, LaneBlock.Rows)))
            {
                if (width.VectorsPerBlock == 1)
                {
                    WriteUnit(writer, product, width);
                    continue;
                }
                using (writer.Block($"for (nint lane = 0; lane < {LaneBlock.Rows}; lane += {width.Lanes})"))
                    WriteUnit(writer, product, width);
            }
        }
    }

    private static void WriteUnit(CodeWriter writer, Product product, Width width)
    {
        if (product.Repeats == 1 || product.R.Repeat == 0)
        {
            WriteTiles(writer, product, width, "");
            return;
        }
        using (writer.Block($"for (nint s = 0; s < {product.Repeats}; s++)"))
            WriteTiles(writer, product, width, "s");
    }

    private static void WriteTiles(CodeWriter writer, Product product, Width width, string repeat)
    {
        var (rows, columns) = TilingOf(product, width);
        EachTile(writer, "i", rows, tileRows => EachTile(writer, "j", columns, tileColumns => WriteTile(writer, product, width, repeat, tileRows, tileColumns)));
    }

    /// <summary>Squares load least; what is thin has long tiles, for both multipliers are to be busy. </summary>
    private static (Tiling Rows, Tiling Columns) TilingOf(Product product, Width width)
    {
        var side = width.HasManyRegisters ? 4 : 3;
        var most = side * side;
        return (Of(product.Rows, product.Columns), Of(product.Columns, product.Rows));

        Tiling Of(int size, int other) => other >= side ? Tiling.Of(size, side - 1, side) : Tiling.Of(size, Math.Max(1, most / other - 1), most / other);
    }

    private static void WriteTile(CodeWriter writer, Product product, Width width, string repeat, int rows, int columns)
    {
        var sums = product.Repeats > 1 && product.R.Repeat == 0;
        var (p, q) = sums ? ("p0", "q0") : ("p", "q");
        var lane = width.VectorsPerBlock > 1 ? "lane" : "";
        writer.WriteLine($"{writer.Element.Name}* {p} = {Start(product.P, "i", product.P.Down)}, {q} = {Start(product.Q, "j", product.Q.Across)};");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"var {product.R.Buffer}{i}{Letter(j)} = {width.Type}.Zero;")));
        if (sums)
        {
            using (writer.Block($"for (nint s = 0; s < {product.Repeats}; s++, p0 += {product.P.Repeat * LaneBlock.Rows}, q0 += {product.Q.Repeat * LaneBlock.Rows})"))
            {
                writer.WriteLine($"{writer.Element.Name}* p = p0, q = q0;");
                WriteSums(writer, product, width, rows, columns);
            }
        }
        else
        {
            WriteSums(writer, product, width, rows, columns);
        }
        writer.WriteLine($"var r = {Pointer.At(product.R.Buffer, Times("i", product.R.Down), Times("j", product.R.Across), Times(repeat, product.R.Repeat), lane)};");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"{width.Load("r", (i * product.R.Down + j * product.R.Across) * LaneBlock.Rows)} = {product.R.Buffer}{i}{Letter(j)};")));

        string Start(MatrixLayout place, string letter, int stride) => Pointer.At(place.Buffer, Times(letter, stride), Times(repeat, place.Repeat), lane);
    }

    /// <summary>One vector of each row or column of the tile is held, whichever are fewer, and those of the others pass by.</summary>
    private static void WriteSums(CodeWriter writer, Product product, Width width, int rows, int columns)
    {
        var (held, heldStride, heldCount, passing, passingStride, passingCount) = rows <= columns
            ? ("p", product.P.Down, rows, "q", product.Q.Across, columns)
            : ("q", product.Q.Across, columns, "p", product.P.Down, rows);
        UnrolledLoop.Write(writer, width, "l", product.Terms, [("p", product.P.Across * LaneBlock.Rows), ("q", product.Q.Down * LaneBlock.Rows)], term =>
        {
            var declare = UnrolledLoop.Declare(term);
            var (ofP, ofQ) = (term * product.P.Across * LaneBlock.Rows, term * product.Q.Down * LaneBlock.Rows);
            var (heldAt, passingAt) = held == "p" ? (ofP, ofQ) : (ofQ, ofP);
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, heldCount).Select(h => $"{declare}{held}{Letter(h)} = {width.Load(held, h * heldStride * LaneBlock.Rows + heldAt)};")));
            for (var v = 0; v < passingCount; v++)
            {
                var sums = Enumerable.Range(0, heldCount).Select(h => Sum(h, v));
                writer.WriteLine($"{declare}{passing}{Letter(v)} = {width.Load(passing, v * passingStride * LaneBlock.Rows + passingAt)};{string.Concat(sums)}");
            }
        });

        string Sum(int h, int v)
        {
            var sum = held == "p" ? $"{product.R.Buffer}{h}{Letter(v)}" : $"{product.R.Buffer}{v}{Letter(h)}";
            return $" {sum} = {width.MultiplyAdd($"{held}{Letter(h)}", $"{passing}{Letter(v)}", sum)};";
        }
    }

    private static string Times(string letter, int stride) => letter.Length == 0 || stride == 0 ? "" : $"{letter} * {stride * LaneBlock.Rows}";
}
