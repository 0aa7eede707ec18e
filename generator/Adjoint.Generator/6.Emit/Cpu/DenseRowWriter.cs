using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>y = b + Σᵢ x[i] w[i]</c> for one row, with vectors over outputs. The last vector of a row of w may read into the next row, and past the
/// last row into the padding of the parameter block; what it computes from there lands in the padding of y.
/// </summary>
internal static class DenseRowWriter
{
    public static void Write(CodeWriter writer, DenseKernel kernel)
    {
        IReadOnlyList<(string, string)> parameters = kernel.Bias
            ? [("T*", "x"), ("T*", "w"), ("T*", "b"), ("T*", "y"), ("nint", "units")]
            : [("T*", "x"), ("T*", "w"), ("T*", "y"), ("nint", "units")];
        Dispatch.Write(writer, $"y[o] = {(kernel.Bias ? "b[o] + " : "")}Σᵢ w[i,o] x[i], for one row a unit.", "Row", parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "Row", width, parameters))
            using (writer.Block($"for (; units != 0; units--, x += {kernel.In}, y += {kernel.Out})"))
            {
                if (DenseFewOutputsRowWriter.Suits(kernel, width))
                    DenseFewOutputsRowWriter.WriteUnit(writer, kernel, width);
                else
                    WriteGroups(writer, kernel, width);
            }
        }
    }

    private static void WriteGroups(CodeWriter writer, DenseKernel kernel, Width width)
    {
        const int most = 8;
        var tiling = Tiling.Of((kernel.Out + width.Lanes - 1) / width.Lanes, most - 1, most);
        using (writer.Block($"for (nint o = 0; o < {tiling.Count * tiling.Tile * width.Lanes}; o += {tiling.Tile * width.Lanes})"))
            WriteGroup(writer, kernel, width, tiling.Tile);
        if (tiling.Rest > 0)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint o = {tiling.Count * tiling.Tile * width.Lanes};");
                WriteGroup(writer, kernel, width, tiling.Rest);
            }
        }
    }

    /// <summary>Some vectors of outputs; where they are few, several sums run side by side to hide the latency of the additions.</summary>
    private static void WriteGroup(CodeWriter writer, DenseKernel kernel, Width width, int vectors)
    {
        var sums = Math.Min(Math.Max(1, 8 / vectors), kernel.In);
        writer.WriteLine("var q = &w[o];");
        for (var s = 0; s < sums; s++)
        {
            var sum = s;
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"var y{sum}{Letter(v)} = {Start(sum, v)};")));
        }
        var whole = kernel.In / sums * sums;
        using (writer.Block($"for (nint i = 0; i < {whole}; i += {sums}, q += {sums * kernel.Out})"))
        {
            for (var s = 0; s < sums; s++)
                WriteInput(writer, kernel, width, vectors, s, $"x[i{Plus(s)}]");
        }
        if (whole < kernel.In)
        {
            using (writer.Braces())
            {
                for (var s = 0; s < kernel.In - whole; s++)
                    WriteInput(writer, kernel, width, vectors, s, $"x[{whole + s}]");
            }
        }
        writer.WriteLine(string.Join(" ", Enumerable.Range(0, vectors).Select(v =>
            $"{width.Load("y", $"o{Plus(v * width.Lanes)}")} = {string.Join(" + ", Enumerable.Range(0, sums).Select(s => $"y{s}{Letter(v)}"))};")));

        string Start(int sum, int v) => sum == 0 && kernel.Bias ? width.Load("b", $"o{Plus(v * width.Lanes)}") : $"{width.Type}.Zero";
    }

    private static void WriteInput(CodeWriter writer, DenseKernel kernel, Width width, int vectors, int sum, string x)
    {
        var products = Enumerable.Range(0, vectors).Select(v =>
            $" y{sum}{Letter(v)} = {width.MultiplyAdd($"x{sum}", width.Load("q", sum * kernel.Out + v * width.Lanes), $"y{sum}{Letter(v)}")};");
        writer.WriteLine($"var x{sum} = {width.Create(x)};{string.Concat(products)}");
    }
}
