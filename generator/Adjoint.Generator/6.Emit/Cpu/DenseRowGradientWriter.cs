using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the gradients of a dense layer for one row. <c>dx[i] = Σₒ w[i,o] dy[o]</c> has vectors over the outputs, whose lanes are summed at the end, four inputs at a time;
/// <c>dw[i,o] = x[i] dy[o]</c> is written as it lies. Of a group narrower than a vector only its own numbers are read and written.
/// </summary>
internal static class DenseRowGradientWriter
{
    /// <summary>The inputs whose sums run beside each other.</summary>
    private const int Inputs = 4;

    private static readonly IReadOnlyList<(string, string)> OfInput = [("T*", "dy"), ("T*", "w"), ("T*", "dx"), ("nint", "units")];
    private static readonly IReadOnlyList<(string, string)> OfWeight = [("T*", "x"), ("T*", "dy"), ("T*", "dw"), ("nint", "units"), ("bool", "accumulate")];

    public static void WriteInput(CodeWriter writer, DenseKernel kernel)
    {
        Dispatch.Write(writer, "dx[i] = Σₒ w[i,o] dy[o], for one row a unit.", "InputGradientRow", OfInput);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "InputGradientRow", width, OfInput))
            using (writer.Block($"for (; units != 0; units--, dy += {kernel.Out}, dx += {kernel.In})"))
                WriteInputUnit(writer, kernel, width);
        }
    }

    public static void WriteWeight(CodeWriter writer, DenseKernel kernel)
    {
        Dispatch.Write(writer, "dw[i,o] = Σ x[i] dy[o] over the units of one row; added to dw if accumulate.", "WeightGradientRow", OfWeight);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "WeightGradientRow", width, OfWeight))
            using (writer.Block($"for (; units != 0; units--, x += {kernel.In}, dy += {kernel.Out}, accumulate = true)"))
                WriteWeightUnit(writer, kernel, width);
        }
    }

    private static void WriteInputUnit(CodeWriter writer, DenseKernel kernel, Width width)
    {
        var whole = kernel.In / Inputs * Inputs;
        if (whole > 0)
        {
            using (writer.Block($"for (nint i = 0; i < {whole}; i += {Inputs})"))
                WriteSums(writer, kernel, width, Inputs);
        }
        if (whole == kernel.In)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint i = {whole};");
            WriteSums(writer, kernel, width, kernel.In - whole);
        }
    }

    private static void WriteSums(CodeWriter writer, DenseKernel kernel, Width width, int inputs)
    {
        writer.WriteLine(string.Join(" ", Enumerable.Range(0, inputs).Select(i => $"var dx{i} = {width.Type}.Zero;")));
        if (kernel.Grouped > 0)
        {
            writer.WriteLine($"var q = &w[i * {kernel.Together}];");
            using (writer.Block($"for (nint o = 0; o < {kernel.Grouped}; o += {kernel.Together}, q += {kernel.Together * kernel.In})"))
            {
                for (var v = 0; v < kernel.Together; v += width.Lanes)
                    WriteProducts(v, width.Load("dy", $"o{Plus(v)}"), i => width.Load("q", i * kernel.Together + v));
            }
        }
        if (kernel.Rest > 0)
        {
            writer.WriteLine($"var s = {At("w", $"i * {kernel.Rest}", kernel.Grouped == 0 ? "" : $"{kernel.Grouped * kernel.In}")};");
            for (var v = 0; v < kernel.Rest; v += width.Lanes)
            {
                var (first, count) = (v, kernel.Rest - v);
                WriteProducts(v, First(width, "dy", kernel.Grouped + v, count), i => First(width, "s", i * kernel.Rest + first, count));
            }
        }
        var sums = $"Lanes.Sums({string.Join(", ", Enumerable.Range(0, Inputs).Select(i => i < inputs ? $"dx{i}" : $"{width.Type}.Zero"))})";
        writer.WriteLine(inputs == Inputs ? $"{writer.Element.Four.Load("dx", "i")} = {sums};" : $"Lanes.StoreFirst(&dx[i], {sums}, {inputs});");

        void WriteProducts(int at, string dy, Func<int, string> weight)
        {
            using (writer.Braces())
            {
                writer.WriteLine($"var dyv = {dy};");
                for (var i = 0; i < inputs; i++)
                    writer.WriteLine($"dx{i} = {width.MultiplyAdd(weight(i), "dyv", $"dx{i}")};");
            }
        }
    }

    private static void WriteWeightUnit(CodeWriter writer, DenseKernel kernel, Width width)
    {
        if (kernel.Grouped > 0)
        {
            using (writer.Block($"for (nint o = 0; o < {kernel.Grouped}; o += {kernel.Together})"))
            {
                writer.WriteLine($"var r = &dw[o * {kernel.In}];");
                WriteRows(writer, kernel, width, kernel.Together, "o");
            }
        }
        if (kernel.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"var r = {At("dw", kernel.Grouped * kernel.In)};");
            WriteRows(writer, kernel, width, kernel.Rest, kernel.Grouped == 0 ? "" : $"{kernel.Grouped}");
        }
    }

    /// <summary>All inputs' weights of a group of outputs.</summary>
    private static void WriteRows(CodeWriter writer, DenseKernel kernel, Width width, int outputs, string first)
    {
        var vectors = Enumerable.Range(0, (outputs + width.Lanes - 1) / width.Lanes).Select(v => v * width.Lanes).ToList();
        writer.WriteLine(string.Join(" ", vectors.Select(v => $"var dy{v} = {First(width, "dy", first, v, outputs - v)};")));
        writer.WriteLine("if (accumulate)");
        Write(v => $"{First(width, "r", v, outputs - v)}");
        writer.WriteLine("else");
        Write(null);

        void Write(Func<int, string>? before)
        {
            using (writer.Block($"for (nint i = 0; i < {kernel.In}; i++, r += {outputs})"))
            {
                writer.WriteLine($"var xv = {width.Create("x[i]")};");
                writer.WriteLine(string.Join(" ", vectors.Select(v => Store(v, before is null ? $"xv * dy{v}" : width.MultiplyAdd("xv", $"dy{v}", before(v))))));
            }
        }

        string Store(int v, string value) => outputs - v >= width.Lanes ? $"{width.Load("r", v)} = {value};" : $"Lanes.StoreFirst({At("r", v)}, {value}, {outputs - v});";
    }

    /// <summary>A vector of which so many numbers are there; the others are zeros.</summary>
    private static string First(Width width, string buffer, int place, int count) => First(width, buffer, "", place, count);

    private static string First(Width width, string buffer, string start, int place, int count) => count >= width.Lanes
        ? width.Load(buffer, Sum(start, place == 0 ? "" : $"{place}"))
        : $"Lanes.LoadFirst{width.Bits}({At(buffer, start, place == 0 ? "" : $"{place}")}, {count})";
}
