using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>y = b + Σᵢ x[i] w[i]</c> for one row and one, two or four outputs, of which several inputs' weights fill a vector: each input is repeated for
/// its outputs, and the vector is folded until one of each output is left.
/// </summary>
internal static class DenseFewOutputsRowWriter
{
    /// <summary>Whether a kernel's weights fall into whole vectors of this width, of several inputs each.</summary>
    public static bool Suits(DenseKernel kernel, Width width) =>
        kernel.Out is 1 or 2 or 4 && width.Lanes > kernel.Out && kernel.In % InputsOf(kernel, width) == 0 && kernel.In >= 2 * InputsOf(kernel, width);

    public static void WriteUnit(CodeWriter writer, DenseKernel kernel, Width width)
    {
        var inputs = InputsOf(kernel, width);
        var vectors = kernel.In / inputs;
        // Several sums run side by side to hide the latency of the additions.
        var sums = Enumerable.Range(1, 4).Last(s => vectors % s == 0);
        writer.WriteLine("var q = w;");
        writer.WriteLine(string.Join(" ", Enumerable.Range(0, sums).Select(s => $"var y{s} = {width.Type}.Zero;")));
        using (writer.Block($"for (nint i = 0; i < {kernel.In}; i += {sums * inputs}, q += {sums * width.Lanes})"))
        {
            for (var s = 0; s < sums; s++)
            {
                writer.WriteLine($"var x{s} = {Repeated(kernel, width, $"&x[i{Plus(s * inputs)}]")};");
                writer.WriteLine($"y{s} = {width.MultiplyAdd($"x{s}", width.Load("q", s * width.Lanes), $"y{s}")};");
            }
        }
        var sum = string.Join(" + ", Enumerable.Range(0, sums).Select(static s => $"y{s}"));
        var folded = $"Lanes.Fold{kernel.Out}({sum})";
        var narrowest = width.Element.Widths.Last(w => w.Lanes >= kernel.Out);
        writer.WriteLine($"Lanes.StoreFirst(y, {folded}{(kernel.Bias ? $" + Lanes.LoadFirst{narrowest.Name}(b, {kernel.Out})" : "")}, {kernel.Out});");
    }

    private static int InputsOf(DenseKernel kernel, Width width) => width.Lanes / kernel.Out;

    private static string Repeated(DenseKernel kernel, Width width, string address) =>
        kernel.Out == 1 ? width.Load(address) : $"Lanes.Repeat{kernel.Out}In{width.Name}({address})";
}
