using Adjoint.Generator.Declare;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>The documentation of the generated methods.</summary>
internal static class ApiDocs
{
    public static void Predict(CodeWriter writer, ShapedNetwork network, Api api)
    {
        writer.WriteLine("/// <summary>Computes the outputs of any number of rows. Several threads may predict with one network at once; nothing is allocated after the first call at a number of rows.</summary>");
        Inputs(writer, network, api);
        for (var i = 0; i < api.Outputs.Count; i++)
            Parameter(writer, api.Outputs[i], $"Receives the outputs, row after row, {network.Values[network.Outputs[i]].Size} numbers each.");
        Throws(writer, "A length does not fit, or the spans overlap; nothing was written.");
    }

    /// <summary>The documentation of Loss, Gradient or TrainStep.</summary>
    public static void Training(CodeWriter writer, ShapedNetwork network, Api api, string method)
    {
        writer.WriteLine($"/// <summary>{Summary(method)}</summary>");
        Inputs(writer, network, api);
        foreach (var target in api.Targets)
        {
            var size = network.Values[target.Output is { } output && api.Outputs.ToList().IndexOf(output) is >= 0 and var i ? network.Outputs[i] : network.Outputs[0]].Size;
            var of = api.Targets.Count > 1 ? $" of {target.Output}" : "";
            Parameter(writer, target.Name, $"The targets{of}: {(target.IsClasses ? $"one class from 0 to {size - 1} for each row" : $"row after row, {size} numbers each")}.");
        }
        switch (method)
        {
            case "Loss":
                Throws(writer, "A length does not fit, or a target is out of range.");
                break;
            case "Gradient":
                Parameter(writer, "gradient", "Receives ∂loss/∂parameter, in the order of <see cref=\"Parameters\"/>.");
                writer.WriteLine("/// <returns>The mean loss.</returns>");
                Throws(writer, "A length does not fit, or a target is out of range; nothing was written.");
                OnOneThread(writer);
                break;
            default:
                Parameter(writer, "optimizer", "Belongs to the first network that it steps.");
                writer.WriteLine(Accepted);
                Throws(writer, "A length does not fit, or a target is out of range; nothing was written.");
                OnOneThread(writer, "The optimizer belongs to another network, or another thread trains this network at the same moment; nothing was written.");
                break;
        }
    }

    public static void TrainStepOnBatch(CodeWriter writer)
    {
        writer.WriteLine("/// <summary>One step of training on a mini-batch that already lies in lane blocks.</summary>");
        writer.WriteLine("/// <param name=\"batch\">A batch of a data set whose rows have this network's sizes.</param>");
        writer.WriteLine("/// <param name=\"optimizer\">Belongs to the first network that it steps.</param>");
        writer.WriteLine(Accepted);
        Throws(writer, "A size does not fit, or a target is out of range; nothing was written.");
        OnOneThread(writer, "The optimizer belongs to another network, or another thread trains this network at the same moment; nothing was written.");
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
        ThrowsUnlessFitting(writer);
    }

    private const string Accepted =
        "/// <returns>The mean loss before the step. NaN or infinite means that the step was refused, because the loss or its gradient is not finite, and that nothing has changed.</returns>";

    private static void OnOneThread(CodeWriter writer, string when = "Another thread trains this network at the same moment; nothing was written.") =>
        writer.WriteLine($"/// <exception cref=\"global::System.InvalidOperationException\">{when}</exception>");

    public static void LoadWithOptions(CodeWriter writer)
    {
        writer.WriteLine("/// <summary>Reads a network from a safetensors file that may hold more than finite floating-point numbers.</summary>");
        writer.WriteLine("/// <param name=\"path\">The file.</param>");
        writer.WriteLine("/// <param name=\"options\">What else is accepted.</param>");
        ThrowsUnlessFitting(writer);
    }

    private static void ThrowsUnlessFitting(CodeWriter writer) =>
        writer.WriteLine("/// <exception cref=\"global::Adjoint.ModelFileException\">The file is malformed, or does not hold this network's tensors; the message names what differs.</exception>");

    private static string Summary(string method) => method switch
    {
        "Loss" => "The mean loss over the rows, without dropout.",
        "Gradient" => "The mean loss over the rows and its gradient with respect to the parameters.",
        _ => "One step of training: the gradient of the mean loss over the rows, then the optimizer's update of the parameters.",
    };

    private static void Inputs(CodeWriter writer, ShapedNetwork network, Api api)
    {
        for (var i = 0; i < api.Inputs.Count; i++)
            Parameter(writer, api.Inputs[i], $"The inputs, row after row, {network.Values[network.Inputs[i]].Size} numbers each.");
    }

    private static void Parameter(CodeWriter writer, string name, string text) => writer.WriteLine($"/// <param name=\"{name}\">{text}</param>");

    private static void Throws(CodeWriter writer, string when) =>
        writer.WriteLine($"/// <exception cref=\"global::System.ArgumentException\">{when}</exception>");
}
