using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// Runs a generator as a compiler does, and holds every run to what a user may expect of it: the same text under any culture and from any instance,
/// nothing done again when nothing has changed, no compilation kept alive by its models, and a project that compiles without a warning.
/// </summary>
internal static class GeneratorHarness
{
    /// <summary>Runs the package's generators.</summary>
    public static GeneratorResult Run(string source, HarnessSettings? settings = null) => Run(source, Plugins.Generators, settings);

    /// <summary>Runs one generator.</summary>
    public static GeneratorResult Run<TGenerator>(string source, HarnessSettings? settings = null)
        where TGenerator : IIncrementalGenerator, new() => Run(source, () => [new TGenerator()], settings);

    /// <summary>Runs the generators that <paramref name="create"/> makes, each time anew.</summary>
    public static GeneratorResult Run(string source, Func<IReadOnlyList<IIncrementalGenerator>> create, HarnessSettings? settings = null)
    {
        var result = Generate(source, create, settings ?? new HarnessSettings());
        if (!result.Settings.ExpectErrors)
            TestCompilation.RequireClean(result.Compilation);
        return result;
    }

    /// <summary>Runs the package's generators and compiles to memory: the compiler looks at the project once, for warnings and for code.</summary>
    public static (GeneratorResult Result, MemoryStream Image) Compile(string source) => Compile(source, Plugins.Generators);

    /// <summary>Runs the generators that <paramref name="create"/> makes, each time anew, and compiles to memory.</summary>
    public static (GeneratorResult Result, MemoryStream Image) Compile(string source, Func<IReadOnlyList<IIncrementalGenerator>> create)
    {
        var result = Generate(source, create, HarnessSettings.Here);
        var image = result.Image(out var reported);
        TestCompilation.RequireClean(result.Compilation, reported);
        return (result, image);
    }

    private static GeneratorResult Generate(string source, Func<IReadOnlyList<IIncrementalGenerator>> create, HarnessSettings settings)
    {
        var compilation = TestCompilation.Create(source, settings);
        var driver = HostileCulture.Run(() => NewDriver(create(), settings).RunGenerators(compilation));
        var result = new GeneratorResult(compilation, driver.GetRunResult(), settings);
        RequireNoException(result);
        RequireSilence(result);
        RequireSameText(result, create, settings);
        RequireCaching(result, driver);
        ModelGraph.RequireOnlyData(result.Run);
        return result;
    }

    /// <summary>Requires that what the package generates compiles without a warning in every kind of project.</summary>
    public static void CompilesInEveryProject(string source) => CompilesInEveryProject(source, Plugins.Generators);

    /// <summary>Requires that what the generators write compiles without a warning in every kind of project.</summary>
    public static void CompilesInEveryProject(string source, Func<IReadOnlyList<IIncrementalGenerator>> create)
    {
        foreach (var settings in HarnessSettings.EveryProject)
        {
            var compilation = TestCompilation.Create(source, settings);
            var result = new GeneratorResult(compilation, NewDriver(create(), settings).RunGenerators(compilation).GetRunResult(), settings);
            RequireNoException(result);
            TestCompilation.RequireClean(result.Compilation);
        }
    }

    /// <summary>Requires that what the package generates compiles without a warning in the one project that is described.</summary>
    public static void Compiles(
        string source,
        LanguageVersion languageVersion = LanguageVersion.CSharp12,
        bool checkOverflow = false,
        NullableContextOptions nullable = NullableContextOptions.Enable,
        bool allowUnsafe = true) =>
        Run(source, new HarnessSettings { LanguageVersion = languageVersion, CheckOverflow = checkOverflow, Nullable = nullable, AllowUnsafe = allowUnsafe });

    private static GeneratorDriver NewDriver(IReadOnlyList<IIncrementalGenerator> generators, HarnessSettings settings) => CSharpGeneratorDriver.Create(
        generators: generators.Select(generator => generator.AsSourceGenerator()),
        parseOptions: TestCompilation.ParseOptions(settings),
        optionsProvider: new EditorConfig(settings.EditorConfig).Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The driver turns an exception into a warning and no output; here it is what went wrong, with its stack.</summary>
    private static void RequireNoException(GeneratorResult result)
    {
        foreach (var one in result.Run.Results)
        {
            if (one.Exception is not null)
                Assert.Fail($"{one.Generator.GetGeneratorType().Name} threw.\n{one.Exception}");
        }
    }

    /// <summary>A generator's reports lose their place when they are cached, and no <c>#pragma</c> reaches them: analyzers report.</summary>
    private static void RequireSilence(GeneratorResult result)
    {
        if (!result.Run.Diagnostics.IsEmpty)
            Assert.Fail($"A generator reported what an analyzer must report in its stead.\n{Listing.Of(result.Run.Diagnostics)}");
    }

    private static void RequireSameText(GeneratorResult result, Func<IReadOnlyList<IIncrementalGenerator>> create, HarnessSettings settings)
    {
        var again = HostileCulture.RunUnder(
            CultureInfo.InvariantCulture,
            () => NewDriver(create(), settings).RunGenerators(TestCompilation.Create(result.Source, settings)).GetRunResult());
        RequireEqual(Texts(again), result, "A second generator, under the invariant culture, wrote something else: look for culture, order, or state.");
    }

    /// <summary>Runs the same driver on a copy of the project, and on the project with a file that has nothing to do with any network.</summary>
    private static void RequireCaching(GeneratorResult result, GeneratorDriver driver)
    {
        var options = TestCompilation.ParseOptions(result.Settings);
        var unrelated = CSharpSyntaxTree.ParseText("internal static class Unrelated;", options, "/project/Unrelated.cs");
        var copy = driver.RunGenerators(result.Input.Clone()).GetRunResult();
        var grown = driver.RunGenerators(result.Input.AddSyntaxTrees(unrelated)).GetRunResult();
        RequireEqual(Texts(copy), result, "Another run on a copy of the project wrote something else.");
        RequireEqual(Texts(grown), result, "Another run with an unrelated file in the project wrote something else.");
        PipelineSteps.RequireCached(copy, "the project was copied");
        PipelineSteps.RequireCached(grown, "an unrelated file was added");
    }

    private static void RequireEqual(ImmutableArray<(string Hint, string Text)> actual, GeneratorResult expected, string message)
    {
        var before = Texts(expected.Run);
        if (!before.SequenceEqual(actual))
            Assert.Fail($"{message}\n{TextDiff.Of(Joined(before), Joined(actual))}");
    }

    private static ImmutableArray<(string Hint, string Text)> Texts(GeneratorDriverRunResult run) =>
        [.. run.Results.SelectMany(one => one.GeneratedSources).Select(source => (source.HintName, source.SourceText.ToString()))];

    private static string Joined(ImmutableArray<(string Hint, string Text)> texts) => string.Concat(texts.Select(text => $"── {text.Hint}\n{text.Text}\n"));
}
