using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>The steps of a generator's pipeline that its author wrote, named or not, and what became of their values.</summary>
internal static class PipelineSteps
{
    // Roslyn has a public name for each but the last, which ForAttributeWithMetadataName asks for.
    private static readonly string[] BuiltIn =
    [
        WellKnownGeneratorInputs.Compilation, WellKnownGeneratorInputs.ParseOptions, WellKnownGeneratorInputs.AdditionalTexts,
        WellKnownGeneratorInputs.AnalyzerConfigOptions, WellKnownGeneratorInputs.MetadataReferences, WellKnownGeneratorOutputs.SourceOutput,
        WellKnownGeneratorOutputs.ImplementationSourceOutput, "CompilationOptions",
    ];

    /// <summary>Requires that no step computed something new and that no file was written again.</summary>
    public static void RequireCached(GeneratorDriverRunResult run, string change)
    {
        foreach (var one in run.Results)
        {
            var steps = Of(one).Concat(one.TrackedOutputSteps.SelectMany(pair => pair.Value));
            var redone = steps.SelectMany(step => step.Outputs.Where(output => IsRedone(output.Reason)), Describe).ToList();
            if (redone.Count > 0)
                Assert.Fail(
                    $"{one.Generator.GetGeneratorType().Name} did work again although only {change}. Its models must be equal when what they describe is.\n"
                    + string.Concat(redone));
        }
    }

    /// <summary>The steps between what the driver provides and what it writes, each once.</summary>
    public static IReadOnlyCollection<IncrementalGeneratorRunStep> Of(GeneratorRunResult run)
    {

        var found = new HashSet<IncrementalGeneratorRunStep>();
        foreach (var step in run.TrackedSteps.Where(pair => !IsBuiltIn(pair.Key)).SelectMany(pair => pair.Value))
            Collect(step, found);
        foreach (var output in run.TrackedOutputSteps.SelectMany(pair => pair.Value))
            CollectInputs(output, found);
        return found;
    }

    private static void Collect(IncrementalGeneratorRunStep step, HashSet<IncrementalGeneratorRunStep> found)
    {
        if (!(step.Name is { } name && IsBuiltIn(name)) && found.Add(step))
            CollectInputs(step, found);
    }

    private static void CollectInputs(IncrementalGeneratorRunStep step, HashSet<IncrementalGeneratorRunStep> found)
    {
        foreach (var (source, _) in step.Inputs)
            Collect(source, found);
    }

    private static bool IsRedone(IncrementalStepRunReason reason) => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);

    private static string Describe(IncrementalGeneratorRunStep step, (object Value, IncrementalStepRunReason Reason) output) =>
        $"  {step.Name ?? "(no tracking name)"}: {output.Reason}, {output.Value}\n";

    /// <summary>The driver's own inputs and outputs, and the steps that make up ForAttributeWithMetadataName.</summary>
    private static bool IsBuiltIn(string name) =>
        BuiltIn.Contains(name) || name.Contains("_ForAttribute", StringComparison.Ordinal);
}
