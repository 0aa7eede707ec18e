using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the matrix products of a dense layer. Every product reads the weight as it lies: the forward pass and the input gradient as broadcast scalars, one row's prediction as
/// vectors.
/// </summary>
internal static class DenseKernelWriter
{
    public static void Write(CodeWriter writer, DenseKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>A dense layer of {kernel.In} inputs and {kernel.Out} outputs; {PlaceOfWeight(kernel)}.</summary>");
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
            if (used.Contains("InputGradientRow"))
                DenseRowGradientWriter.WriteInput(writer, kernel);
            if (used.Contains("WeightGradientRow"))
                DenseRowGradientWriter.WriteWeight(writer, kernel);
            if (used.Contains("Row") && kernel.IsTable)
                TableRowWriter.Write(writer, kernel);
            else if (used.Contains("Row"))
                DenseRowWriter.Write(writer, kernel);
        }
    }

    private static string PlaceOfWeight(DenseKernel kernel) => kernel switch
    {
        { IsTable: true } => $"the weight of input i and output o is w[{kernel.In} o + i]",
        { Grouped: 0 } => $"the weight of input i and output o is w[{kernel.Out} i + o]",
        _ => $"the weight of input i and output {kernel.Together} g + o is w[{kernel.Together * kernel.In} g + {kernel.Together} i + o], where o is less than {kernel.Together}"
            + (kernel.Rest == 0 ? "" : $"; that of output {kernel.Grouped} + o is w[{kernel.Grouped * kernel.In} + {kernel.Rest} i + o]"),
    };

    private static void WriteForward(CodeWriter writer, DenseKernel kernel) => Write(
        writer, $"y[o] = {(kernel.Bias ? "b[o] + " : "")}Σᵢ w[i,o] x[i]", "Forward",
        new LaneProduct("x", kernel.In, "i", "y", kernel.Out, "o", WeightParts.OverOutputs(kernel), SumsOverGroups: false, kernel.Bias, new EpilogueText(kernel.Then, "y")));

    private static void WriteInputGradient(CodeWriter writer, DenseKernel kernel) => Write(
        writer, "dx[i] = Σₒ w[i,o] dy[o]", "InputGradient",
        new LaneProduct("dy", kernel.Out, "o", "dx", kernel.In, "i", WeightParts.OverInputs(kernel), SumsOverGroups: true, Bias: false, new EpilogueText(kernel.Then, "dx")));

    private static void Write(CodeWriter writer, string formula, string method, LaneProduct product)
    {
        Dispatch.Write(writer, $"{formula}{product.Then.Summary}, for sixteen rows a unit.", method, product.Parameters, writer.Element.ProductWidths);
        foreach (var width in writer.Element.ProductWidths)
        {
            using (Dispatch.Method(writer, method, width, product.Parameters))
                LaneProductWriter.Write(writer, product, width);
        }
    }
}
