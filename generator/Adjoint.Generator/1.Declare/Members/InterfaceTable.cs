namespace Adjoint.Generator.Declare;

/// <summary>A member of an interface that a network implements explicitly.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Type">The type of it, or of what it returns.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters behind a mini-batch, types without namespaces; null for a property.</param>
internal sealed record InterfaceMember(string Interface, string Type, string Name, params string[]? Parameters)
{
    /// <summary>What it does.</summary>
    public string Body { get; init; } = "";

    /// <summary>What goes before the other parameters.</summary>
    public string Batch { get; init; } = "global::Adjoint.Data.MiniBatch batch";

    /// <summary>Its header.</summary>
    public string Header => $"{Type} {Interface}.{Name}{(Parameters is null ? "" : $"({string.Join(", ", Parameters.Select(TypeNames.Full).Prepend(Batch).Where(static p => p.Length > 0))})")}";
}

/// <summary>The interfaces of generated networks, and what they implement of them explicitly.</summary>
internal static class InterfaceTable
{
    private const string Network = "global::Adjoint.INetwork", Trainable = "global::Adjoint.ITrainable", Classifier = "global::Adjoint.IClassifier";

    /// <summary>The interfaces in a class's header.</summary>
    public static IEnumerable<string> Of(Api api, DerivativeKinds derivatives, string name)
    {
        yield return $"{Network}<{name}, {api.Number}>";
        if (api.HasLoss)
            yield return $"global::Adjoint.ITrainableNetwork<{api.Number}>";
        if (api.Logits.Count > 0)
            yield return $"{Classifier}<{api.Number}>";
        foreach (var row in DerivativeTable.Of(api, derivatives))
        {
            if (row.OfBatch is { } ofBatch)
                yield return ofBatch.Interface;
        }
    }

    /// <summary>Their explicit members.</summary>
    public static IEnumerable<InterfaceMember> Members(Api api)
    {
        var (number, ports) = (api.Number, "global::System.Collections.Generic.IReadOnlyList<global::Adjoint.Port>");
        yield return new(Network, "global::Adjoint.ParameterLayout", "Layout", null) { Body = "Layout" };
        yield return new(Network, "string", "Summary", null) { Body = "Summary" };
        yield return new(Network, "global::Adjoint.Precision", "Precision", null) { Body = $"global::Adjoint.Precision.{api.Precision}" };
        yield return new(Network, ports, "Inputs", null) { Body = "program.Inputs" };
        yield return new(Network, ports, "Outputs", null) { Body = "program.Outputs" };
        yield return new(Network, ports, "Targets", null) { Body = "program.Targets" };
        yield return new(Network, "int", "InputSize", null) { Body = "InputSize" };
        yield return new(Network, "int", "OutputSize", null) { Body = "OutputSize" };
        yield return new($"{Network}<{number}>", $"global::Adjoint.ParameterView<{number}>", "View", "int tensor") { Batch = "", Body = "runner.Parameters.View(tensor)" };
        yield return new(Network, "void", "Predict", "params global::Adjoint.Data.PortRows[] outputs") { Body = "runner.Predict(batch, outputs)" };
        // A network of one input and one output has it as it is; for others, inputs and outputs lie side by side.
        if (!api.IsOneFunction)
            yield return new($"{Network}<{number}>", "void", "Predict", $"ReadOnlySpan<{number}> x", $"Span<{number}> y") { Batch = "", Body = "runner.PredictSideBySide(x, y)" };
        foreach (var member in api.Logits.Count > 0 ? Probabilities(api) : [])
            yield return member;
        foreach (var member in api.HasLoss ? Training(number) : [])
            yield return member;
    }

    private static IEnumerable<InterfaceMember> Probabilities(Api api)
    {
        const string name = "Probabilities", program = GeneratedMembers.ProbabilitiesProgram;
        yield return new(Classifier, "void", name, "params global::Adjoint.Data.PortRows[] outputs") { Body = $"runner.Probabilities({program}, batch, outputs)" };
        if (!api.IsOneFunction)
            yield return new($"{Classifier}<{api.Number}>", "void", name, $"ReadOnlySpan<{api.Number}> x", $"Span<{api.Number}> y") { Batch = "", Body = $"runner.ProbabilitiesSideBySide({program}, x, y)" };
    }

    private static IEnumerable<InterfaceMember> Training(string number)
    {
        var typed = $"global::Adjoint.ITrainableNetwork<{number}>";
        yield return new(typed, number, "Loss") { Body = "runner.Loss(batch)" };
        yield return new(typed, number, "Gradient", $"Span<{number}> gradient") { Body = "runner.Gradient(batch, gradient)" };
        yield return new(Trainable, "double", "TrainStep", "Optimizer optimizer") { Body = "runner.TrainStep(batch, optimizer)" };
        yield return new(Trainable, "double", "Gradient", "global::Adjoint.GradientBuffer gradient") { Body = "runner.Gradient(batch, gradient)" };
        yield return new(Trainable, "bool", "Apply", "global::Adjoint.GradientBuffer gradient", "Optimizer optimizer") { Batch = "", Body = "runner.Apply(gradient, optimizer)" };
        yield return new(Trainable, "void", "AddLoss", "global::Adjoint.LossSum sum") { Body = "runner.AddLoss(batch, sum)" };
        yield return new(Trainable, "void", "Inspect", "global::Adjoint.LayerObserver see") { Body = "runner.Inspect(batch, see)" };
    }
}
