using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the class of a convolution. The weight lies <c>w[in / groups][taps][out]</c>, which every method reads as it lies: over lane blocks as
/// broadcast scalars, for one row as vectors over outputs.
/// </summary>
internal static class ConvKernelWriter
{
    public static void Write(CodeWriter writer, ConvKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(Describe(kernel))}</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            foreach (var product in new[] { ConvProduct.Forward(kernel), ConvProduct.InputGradient(kernel), ConvProduct.TransposedForward(kernel) })
            {
                if (used.Contains(product.Method))
                    ConvProductWriter.Write(writer, product);
                if (product.Method != "InputGradient" && used.Contains(kernel.RowMethod(product.Method)))
                    ConvRowWriter.Write(writer, product);
            }
            if (used.Contains("InputGradientRow"))
                ConvRowGradientWriter.WriteInput(writer, kernel);
            if (used.Contains("WeightGradientRow"))
                ConvRowGradientWriter.WriteWeight(writer, kernel);
            if (used.Contains("WeightGradient"))
                ConvWeightGradientWriter.Write(writer, kernel);
            foreach (var transposed in new[] { false, true })
            {
                if (used.Contains(ConvBiasGradientWriter.NameOf(transposed)))
                    ConvBiasGradientWriter.Write(writer, kernel, transposed);
            }
        }
    }

    private static string Describe(ConvKernel kernel)
    {
        var (ins, outs) = (string.Join("×", kernel.Axes.Select(static a => a.In)), string.Join("×", kernel.Axes.Select(static a => a.Out)));
        var taps = string.Join("×", kernel.Axes.Select(static a => a.Kernel));
        var groups = kernel.Groups == 1 ? "" : $" in {kernel.Groups} groups";
        return $"A convolution of {kernel.In}×{ins} to {kernel.Out}×{outs} with kernels of {taps}{groups}; "
            + $"the weight of channel c, tap k and output o is w[{kernel.Taps * kernel.Out} c + {kernel.Out} k + o].";
    }
}
