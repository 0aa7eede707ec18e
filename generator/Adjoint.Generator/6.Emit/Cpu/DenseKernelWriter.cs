using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the matrix products of a dense layer. The weight lies input-major, <c>w[i · Out + o]</c>, or as a table output-major, <c>w[o · In + i]</c>, which every product here
/// reads as it lies: the forward pass and the input gradient as broadcast scalars, one row's prediction as vectors.
/// </summary>
internal static class DenseKernelWriter
{
    public static void Write(CodeWriter writer, DenseKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>A dense layer of {kernel.In} inputs and {kernel.Out} outputs; the weight of input i and output o is {(kernel.IsTable ? $"w[{kernel.In} o + i]" : $"w[{kernel.Out} i + o]")}.</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            if (used.Contains("Forward"))
                WriteForward(writer, kernel);
            if (used.Contains("InputGradient"))
                WriteInputGradient(writer, kernel);
            if (used.Contains("WeightGradient") && kernel.HasFewOutputs)
                FewOutputsGradientWriter.Write(writer, kernel);
            else if (used.Contains("WeightGradient"))
                WeightGradientWriter.Write(writer, kernel);
            if (used.Contains("Row") && kernel.IsTable)
                TableRowWriter.Write(writer, kernel);
            else if (used.Contains("Row"))
                DenseRowWriter.Write(writer, kernel);
        }
    }

    private static void WriteForward(CodeWriter writer, DenseKernel kernel) => Write(
        writer, $"y[o] = {(kernel.Bias ? "b[o] + " : "")}Σᵢ w[i,o] x[i]", "Forward",
        new LaneProduct("x", kernel.In, "i", "y", kernel.Out, "o", WeightOfOutput: kernel.IsTable ? kernel.In : 1, WeightOfInput: kernel.IsTable ? 1 : kernel.Out, kernel.Bias, new EpilogueText(kernel.Then, "y")));

    private static void WriteInputGradient(CodeWriter writer, DenseKernel kernel) => Write(
        writer, "dx[i] = Σₒ w[i,o] dy[o]", "InputGradient",
        new LaneProduct("dy", kernel.Out, "o", "dx", kernel.In, "i", WeightOfOutput: kernel.IsTable ? 1 : kernel.Out, WeightOfInput: kernel.IsTable ? kernel.In : 1, Bias: false, new EpilogueText(kernel.Then, "dx")));

    private static void Write(CodeWriter writer, string formula, string method, LaneProduct product)
    {
        Dispatch.Write(writer, $"{formula}{product.Then.Summary}, for sixteen rows a unit.", method, product.Parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, method, width, product.Parameters))
                LaneProductWriter.Write(writer, product, width);
        }
    }
}
