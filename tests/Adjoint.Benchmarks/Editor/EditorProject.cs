using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Adjoint.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Benchmarks.Editor;

/// <summary>A project as an editor holds it: the generators' driver lives on from key to key, and the file that is shown is analyzed after each.</summary>
internal sealed class EditorProject
{
    private const string Unrelated = "static class Unrelated { static int Next(int value) => value + 1; }";

    private readonly Compilation start;
    private readonly Compilation whole;
    private readonly Dictionary<string, SyntaxTree> generated;
    private readonly GeneratorDriver driver;

    /// <param name="networks">How many networks there are.</param>
    public EditorProject(int networks)
    {
        start = Sources.Compile([.. Enumerable.Range(0, networks).Select(Declaration), Unrelated]);
        driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator(), new FunctionGenerator().AsSourceGenerator()],
            parseOptions: Sources.Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(start);
        generated = driver.GetRunResult().GeneratedTrees.ToDictionary(static tree => tree.FilePath);
        whole = start.AddSyntaxTrees(generated.Values);
    }

    /// <summary>Presses a key some times, each time in the project as it was at first; returns a line of the table.</summary>
    public string Press(Keystroke key, int times)
    {
        var trees = start.SyntaxTrees.ToList();
        var tree = trees[key.File < 0 ? trees.Count - 1 : key.File];
        List<double> generators = [], analyzers = [];
        GeneratorRunResult run = default;
        for (var press = 0; press < times + 5; press++)
        {
            var edited = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(key.Edit(tree.ToString(), press)));
            var project = start.ReplaceSyntaxTree(tree, edited);
            project.GetTypeByMetadataName("System.Object");
            var began = Stopwatch.GetTimestamp();
            var result = driver.RunGenerators(project).GetRunResult();
            generators.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            run = result.Results[0];
            analyzers.Add(AnalyzerTime.Of(With(whole.ReplaceSyntaxTree(tree, edited), result), edited));
        }
        // The first presses warm up.
        return string.Create(CultureInfo.InvariantCulture,
            $"| {key.Title} | {Redone(run, "Declare")} | {Redone(run, "Compile")} | {(Redone(run, "Kernels") == 0 ? "kept" : "written")} | {AnalyzerTime.Median(generators[5..]):0.0} | {AnalyzerTime.Median(analyzers[5..]):0.00} |");
    }

    /// <summary>The project with the generated files that are other ones than before, as a workspace keeps it.</summary>
    private Compilation With(Compilation project, GeneratorDriverRunResult result)
    {
        foreach (var tree in result.GeneratedTrees.Where(tree => generated.GetValueOrDefault(tree.FilePath) != tree))
            project = generated.TryGetValue(tree.FilePath, out var before) ? project.ReplaceSyntaxTree(before, tree) : project.AddSyntaxTrees(tree);
        return project;
    }

    /// <summary>How many values of a step are not those of the run before.</summary>
    private static int Redone(GeneratorRunResult run, string step) => run.TrackedSteps.GetValueOrDefault(step, ImmutableArray<IncrementalGeneratorRunStep>.Empty)
        .SelectMany(static each => each.Outputs)
        .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified or IncrementalStepRunReason.Removed);

    /// <summary>Networks of three kinds and many sizes.</summary>
    private static string Declaration(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        using Adjoint;

        namespace Project{{number}};

        /// <summary>A network.</summary>
        [Network, {{(number % 3 == 0 ? "Input(1, 12, 12), Conv2D(4, Kernel = 3), BatchNorm, ReLU, MaxPool2D(2), Flatten" : number % 3 == 1 ? "Input(30), As(\"in\"), Dense(30), Tanh, Add(\"in\")" : "Input(12), Dense(40), GELU")}}]
        [Dense({{10 + number}}), ReLU]
        [Dense(10)]
        [CrossEntropy]
        public sealed partial class Net;
        """);
}
