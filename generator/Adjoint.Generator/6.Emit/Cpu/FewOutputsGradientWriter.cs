using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>dw[i,o] += Σ_rows x[i] dy[o]</c> where vectors over the few outputs would be mostly empty: rows stay in the lanes, and each element's lanes are
/// summed at the end. A slice is a range of inputs, as for <see cref="WeightGradientWriter"/>.
/// </summary>
internal static class FewOutputsGradientWriter
{
    private static readonly IReadOnlyList<(string, string)> Parameters =
    [
        ("T*", "x"), ("T*", "dy"), ("T*", "dw"), ("nint", "units"), ("bool", "accumulate"), ("nint", "slice"), ("nint", "slices"),
    ];

    public static void Write(CodeWriter writer, DenseKernel kernel)
    {
        Dispatch.Write(writer, "dw[i,o] = Σ x[i] dy[o] over the rows of all units, for one slice of the inputs; added to dw if accumulate.", "WeightGradient", Parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "WeightGradient", width, Parameters))
                WriteSlice(writer, kernel, width);
        }
    }

    private static void WriteSlice(CodeWriter writer, DenseKernel kernel, Width width)
    {
        // Enough sums to keep both multipliers busy, and few enough for the registers.
        var most = (width.Is512 ? 16 : 8) / kernel.Out;
        var tiling = Tiling.Of(kernel.In, most, most);
        writer.WriteLine(ConvWeightGradientWriter.Keep(writer, "accumulate"));
        writer.WriteLine($"var to = {tiling.Count} * (slice + 1) / slices * {tiling.Tile};");
        using (writer.Block($"for (var i = {tiling.Count} * slice / slices * {tiling.Tile}; i < to; i += {tiling.Tile})"))
            WriteTile(writer, kernel, width, tiling.Tile);
        if (tiling.Rest == 0)
            return;
        using (writer.Block("if (slice + 1 == slices)"))
        {
            writer.WriteLine($"const nint i = {tiling.Count * tiling.Tile};");
            WriteTile(writer, kernel, width, tiling.Rest);
        }
    }

    private static void WriteTile(CodeWriter writer, DenseKernel kernel, Width width, int inputs)
    {
        var outputs = Enumerable.Range(0, kernel.Out).ToList();
        writer.WriteLine($"{writer.Element.Name}* r = &dw[i * {kernel.Out}], p = &x[i * {LaneBlock.Rows}], q = dy;");
        for (var i = 0; i < inputs; i++)
            writer.WriteLine(string.Join(" ", outputs.Select(o => $"var dw{i}{Letter(o)} = {width.Type}.Zero;")));
        using (writer.Block($"for (nint unit = 0; unit < units; unit++, p += {kernel.In * LaneBlock.Rows}, q += {kernel.Out * LaneBlock.Rows})"))
        {
            if (width.VectorsPerBlock == 1)
                WriteProducts(writer, width, inputs, outputs, hasLaneLoop: false);
            else
            {
                using (writer.Block($"for (nint lane = 0; lane < {LaneBlock.Rows}; lane += {width.Lanes})"))
                    WriteProducts(writer, width, inputs, outputs, hasLaneLoop: true);
            }
        }
        var sums = Enumerable.Range(0, inputs).SelectMany(i => outputs.Select(o => $"dw{i}{Letter(o)}")).ToList();
        for (var first = 0; first < sums.Count; first += 4)
        {
            var four = Enumerable.Range(first, 4).Select(s => s < sums.Count ? sums[s] : $"{width.Type}.Zero");
            writer.WriteLine(ConvWeightGradientWriter.Add(writer, Pointer.At("r", first), $"Lanes.Sums({string.Join(", ", four)})", Math.Min(4, sums.Count - first)));
        }
    }

    private static void WriteProducts(CodeWriter writer, Width width, int inputs, List<int> outputs, bool hasLaneLoop)
    {
        writer.WriteLine(string.Join(" ", outputs.Select(o => $"var dy{Letter(o)} = {width.Load("q", Lane(o))};")));
        for (var i = 0; i < inputs; i++)
        {
            var products = outputs.Select(o => $" dw{i}{Letter(o)} = {width.MultiplyAdd($"x{i}", $"dy{Letter(o)}", $"dw{i}{Letter(o)}")};");
            writer.WriteLine($"var x{i} = {width.Load("p", Lane(i))};{string.Concat(products)}");
        }

        string Lane(int feature) => Pointer.Sum(feature == 0 ? "" : $"{feature * LaneBlock.Rows}", hasLaneLoop ? "lane" : "");
    }
}
