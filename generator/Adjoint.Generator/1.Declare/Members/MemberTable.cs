using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The public members of generated network classes, each said once: what is written, what may clash with it, and what calls of it mean, all follow from here.</summary>
internal sealed class MemberTable
{
    private const string Misfit = "A length does not fit, or a target is out of range; nothing was written.";
    private const string OtherThread = "Another thread trains this network at the same moment; nothing was written.";
    private const string OtherOwner = "The optimizer belongs to another network, or another thread trains this network at the same moment; nothing was written.";
    private const string Accepted =
        "The mean loss before the step. NaN or infinite means that the step was refused, because the loss or its gradient is not finite, and that nothing has changed.";

    private static readonly MemberParameter optimizer = new("optimizer", "Optimizer", "Belongs to the first network that it steps.");
    private static readonly MemberParameter path = new("path", "string", "The file.");
    private static readonly (string, string) noModel = ("ModelFileException", "The file is malformed, or does not hold this network's tensors; the message names what differs.");

    private readonly Api api;
    private readonly string name;

    private MemberTable(Api api, string name) => (this.api, this.name) = (api, name);

    /// <summary>The members of the network that a declaration describes, right or wrong.</summary>
    public static IReadOnlyList<Member> Of(NetworkDeclaration declaration) => [.. OfWhole(declaration), .. FacetMembers.Of(declaration)];

    /// <summary>The same without those of objectives and entries.</summary>
    public static IReadOnlyList<Member> OfWhole(NetworkDeclaration declaration) => Of(Api.Of(declaration), declaration.Derivatives, Identifiers.Type(declaration.Name));

    /// <summary>The members of a network of a given API.</summary>
    public static IReadOnlyList<Member> Of(Api api, DerivativeKinds derivatives, string name)
    {
        var table = new MemberTable(api, name);
        return
        [
            .. table.Constants(), .. table.Properties(), .. table.Methods(), .. StepMembers.Of(api),
            .. DerivativeTable.Of(api, derivatives).SelectMany(static d => d.Members), .. VerificationMembers.Of(api, derivatives),
        ];
    }

    private IEnumerable<Member> Constants()
    {
        yield return new(MemberKind.Constant, "InputSize", "int", "The numbers in one row of input: {shape}.");
        yield return new(MemberKind.Constant, "OutputSize", "int", "The numbers in one row of output: {shape}.");
        foreach (var port in api.SizedPorts.Distinct(StringComparer.OrdinalIgnoreCase))
            yield return new(MemberKind.Constant, Identifiers.Member(port) + "Size", "int", $"The numbers in one row of '{port}': {{shape}}.");
        yield return new(MemberKind.Constant, "ParameterCount", "int", "The number of trainable values.");
        yield return new(MemberKind.Constant, "FlopsPerRow", "long", "Floating-point operations of one row's prediction.");
        yield return new(MemberKind.Constant, "Summary", "string", "The network as a table.");
    }

    private IEnumerable<Member> Properties()
    {
        yield return new(MemberKind.Property, "Layout", "ParameterLayout", "The tensors, in the order of the layers.") { IsStatic = true };
        yield return new(MemberKind.Property, "Parameters", $"Span<{api.Number}>", "All trainable values, tensor after tensor in the order of <see cref=\"Layout\"/>; a gradient has the same order.")
        {
            Body = "runner.Parameters.Span",
        };
        yield return new(MemberKind.Property, "Threads", "int", "The most threads that a call may use; at first the number of processors. Results do not depend on it.")
        {
            Body = "runner.Threads", IsSettable = true, Exceptions = [("ArgumentOutOfRangeException", "The number is below 1.")],
        };
        yield return new(MemberKind.Property, "TrainingStep", "long", "The number of gradients computed so far; with the seed and a layer's name it decides the masks of dropout.")
        {
            Body = "runner.TrainingStep", IsSettable = true,
        };
    }

    private IEnumerable<Member> Methods()
    {
        yield return new(MemberKind.Method, "Predict", "void",
            "Computes the outputs of any number of rows. Several threads may predict with one network at once; nothing is allocated after the first call at a number of rows.")
        {
            Parameters = [.. api.InputParameters, .. api.OutputParameters],
            Exceptions = [("ArgumentException", "A length does not fit, or the spans overlap; nothing was written.")],
            Body = "runner.Predict({first}, {second})",
        };
        if (api.Logits.Count > 0)
            yield return Probabilities();
        foreach (var member in api.HasLoss ? Training() : [])
            yield return member;
        yield return new(MemberKind.Method, "Save", "void",
            "Writes the parameters to a safetensors file, with names and shapes as PyTorch has them. The file is replaced as a whole or not at all.")
        {
            Parameters = [path], Body = "runner.Save(path)",
        };
        yield return new(MemberKind.Method, "SaveOnnx", "void",
            "Writes what Predict computes as an ONNX file, which other runtimes read: opset 17, the parameters under their names, and N rows in every input and output. The file is replaced as a whole or not at all.")
        {
            Parameters = [path], Exceptions = [("NotSupportedException", "The file would have 2 GiB or more, which the format does not allow; none is written.")],
        };
        yield return new(MemberKind.Method, "Load", name, "Reads a network from a safetensors file.")
        {
            IsStatic = true, ReturnsNetwork = true, Parameters = [path], Exceptions = [noModel], Body = "Load(path, new global::Adjoint.LoadOptions())",
        };
        yield return new(MemberKind.Method, "Load", name, "Reads a network from a safetensors file that may hold more than finite floating-point numbers.")
        {
            IsStatic = true, ReturnsNetwork = true, Parameters = [path, new("options", "LoadOptions", "What else is accepted.")], Exceptions = [noModel],
        };
    }

    private Member Probabilities() => new(MemberKind.Method, "Probabilities", "void",
        "Predicts any number of rows, with probabilities in place of logits: the softmax over the classes of CrossEntropy, the logistic function of each logit of BinaryCrossEntropy.")
    {
        Parameters = [.. api.InputParameters, .. api.ProbabilityParameters],
        Exceptions = [("ArgumentException", "A length does not fit, or the spans overlap; nothing was written.")],
        Body = $"runner.Probabilities({GeneratedMembers.ProbabilitiesProgram}, {{first}}, {{second}})",
    };

    private IEnumerable<Member> Training()
    {
        yield return new(MemberKind.Method, "Apply", "bool", "Changes the parameters by a gradient, as the last part of a step of training: one that was summed over several calls of Gradient, or made by hand.")
        {
            Parameters = [new("gradient", $"ReadOnlySpan<{api.Number}>", "The gradient of the mean loss, in the order of <see cref=\"Parameters\"/>."), optimizer],
            Returns = "Whether the step was taken; a gradient that is not finite is refused, and nothing has changed.",
            Exceptions = [("ArgumentException", "The gradient has another length; nothing was written."), ("InvalidOperationException", OtherOwner)],
            Body = "runner.Apply(gradient, optimizer)",
        };
        yield return new(MemberKind.Method, "Loss", api.Number, "The mean loss over the rows, without dropout.")
        {
            Parameters = api.DataParameters,
            Exceptions = [("ArgumentException", "A length does not fit, or a target is out of range.")],
            Body = "runner.Loss({first}, {second})",
        };
        yield return new(MemberKind.Method, "Gradient", api.Number, "The mean loss over the rows and its gradient with respect to the parameters.")
        {
            Parameters =
            [
                .. api.DataParameters,
                new("gradient", $"Span<{api.Number}>", "Receives ∂loss/∂parameter, in the order of <see cref=\"Parameters\"/>.") { Use = ParameterUse.Gradient },
            ],
            Returns = "The mean loss.",
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", OtherThread)],
            Body = "runner.Gradient({first}, {second}, gradient)",
        };
        yield return new(MemberKind.Method, "TrainStep", api.Number, "One step of training: the gradient of the mean loss over the rows, then the optimizer's update of the parameters.")
        {
            Parameters = [.. api.DataParameters, optimizer],
            Returns = Accepted,
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", OtherOwner)],
            Body = "runner.TrainStep({first}, {second}, optimizer)",
        };
        yield return new(MemberKind.Method, "TrainStep", api.Number, "One step of training on a mini-batch that already lies in lane blocks.")
        {
            Parameters = [new("batch", "MiniBatch", "A batch with rows for this network's inputs and targets."), optimizer],
            Returns = Accepted,
            Exceptions = [("ArgumentException", "A size does not fit, or a target is out of range; nothing was written."), ("InvalidOperationException", OtherOwner)],
            Body = "runner.TrainStep(batch, optimizer)",
        };
    }
}
