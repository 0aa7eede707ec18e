namespace Adjoint.Generator.Emit;

/// <summary>The documentation of the generated methods.</summary>
internal static class ApiDocs
{
    public static void Predict(CodeWriter writer, int inputSize, int outputSize)
    {
        writer.WriteLine("/// <summary>Computes the outputs of any number of rows. Several threads may predict with one network at once; nothing is allocated after the first call at a number of rows.</summary>");
        writer.WriteLine($"/// <param name=\"x\">The inputs, row after row, {inputSize} numbers each.</param>");
        writer.WriteLine($"/// <param name=\"y\">Receives the outputs, row after row, {outputSize} numbers each.</param>");
        Throws(writer, "A length does not fit, or the spans overlap; nothing was written.");
    }

    public static void Loss(CodeWriter writer, int inputSize, string targets, string row)
    {
        writer.WriteLine("/// <summary>The mean loss over the rows, without dropout.</summary>");
        Data(writer, inputSize, targets, row);
        Throws(writer, "A length does not fit, or a target is out of range.");
    }

    public static void Gradient(CodeWriter writer, int inputSize, string targets, string row)
    {
        writer.WriteLine("/// <summary>The mean loss over the rows and its gradient with respect to the parameters.</summary>");
        Data(writer, inputSize, targets, row);
        writer.WriteLine("/// <param name=\"gradient\">Receives ∂loss/∂parameter, in the order of <see cref=\"Parameters\"/>.</param>");
        writer.WriteLine("/// <returns>The mean loss.</returns>");
        Throws(writer, "A length does not fit, or a target is out of range; nothing was written.");
    }

    public static void TrainStep(CodeWriter writer, int inputSize, string targets, string row)
    {
        writer.WriteLine("/// <summary>One step of training: the gradient of the mean loss over the rows, then the optimizer's update of the parameters.</summary>");
        Data(writer, inputSize, targets, row);
        writer.WriteLine("/// <param name=\"optimizer\">Belongs to the first network that it steps.</param>");
        writer.WriteLine("/// <returns>The mean loss before the step. If it is NaN or infinite the parameters were left as they are.</returns>");
        Throws(writer, "A length does not fit, a target is out of range, or the optimizer belongs to another network; nothing was written.");
    }

    public static void TrainStepOnBatch(CodeWriter writer)
    {
        writer.WriteLine("/// <summary>One step of training on a mini-batch that already lies in lane blocks.</summary>");
        writer.WriteLine("/// <param name=\"batch\">A batch of a data set whose rows have this network's sizes.</param>");
        writer.WriteLine("/// <param name=\"optimizer\">Belongs to the first network that it steps.</param>");
        writer.WriteLine("/// <returns>The mean loss before the step. If it is NaN or infinite the parameters were left as they are.</returns>");
        Throws(writer, "A size does not fit, a target is out of range, or the optimizer belongs to another network; nothing was written.");
    }

    public static void Save(CodeWriter writer)
    {
        writer.WriteLine("/// <summary>Writes the parameters to a safetensors file, with names and shapes as PyTorch has them. The file is replaced as a whole or not at all.</summary>");
        writer.WriteLine("/// <param name=\"path\">The file.</param>");
    }

    public static void Load(CodeWriter writer)
    {
        writer.WriteLine("/// <summary>Reads a network from a safetensors file.</summary>");
        writer.WriteLine("/// <param name=\"path\">The file.</param>");
    }

    private static void Data(CodeWriter writer, int inputSize, string targets, string row)
    {
        writer.WriteLine($"/// <param name=\"x\">The inputs, row after row, {inputSize} numbers each.</param>");
        writer.WriteLine($"/// <param name=\"{targets}\">The targets: {row}.</param>");
    }

    private static void Throws(CodeWriter writer, string when) =>
        writer.WriteLine($"/// <exception cref=\"global::System.ArgumentException\">{when}</exception>");
}
