using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>y[o] = b[o] + Σᵢ x[i] w[o, i]</c> for one row, where w is stored output-major: vectors run over inputs, of four outputs side by side, which hides the latency of
/// the additions and reads each vector of x once for four rows of w.
/// </summary>
internal static class TableRowWriter
{
    private const int Beside = 4;

    public static void Write(CodeWriter writer, DenseKernel kernel)
    {
        IReadOnlyList<(string, string)> parameters = kernel.Bias
            ? [("T*", "x"), ("T*", "w"), ("T*", "b"), ("T*", "y"), ("nint", "units")]
            : [("T*", "x"), ("T*", "w"), ("T*", "y"), ("nint", "units")];
        Dispatch.Write(writer, $"y[o] = {(kernel.Bias ? "b[o] + " : "")}Σᵢ w[o,i] x[i], for one row a unit.", "Row", parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "Row", width, parameters))
            using (writer.Block($"for (; units != 0; units--, x += {kernel.In}, y += {kernel.Out})"))
            {
                var whole = kernel.Out / Beside * Beside;
                if (whole > 0)
                {
                    using (writer.Block($"for (nint o = 0; o < {whole}; o += {Beside})"))
                        WriteOutputs(writer, kernel, width, Beside);
                }
                if (whole < kernel.Out)
                {
                    using (writer.Braces())
                    {
                        writer.WriteLine($"const nint o = {whole};");
                        WriteOutputs(writer, kernel, width, kernel.Out - whole);
                    }
                }
            }
        }
    }

    private static void WriteOutputs(CodeWriter writer, DenseKernel kernel, Width width, int outputs)
    {
        var beside = Enumerable.Range(0, outputs).ToList();
        var whole = kernel.In / width.Lanes * width.Lanes;
        writer.WriteLine($"var q = &w[o * {kernel.In}];");
        writer.WriteLine(string.Join(" ", beside.Select(k => $"var yLanes{k} = {width.Type}.Zero;")));
        if (whole > 0)
        {
            using (writer.Block($"for (nint i = 0; i < {whole}; i += {width.Lanes})"))
            {
                writer.WriteLine($"var xi = {width.Load("x", "i")};");
                writer.WriteLine(string.Join(" ", beside.Select(k => $"yLanes{k} = {width.MultiplyAdd("xi", width.Load("q", Sum("i", k == 0 ? "" : $"{k * kernel.In}")), $"yLanes{k}")};")));
            }
        }
        writer.WriteLine(string.Join(" ", beside.Select(k => $"var y{k} = {(kernel.Bias ? $"b[o{Plus(k)}] + " : "")}Vector{width.Name}.Sum(yLanes{k});")));
        if (whole < kernel.In)
        {
            using (writer.Block($"for (nint i = {whole}; i < {kernel.In}; i++)"))
                writer.WriteLine(string.Join(" ", beside.Select(k => $"y{k} += x[i] * q[{Sum("i", k == 0 ? "" : $"{k * kernel.In}")}];")));
        }
        writer.WriteLine(string.Join(" ", beside.Select(k => $"y[o{Plus(k)}] = y{k};")));
    }
}
