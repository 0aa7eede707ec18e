using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Blocks;

/// <summary>What the generator writes, for tests that compare texts and leave it to others to compile them.</summary>
internal static class Written
{
    /// <summary>The file of the network <c>Net</c> in a source.</summary>
    public static string By(string source) =>
        Run(TestCompilation.Create(source, new HarnessSettings())).GeneratedTrees.Single(tree => tree.FilePath.EndsWith("Net.g.cs", StringComparison.Ordinal)).ToString();

    /// <summary>Runs the generator once.</summary>
    public static GeneratorDriverRunResult Run(Compilation compilation) => CSharpGeneratorDriver
        .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions(new HarnessSettings()))
        .RunGenerators(compilation).GetRunResult();
}
