using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>dw[i,o] += Σ_rows x[i] dy[o]</c>. Rows are contracted, so vectors run over outputs: dy comes with rows outermost, in panels 64 outputs wide
/// that stay in the first cache, and each element of x is broadcast. A slice is a range of inputs: slices may run on different threads, and an element's
/// sum is the same however many there are. Lanes of the last block that have no row are left out, which makes the sum over a few rows cheap.
/// </summary>
internal static class WeightGradientWriter
{
    /// <summary>Lane blocks that are contracted before the accumulators are written back.</summary>
    private const int RowBlock = 8;

    private static readonly IReadOnlyList<(string, string)> Parameters =
    [
        ("T*", "x"), ("T*", "dyPanels"), ("T*", "dw"), ("nint", "rows"), ("bool", "accumulate"), ("nint", "slice"), ("nint", "slices"),
    ];

    public static void Write(CodeWriter writer, DenseKernel kernel)
    {
        Dispatch.Write(writer, "dw[i,o] = Σ x[i] dy[o] over the rows, for one slice of the inputs; added to dw if accumulate.", "WeightGradient", Parameters, writer.Element.ProductWidths);
        foreach (var width in writer.Element.ProductWidths)
        {
            using (Dispatch.Method(writer, "WeightGradient", width, Parameters))
                WriteSlices(writer, kernel, width);
        }
    }

    private static void WriteSlices(CodeWriter writer, DenseKernel kernel, Width width)
    {
        var group = MostVectors(width, kernel) * width.Lanes;
        var inputs = InputTiling(kernel.In, width, Math.Min(group, RoundUp(kernel.Out, width.Lanes)) / width.Lanes);
        writer.WriteLine($"var from = {inputs.Count} * slice / slices * {inputs.Tile};");
        writer.WriteLine($"var to = {inputs.Count} * (slice + 1) / slices * {inputs.Tile};");
        if (inputs.Rest > 0)
            writer.WriteLine($"var last = slice + 1 == slices ? {kernel.In} : to;");
        writer.WriteLine($"var whole = (rows + {LaneBlock.Rows - 1}) / {LaneBlock.Rows} * {LaneBlock.Rows}; // with the empty lanes of the last block");
        writer.WriteLine($"// {RowBlock * LaneBlock.Rows} rows of a panel stay in the first cache while all inputs pass.");
        using (writer.Block($"for (nint start = 0; start < rows; start += {RowBlock * LaneBlock.Rows}, x += {RowBlock * kernel.In * LaneBlock.Rows})"))
            WriteGroups(writer, kernel, width, inputs, group);
    }

    private static void WriteGroups(CodeWriter writer, DenseKernel kernel, Width width, Tiling inputs, int group)
    {
        writer.WriteLine($"var end = Math.Min(rows, start + {RowBlock * LaneBlock.Rows});");
        // What is there is added, or masked away: nothing has to be cleared first.
        writer.WriteLine($"var keep = accumulate || start != 0 ? {width.Type}.AllBitsSet : {width.Type}.Zero;");
        // A tile covers a part of a group of outputs, or several groups, the last of which may be the narrow one.
        var ends = group <= kernel.Together && kernel is { Grouped: > 0, Rest: > 0 } ? (int[])[kernel.Grouped, kernel.Out] : [kernel.Out];
        var first = 0;
        foreach (var last in ends)
        {
            var whole = first + (last - first) / group * group;
            if (whole > first)
            {
                using (writer.Block($"for (nint o = {first}; o < {whole}; o += {group})"))
                    WriteGroup(writer, kernel, width, inputs, first, group);
            }
            if (last > whole)
            {
                using (writer.Braces())
                {
                    writer.WriteLine($"const nint o = {whole};");
                    WriteGroup(writer, kernel, width, inputs, whole, last - whole);
                }
            }
            first = last;
        }
    }

    /// <summary>Vectors of outputs in a tile.</summary>
    private static int MostVectors(Width width, DenseKernel kernel) => width.Name switch
    {
        "512" => 4,
        "Arm" => width.VectorsPerBlock,
        "256" => kernel.Out > width.Lanes ? 2 : 1,
        _ => 1,
    };

    /// <summary>The inputs of a tile, so that accumulators, dy and one x fit the registers.</summary>
    private static Tiling InputTiling(int inputs, Width width, int vectors) => (width.Name, vectors) switch
    {
        ("512", 4) => Tiling.Of(inputs, 6, 6),
        ("512", 3) => Tiling.Of(inputs, 7, 8),
        ("512", 2) => Tiling.Of(inputs, 8, 12),
        ("512", _) => Tiling.Of(inputs, 8, 8),
        ("Arm", _) => Tiling.Of(inputs, 16 / vectors, 16 / vectors),
        ("256", 2) => Tiling.Of(inputs, 5, 6),
        ("256", _) => Tiling.Of(inputs, 6, 8),
        _ => Tiling.Of(inputs, 4, 4),
    };

    private static int RoundUp(int size, int multiple) => (size + multiple - 1) / multiple * multiple;

    /// <summary>All inputs' weights of so many outputs, the first of which is no earlier than one that is known.</summary>
    private static void WriteGroup(CodeWriter writer, DenseKernel kernel, Width width, Tiling inputs, int first, int outputs)
    {
        var padded = LaneBlock.WholeVectors(kernel.Out);
        // The last panel may be narrower than the others.
        writer.WriteLine(padded <= 64 ? $"const nint width = {padded};" : padded % 64 == 0 ? "const nint width = 64;" : $"nint width = o < {padded / 64 * 64} ? 64 : {padded % 64};");
        writer.WriteLine($"var panel = &dyPanels[o / 64 * 64 * whole + start * width + o % 64];");
        using (writer.Block($"for (var i = from; i < to; i += {inputs.Tile})"))
            WriteTile(writer, kernel, width, inputs.Tile, first, outputs);
        if (inputs.Rest > 0)
        {
            using (writer.Block("if (to != last)"))
            {
                writer.WriteLine("var i = to;");
                WriteTile(writer, kernel, width, inputs.Rest, first, outputs);
            }
        }
    }

    private static void WriteTile(CodeWriter writer, DenseKernel kernel, Width width, int inputs, int first, int outputs)
    {
        var vectors = RoundUp(outputs, width.Lanes) / width.Lanes;
        var tail = outputs % width.Lanes;
        var places = new WeightPlaces(kernel, first, outputs, width.Lanes);
        writer.WriteLine($"{writer.Element.Name}* {places.Pointers}, p = &x[i * {LaneBlock.Rows}], q = panel;");
        for (var i = 0; i < inputs; i++)
        {
            var row = i;
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"var dw{row}{Letter(v)} = {width.Type}.Zero;")));
        }
        using (writer.Block($"for (var first = start; first < end; first += {LaneBlock.Rows}, p += {(kernel.In - 1) * LaneBlock.Rows})"))
            WriteRows(writer, width, inputs, vectors);
        for (var i = 0; i < inputs; i++)
        {
            var row = i;
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v => Add(places.Of(row, v), $"dw{row}{Letter(v)}", v))));
        }

        // The last vector of a row may reach into the next row: only its own part is read and written.
        string Add(string address, string value, int vector) => IsTail(vector)
            ? $"Lanes.StoreFirst({address}, {value} + (Lanes.LoadFirst{width.Bits}({address}, {tail}) & keep), {tail});"
            : $"{width.Load(address)} = {value} + ({width.Load(address)} & keep);";
        bool IsTail(int vector) => tail > 0 && vector == vectors - 1;
    }

    /// <summary>The rows of a block: sixteen, or fewer in the last one.</summary>
    private static void WriteRows(CodeWriter writer, Width width, int inputs, int vectors)
    {
        writer.WriteLine($"var past = &q[Math.Min({LaneBlock.Rows}, end - first) * width];");
        UnrolledLoop.WriteTurns(writer, width, static turn => $"for (; q < past; p += {turn})", row =>
        {
            var declare = UnrolledLoop.Declare(row);
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"{declare}dy{Letter(v)} = {width.Load("q", v * width.Lanes)};")));
            for (var i = 0; i < inputs; i++)
            {
                var (input, lane) = (i, row % width.Lanes);
                var sums = string.Concat(Enumerable.Range(0, vectors).Select(v => $" dw{input}{Letter(v)} = {Product($"x{input}", $"dy{Letter(v)}", lane, $"dw{input}{Letter(v)}")};"));
                // On Arm the rows of an input come in one load.
                var x = width.IsArm ? width.Load("p", i * LaneBlock.Rows + row) : width.Create($"p[{i * LaneBlock.Rows + row}]");
                writer.WriteLine(width.IsArm && lane > 0 ? sums.TrimStart() : $"{declare}x{i} = {x};{sums}");
            }
            writer.WriteLine("q += width;");
        });

        string Product(string x, string dy, int lane, string sum) => width.IsArm ? width.MultiplyAdd(dy, x, lane, sum) : width.MultiplyAdd(x, dy, sum);
    }
}
