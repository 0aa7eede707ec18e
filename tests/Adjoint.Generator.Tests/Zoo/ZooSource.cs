using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Zoo;

/// <summary>The declarations of samples/Zoo, read by the compiler's first two stages: no code is generated, so that the largest of them cost little.</summary>
internal static class ZooSource
{
    private const string Header = "using Adjoint;\n\nnamespace Zoo;\n";

    private static readonly Lazy<CSharpCompilation> Compilation = new(() => TestCompilation.Create(Header + Blocks + string.Concat(NetworkFiles.Select(TextOf)), new()));

    /// <summary>The files with a network in them, by their networks' names.</summary>
    public static IEnumerable<string> Names => NetworkFiles.Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The source of the blocks, for a namespace of one's own.</summary>
    public static string Blocks { get; } = string.Concat(Repository.Files("samples/Zoo/Blocks", "*.cs").Select(TextOf));

    private static IEnumerable<string> NetworkFiles =>
        Repository.Files("samples/Zoo", "*.cs").Where(path => Path.GetFileName(path) != "Program.cs" && Path.GetFileName(Path.GetDirectoryName(path)) == "Zoo");

    /// <summary>The blocks and one network, as a project.</summary>
    public static CSharpCompilation ProjectOf(string network, HarnessSettings settings) => TestCompilation.Create(SourceOf(network), settings);

    /// <summary>The blocks and one network, as a file.</summary>
    public static string SourceOf(string network) => Header + Blocks + TextOf(Repository.PathOf("samples", "Zoo", network + ".cs"));

    /// <summary>A network with its shapes; it must have no problems.</summary>
    public static ShapedNetwork Shape(string network)
    {
        var symbol = Compilation.Value.GetTypeByMetadataName($"Zoo.{network}")!;
        var shaped = ShapeBuilder.Build(NetworkReader.Read(symbol, CancellationToken.None, Compilation.Value), CancellationToken.None);
        Assert.True(shaped.Problems.IsEmpty, string.Join('\n', shaped.Problems));
        return shaped;
    }

    private static string TextOf(string path) => "\n" + File.ReadAllText(path).Replace("namespace Zoo;\n", "", StringComparison.Ordinal);
}
