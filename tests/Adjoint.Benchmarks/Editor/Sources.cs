using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Benchmarks.Editor;

/// <summary>Sources, and projects of them.</summary>
internal static class Sources
{
    private static readonly List<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)).Append(typeof(INetwork).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The language.</summary>
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    /// <summary>The blocks of the zoo.</summary>
    public static string Blocks { get; } =
        "using Adjoint;\nnamespace Zoo;\n"
            + string.Concat(Directory.GetFiles(ZooFolder("Blocks"), "*.cs")
                .Order(StringComparer.Ordinal)
                .Select(static path => File.ReadAllText(path).Replace("namespace Zoo;\n", "", StringComparison.Ordinal)));

    /// <summary>The declaration of a network of the zoo.</summary>
    public static string Zoo(string network) => "using Adjoint;\n" + File.ReadAllText(ZooFolder(network + ".cs"));

    /// <summary>A project.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> texts) => CSharpCompilation.Create(
        "Project",
        texts.Select(static (text, i) => CSharpSyntaxTree.ParseText(text, Options, $"File{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private static string ZooFolder(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "Zoo", name);
}
