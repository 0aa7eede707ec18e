using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>
/// Data flows one way: Declare → Shape → Differentiate → Plan → Emit. The folders have an order, no file names one after its own, whether by a using directive or by
/// a qualified name, and so there is no circle of them, however long. Roslyn's types end at the first stage, as generator/README.md says.
/// </summary>
public sealed partial class StagesTests
{
    private const string Generator = "generator/Adjoint.Generator/";

    /// <summary>All folders, each behind those that it may name.</summary>
    private static readonly string[] Order =
    [
        "Problems", "Naming", "Scalars", "Lanes", "Declare", "Operators", "Shape", "Differentiate", "Kernels", "Lower", "Plan", "Emit",
        // The analyzers ask the compiler what a network costs, which only its plan tells.
        "Diagnostics",
    ];

    /// <summary>Where Roslyn may be named, and why.</summary>
    private static readonly Dictionary<string, string> Roslyn = new()
    {
        ["1.Declare/"] = "symbols and syntax are read here",
        ["Diagnostics/"] = "analyzers report what they find at a place in the source",
        ["NetworkGenerator.cs"] = "the pipeline of networks",
        ["ForeignWordGenerator.cs"] = "reports what is meant by attributes that C# cannot bind",
        ["FunctionGenerator.cs"] = "the pipeline of functions",
        ["Polyfills.cs"] = "declares the attribute that hides types from other assemblies",
        ["Naming/Identifiers.cs"] = "asks which words are keywords: a table of the language's, without symbols or syntax",
    };

    [Fact]
    public void No_file_names_a_later_stage() => Report(Sources().SelectMany(static source => Later(source.Path, source.Text)),
        $"Data flows {string.Join(" → ", Order)}. Move what both need to the earlier one:");

    [Fact]
    public void Only_the_first_stage_and_the_analyzers_know_Roslyn() => Report(
        Sources().Where(static source => !Roslyn.Keys.Any(source.Path.StartsWith) && source.Text.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal)).Select(static source => source.Path),
        "Read it in 1.Declare and pass a record on; these name Microsoft.CodeAnalysis:");

    [Fact]
    public void Only_the_first_stage_looks_at_attributes_as_they_were_written() => Report(
        Sources().Where(static source => !source.Path.StartsWith("1.Declare/", StringComparison.Ordinal) && source.Text.Contains("AttributeUse", StringComparison.Ordinal))
            .Select(static source => source.Path),
        "Read the argument into a record of 1.Declare/Options; these name AttributeUse:");

    [Fact]
    public void Only_the_stages_that_lower_and_emit_know_kernels_by_their_types()
    {
        var kernels = Sources().Where(static source => source.Path.StartsWith("Kernels/", StringComparison.Ordinal))
            .SelectMany(static source => Regex.Matches(source.Text, @"record (\w+Kernel)\(").Select(static match => match.Groups[1].Value)).ToList();
        Assert.Contains("DenseKernel", kernels);
        Report(
            Sources().Where(static source => !new[] { "Kernels/", "4.Lower/", "6.Emit/" }.Any(folder => source.Path.StartsWith(folder, StringComparison.Ordinal)))
                .Where(source => kernels.Any(kernel => Regex.IsMatch(source.Text, $@"\b{kernel}\b"))).Select(static source => source.Path),
            "Say what is needed with the call, or ask for it in 4.Lower; these name a kernel's type:");
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var named = Sources().Where(static source => source.Text.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal)).Select(static source => source.Path).ToList();
        Report(Roslyn.Keys.Where(exception => !named.Any(path => path.StartsWith(exception, StringComparison.Ordinal))), "These no longer name Roslyn; take them off the list:");
    }

    [Fact]
    public void A_file_s_namespace_is_its_folder_s() => Report(
        Sources()
            .Where(static source => FolderOf(source.Path) is { } folder && Namespace().Match(source.Text) is var match && !InFolder(match.Groups[1].Value, folder))
            .Select(static source => source.Path),
        "Give these the namespace of their folder, by which stages are told apart:");

    [Theory]
    [InlineData("2.Shape/New.cs", "using Adjoint.Generator.Emit;", true)]
    [InlineData("Naming/New.cs", "using Adjoint.Generator.Declare;", true)]
    [InlineData("Operators/New.cs", "using Adjoint.Generator.Shape;", true)]
    [InlineData("1.Declare/New.cs", "using Adjoint.Generator.Operators;", true)]
    [InlineData("2.Shape/New.cs", "using static Adjoint.Generator.Emit.Cpu.ConvPositions;", true)]
    [InlineData("2.Shape/New.cs", "using Text = Adjoint.Generator.Emit.CodeText;", true)]
    [InlineData("1.Declare/New.cs", "var writer = new Emit.CodeWriter(element);", true)]
    [InlineData("1.Declare/New.cs", "var shape = global::Adjoint.Generator.Shape.TensorShape.Image;", true)]
    [InlineData("Operators/New.cs", "using Adjoint.Generator.Plan;", true)]
    [InlineData("5.Plan/New.cs", "using Adjoint.Generator.Shape;", false)]
    [InlineData("2.Shape/New.cs", "var size = value.Shape.Size + Shape.Size;", false)]
    [InlineData("NetworkCompiler.cs", "using Adjoint.Generator.Emit;", false)]
    public void A_later_stage_is_recognised(string path, string text, bool isLater) => Assert.Equal(isLater, Later(path, text).Any());

    /// <summary>The later stages that a file names. The files at the top put the stages together, and may name all.</summary>
    private static IEnumerable<string> Later(string path, string text)
    {
        if (FolderOf(path) is not { } folder)
            return [];
        var own = Array.IndexOf(Order, folder);
        Assert.True(own >= 0, $"Say in {nameof(StagesTests)} where '{folder}' stands among the folders.");
        return Order.Skip(own + 1).Where(later => Named(text, later)).Select(later => $"{path} names {later}");
    }

    private static bool Named(string text, string stage) =>
        Regex.IsMatch(text, $@"\bGenerator\.{stage}\b") || Regex.Matches(text, $@"(?<![.\w]){stage}\.([A-Z]\w*)").Any(match => TypesOf(stage).Contains(match.Groups[1].Value));

    private static HashSet<string> TypesOf(string stage) =>
        [.. Sources().Where(source => FolderOf(source.Path) == stage).SelectMany(static source => Declaration().Matches(source.Text)).Select(static match => match.Groups[1].Value)];

    /// <summary>The folder of a file without its number, or null at the top.</summary>
    private static string? FolderOf(string path) => path.Split('/') is { Length: > 1 } parts ? parts[0].TrimStart('1', '2', '3', '4', '5', '6', '.') : null;

    private static bool InFolder(string name, string folder) => (name + ".").StartsWith($"Adjoint.Generator.{folder}.", StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Text)> Sources() =>
        Repository.Files(Generator, "*.cs").Select(static path => (Repository.Relative(path)[Generator.Length..], File.ReadAllText(path)));

    private static void Report(IEnumerable<string> findings, string advice)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{advice} {string.Join(", ", all)}.");
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|enum|interface) (\w+)")]
    private static partial Regex Declaration();
}
