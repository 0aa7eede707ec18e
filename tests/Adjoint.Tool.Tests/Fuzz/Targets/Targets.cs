namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>All kinds of files that are read from outside.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        .. SafetensorsTargets.All(), .. DataTargets.All(), .. TableTargets.All(), .. TextTargets.All(), .. ArrayTargets.All(), .. ImageTargets.All(), .. OnnxTargets.All(), .. CheckpointTargets.All(),
        .. VerbTargets.All(),
    ];

    public static Target Named(string name) => All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"'{name}' is none of {string.Join(", ", All)}.");
}
