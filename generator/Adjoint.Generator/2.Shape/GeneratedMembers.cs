namespace Adjoint.Generator.Shape;

/// <summary>The members of a generated network class, which neither a user's member nor a layer may be named after.</summary>
internal static class GeneratedMembers
{
    public static IReadOnlyList<string> All { get; } =
    [
        "InputSize", "OutputSize", "ParameterCount", "FlopsPerRow", "Summary", "Layout", "Parameters", "Threads", "TrainingStep",
        "Predict", "Loss", "Gradient", "TrainStep", "Save", "Load",
    ];
}
