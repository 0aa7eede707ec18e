using System.Collections.Immutable;
using System.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>
/// What must hold for every source, however wrong: generators, analyzers, fixes and refactorings end within a second and without an exception; they say the same
/// again, from scratch or after an edit; and what is generated has no error and no warning where the user's own file has no error of the language.
/// </summary>
internal static class Judge
{
    private static readonly HarnessSettings Settings = new() { ExpectErrors = true };
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    /// <summary>A slow run is tried again, for the machine may be busy.</summary>
    private const int Attempts = 5;

    /// <summary>Characters of generated code that are compiled: more is the same again, for seconds.</summary>
    private const int MostCompiled = 300_000;

    /// <summary>Processor time past which nothing ends any more; the clock on the wall runs on while a busy machine lets us wait.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(4);

    /// <summary>Judges a source; null if all is well.</summary>
    /// <param name="source">The source.</param>
    /// <param name="previous">What stood there before the last edit.</param>
    public static Finding? Of(string source, string previous = "")
    {
        // A thread of its own, as large as a compiler's: what never ends must not take the others with it.
        Finding? found = null;
        using var end = new CancellationTokenSource();
        var thread = new Thread(() => found = Examine(source, previous, end.Token), 8 << 20) { IsBackground = true };
        thread.Start();
        var before = Environment.CpuUsage.TotalTime;
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (Environment.CpuUsage.TotalTime - before < Hanging)
                continue;
            end.Cancel();
            return new Finding("hangs", $"no end after {Hanging.TotalMinutes} minutes of processor time");
        }
        return found;
    }

    private static Finding? Examine(string source, string before, CancellationToken end)
    {
        try
        {
            return Within("the generators", () => Generate(source, end), out var run)
                ?? AfterAnEdit(source, before, run, end)
                ?? Analysis(source, run, end);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception exception)
        {
            return Thrown("the editor", exception);
        }
    }

    private static GeneratorDriverRunResult Generate(string source, CancellationToken end) => Driver().RunGenerators(TestCompilation.Create(source, Settings), end).GetRunResult();

    private static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create(Plugins.Generators().Select(static generator => generator.AsSourceGenerator()), parseOptions: TestCompilation.ParseOptions(Settings));

    /// <summary>What is cached from the source before must not show.</summary>
    private static Finding? AfterAnEdit(string source, string before, GeneratorDriverRunResult run, CancellationToken end)
    {
        if (run.Results.Select(static one => one.Exception).OfType<Exception>().FirstOrDefault() is { } exception)
            return Thrown("a generator", exception);
        var edited = Driver().RunGenerators(TestCompilation.Create(before, Settings), end).RunGenerators(TestCompilation.Create(source, Settings), end).GetRunResult();
        return Text(run) == Text(edited) ? null : new Finding("another text after an edit", TextDiff.Of(Text(run), Text(edited)));
    }

    private static string Text(GeneratorDriverRunResult run) =>
        string.Concat(run.Results.SelectMany(static one => one.GeneratedSources).Select(static file => $"── {file.HintName}\n{file.SourceText}\n"));

    private static Finding? Analysis(string source, GeneratorDriverRunResult run, CancellationToken end)
    {
        var input = TestCompilation.Create(source, Settings);
        var project = input.AddSyntaxTrees(run.GeneratedTrees);
        var (said, thrown, time) = Analyze(project, end);
        if (thrown is not null)
            return Thrown("an analyzer", thrown);
        for (var attempt = 1; attempt < Attempts && time > Allowed; attempt++)
            time = Analyze(project, end).Time;
        if (time > Allowed)
            return Slow("the analyzers", time);
        if (Listing.Of(said) != Listing.Of(Analyze(project, end).Said))
            return new Finding("another diagnostic when asked again", Listing.Of(said));
        var isLarge = run.GeneratedTrees.Sum(static tree => tree.Length) > MostCompiled;
        return (isLarge ? null : Innocent(project.GetDiagnostics(end), said)) ?? EditorActions.Try(source, project, said, end);
    }

    /// <summary>What the analyzers say of the user's file, asked as an editor asks; and what they themselves took for it.</summary>
    private static (ImmutableArray<Diagnostic> Said, Exception? Exception, TimeSpan Time) Analyze(Compilation project, CancellationToken end)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);
        var analyzers = project.WithAnalyzers([.. Plugins.Analyzers()], options);
        var result = analyzers.GetAnalysisResultAsync(project.GetSemanticModel(project.SyntaxTrees.First()), null, end).GetAwaiter().GetResult();
        var time = result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, static (sum, one) => sum + one.ExecutionTime);
        return (result.GetAllDiagnostics(), thrown, time);
    }

    /// <summary>Generated code is never the only one to blame: not with an error beside one of ours alone, and not with a warning.</summary>
    private static Finding? Innocent(ImmutableArray<Diagnostic> compiler, ImmutableArray<Diagnostic> said)
    {
        var (generated, own) = (compiler.Where(IsGenerated).ToList(), compiler.Where(static diagnostic => !IsGenerated(diagnostic)));
        if (own.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return null;
        var wrong = generated.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed).ToList();
        if (wrong.Count == 0)
            return null;
        return new Finding(
            $"{wrong[0].Id} in generated code",
            $"{Listing.Of(wrong.Take(3))}\nbeside\n{Listing.Of(said)}\nin\n{wrong[0].Location.SourceTree!.GetText().Lines[wrong[0].Location.GetLineSpan().StartLinePosition.Line]}");
    }

    private static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    /// <summary>Runs something; the fastest run counts.</summary>
    private static Finding? Within<T>(string what, Func<T> work, out T result)
    {
        var fastest = TimeSpan.MaxValue;
        result = default!;
        for (var attempt = 0; attempt < Attempts && fastest > Allowed; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            result = work();
            var took = Stopwatch.GetElapsedTime(started);
            fastest = took < fastest ? took : fastest;
        }
        return fastest <= Allowed ? null : Slow(what, fastest);
    }

    private static Finding Slow(string what, TimeSpan time) => new($"{what} slow", $"{what} take {time.TotalSeconds:0.0} seconds at the least");

    /// <summary>Exceptions of one kind at one place are one finding.</summary>
    public static Finding Thrown(string who, Exception exception)
    {
        while (exception is AggregateException or System.Reflection.TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        var place = (exception.StackTrace ?? "").Split('\n').FirstOrDefault(static line => line.Contains("Adjoint.", StringComparison.Ordinal))?.Trim().Split(" in ")[0];
        return new Finding($"{who}: {exception.GetType().Name} {place}", exception.ToString());
    }
}
