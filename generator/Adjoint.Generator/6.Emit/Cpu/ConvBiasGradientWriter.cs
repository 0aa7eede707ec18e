using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>db[o] += Σ dy[o, p]</c> over rows and positions, for one slice of the outputs: four outputs beside each other, whose sums do not wait for one
/// another. The gradient of a transposed convolution's bias is the same sum over the other side's channels.
/// </summary>
internal static class ConvBiasGradientWriter
{
    private const int Tile = 4;

    private static readonly IReadOnlyList<(string, string)> Parameters =
        [("T*", "dy"), ("T*", "db"), ("nint", "units"), ("bool", "accumulate"), ("nint", "slice"), ("nint", "slices")];

    public static string NameOf(bool transposed) => transposed ? "TransposedBiasGradient" : "BiasGradient";

    public static void Write(CodeWriter writer, ConvKernel kernel, bool transposed)
    {
        var (channels, plane) = transposed ? (kernel.In, kernel.InPlane) : (kernel.Out, kernel.OutPlane);
        var name = NameOf(transposed);
        Dispatch.Write(writer, "db[o] = Σ dy[o, p] over rows and positions, for one slice of the outputs; added to db if accumulate.", name, Parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, name, width, Parameters))
                WriteSlice(writer, channels, plane, width);
        }
    }

    private static void WriteSlice(CodeWriter writer, int channels, int plane, Width width)
    {
        var (whole, rest) = (channels / Tile, channels % Tile);
        writer.WriteLine(ConvWeightGradientWriter.Keep(writer, "accumulate"));
        if (whole > 0)
        {
            writer.WriteLine($"var to = {whole} * (slice + 1) / slices * {Tile};");
            using (writer.Block($"for (var o = {whole} * slice / slices * {Tile}; o < to; o += {Tile})"))
                WriteTile(writer, channels, plane, width, Tile);
        }
        if (rest == 0)
            return;
        using (writer.Block("if (slice + 1 == slices)"))
        {
            writer.WriteLine($"const nint o = {whole * Tile};");
            WriteTile(writer, channels, plane, width, rest);
        }
    }

    private static void WriteTile(CodeWriter writer, int channels, int plane, Width width, int outputs)
    {
        for (var o = 0; o < outputs; o++)
            writer.WriteLine($"var db{o} = {width.Type}.Zero;");
        writer.WriteLine($"var p = &dy[o * {plane * LaneBlock.Rows}];");
        using (writer.Block($"for (nint unit = 0; unit < units; unit++, p += {channels * plane * LaneBlock.Rows})"))
        using (writer.Block($"for (nint i = 0; i < {plane * LaneBlock.Rows}; i += {width.Lanes})"))
        {
            for (var o = 0; o < outputs; o++)
                writer.WriteLine($"db{o} += {width.Load("p", $"i{Plus(o * plane * LaneBlock.Rows)}")};");
        }
        var sums = string.Join(", ", Enumerable.Range(0, Tile).Select(o => o < outputs ? $"db{o}" : $"{width.Type}.Zero"));
        writer.WriteLine(ConvWeightGradientWriter.Add(writer, "&db[o]", $"Lanes.Sums({sums})", outputs));
    }
}
