using System.Collections.Immutable;
using Adjoint.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Benchmarks.Editor;

/// <summary>The time that the package's analyzers take for a file, as the compiler itself accounts for it: without what the compiler does beside them.</summary>
internal static class AnalyzerTime
{
    /// <summary>Milliseconds for one file of a project.</summary>
    public static double Of(Compilation project, SyntaxTree file)
    {
        // Whoever asks a new compilation first pays for its table of names: the colouring of the text, long before analyzers run.
        project.GetTypeByMetadataName("System.Object");
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);
        var result = project.WithAnalyzers(Analyzers(), options).GetAnalysisResultAsync(project.GetSemanticModel(file), null, CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.Values.Sum(static one => one.ExecutionTime.TotalMilliseconds);
    }

    /// <summary>The median for a network of the zoo as it is or with a mistake, after ten runs that do not count; its blocks are read with it.</summary>
    public static double OfZoo(string text, int times)
    {
        List<double> all = [];
        for (var i = 0; i < times + 10; i++)
        {
            var project = Sources.Compile([text, Sources.Blocks]);
            all.Add(Of(project, project.SyntaxTrees.First()));
        }
        return Median(all[10..]);
    }

    /// <summary>The middle of some numbers.</summary>
    public static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
