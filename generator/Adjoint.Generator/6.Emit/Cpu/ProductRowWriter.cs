using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes products of two matrices for one row of the batch: with vectors over the columns of the result where those of the right factor lie side by side,
/// and over the terms of its sums where these do in both factors. Nothing is read or written beyond the last number: the last vector of columns begins
/// earlier and computes some of them again.
/// </summary>
internal static class ProductRowWriter
{
    private const int MostRows = 4;
    private const int MostVectors = 2;

    public static void Write(CodeWriter writer, Product product)
    {
        var parameters = ProductKernelWriter.Parameters(product);
        Dispatch.Write(writer, $"{product.Summary}, for one row.", "Row", parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "Row", width, parameters))
            using (writer.Block(ProductKernelWriter.Header(product, 1)))
            {
                if (product.Repeats == 1)
                {
                    WriteProduct(writer, product, width, "");
                    continue;
                }
                using (writer.Block($"for (nint s = 0; s < {product.Repeats}; s++)"))
                    WriteProduct(writer, product, width, "s");
            }
        }
    }

    private static void WriteProduct(CodeWriter writer, Product product, Width width, string repeat)
    {
        if (product.Q.Across == 1)
            WriteColumns(writer, product, Narrowed(width, product.Columns), repeat);
        else if (product.P.Across == 1 && !Narrowed(width, product.Terms).IsScalar)
            WriteDots(writer, product, Narrowed(width, product.Terms), repeat);
        else
            WriteColumns(writer, product, writer.Element.Row, repeat);
    }

    /// <summary>The widest width not above this one of which a whole vector is there.</summary>
    private static Width Narrowed(Width width, int size) => width.Element.Widths.FirstOrDefault(w => w.Lanes <= width.Lanes && w.Lanes <= size) ?? width.Element.Row;

    private static void WriteColumns(CodeWriter writer, Product product, Width width, string repeat)
    {
        var (whole, pairs) = (product.Columns / width.Lanes, product.Columns / width.Lanes / MostVectors);
        List<int> rest = [.. whole % MostVectors > 0 ? [(whole - 1) * width.Lanes] : Array.Empty<int>()];
        if (product.Columns % width.Lanes > 0)
            rest.Add(product.Columns - width.Lanes);
        ProductKernelWriter.EachTile(writer, "i", Tiling.Of(product.Rows, MostRows - 1, MostRows), rows =>
        {
            if (pairs > 0)
            {
                var step = MostVectors * width.Lanes;
                using (writer.Block($"for (nint j = 0; j < {pairs * step}; j += {step})"))
                    WriteTile(writer, product, width, repeat, rows, [.. Enumerable.Range(0, MostVectors).Select(v => v * width.Lanes)]);
            }
            if (rest.Count > 0)
            {
                using (writer.Braces())
                {
                    writer.WriteLine($"const nint j = {rest[0]};");
                    WriteTile(writer, product, width, repeat, rows, [.. rest.Select(column => column - rest[0])]);
                }
            }
        });
    }

    /// <summary>Some rows of the result at some vectors of columns, each at an offset from column j.</summary>
    private static void WriteTile(CodeWriter writer, Product product, Width width, string repeat, int rows, EquatableArray<int> offsets)
    {
        var zero = width.Zero;
        writer.WriteLine($"{writer.Element.Name}* p = {Start(product.P, "i", product.P.Down, repeat)}, q = {Start(product.Q, "j", product.Q.Across, repeat)};");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", offsets.Select((_, v) => $"var {product.R.Buffer}{i}{Letter(v)} = {zero};")));
        using (writer.Block($"for (nint l = 0; l < {product.Terms}; l++, p += {product.P.Across}, q += {product.Q.Down})"))
        {
            writer.WriteLine(string.Join(" ", offsets.Select((offset, v) => $"var q{Letter(v)} = {width.Load("q", offset * product.Q.Across)};")));
            for (var i = 0; i < rows; i++)
            {
                var sums = offsets.Select((_, v) => $" {product.R.Buffer}{i}{Letter(v)} = {width.MultiplyAdd($"p{i}", $"q{Letter(v)}", $"{product.R.Buffer}{i}{Letter(v)}")};");
                writer.WriteLine($"var p{i} = {width.Create($"p[{i * product.P.Down}]")};{string.Concat(sums)}");
            }
        }
        writer.WriteLine($"var r = {Start(product.R, "i", product.R.Down, repeat)} + j;");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", offsets.Select((offset, v) => $"{width.Load("r", i * product.R.Down + offset)} = {product.R.Buffer}{i}{Letter(v)};")));
    }

    private static void WriteDots(CodeWriter writer, Product product, Width width, string repeat) =>
        ProductKernelWriter.EachTile(writer, "i", Tiling.Of(product.Rows, 2, 2), rows =>
            ProductKernelWriter.EachTile(writer, "j", Tiling.Of(product.Columns, 3, 4), columns => WriteDotTile(writer, product, width, repeat, rows, columns)));

    private static void WriteDotTile(CodeWriter writer, Product product, Width width, string repeat, int rows, int columns)
    {
        var whole = product.Terms / width.Lanes * width.Lanes;
        writer.WriteLine($"{writer.Element.Name}* p = {Start(product.P, "i", product.P.Down, repeat)}, q = {Start(product.Q, "j", product.Q.Across, repeat)};");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"var {product.R.Buffer}Lanes{i}{Letter(j)} = {width.Type}.Zero;")));
        using (writer.Block($"for (nint l = 0; l < {whole}; l += {width.Lanes}, p += {width.Lanes}, q += {width.Lanes})"))
        {
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, rows).Select(i => $"var p{i} = {width.Load("p", i * product.P.Down)};")));
            for (var j = 0; j < columns; j++)
            {
                var sums = Enumerable.Range(0, rows).Select(i => $" {product.R.Buffer}Lanes{i}{Letter(j)} = {width.MultiplyAdd($"p{i}", $"q{Letter(j)}", $"{product.R.Buffer}Lanes{i}{Letter(j)}")};");
                writer.WriteLine($"var q{Letter(j)} = {width.Load("q", j * product.Q.Across)};{string.Concat(sums)}");
            }
        }
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"var {product.R.Buffer}{i}{Letter(j)} = Vector{width.Name}.Sum({product.R.Buffer}Lanes{i}{Letter(j)});")));
        if (whole < product.Terms)
        {
            using (writer.Block($"for (nint l = {whole}; l < {product.Terms}; l++, p++, q++)"))
            {
                for (var i = 0; i < rows; i++)
                    writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"{product.R.Buffer}{i}{Letter(j)} += p[{i * product.P.Down}] * q[{j * product.Q.Across}];")));
            }
        }
        writer.WriteLine($"var r = {Start(product.R, "i", product.R.Down, repeat)} + j;");
        for (var i = 0; i < rows; i++)
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, columns).Select(j => $"r[{i * product.R.Down + j}] = {product.R.Buffer}{i}{Letter(j)};")));
    }

    private static string Start(MatrixLayout place, string letter, int stride, string repeat) =>
        Pointer.At(place.Buffer, Times(letter, stride), repeat.Length == 0 || place.Repeat == 0 ? "" : Times(repeat, place.Repeat));

    private static string Times(string letter, int stride) => stride == 1 ? letter : $"{letter} * {stride}";
}
