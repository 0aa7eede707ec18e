using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Diagnostics.Classes;

/// <summary>
/// Users' classes as C# lets them be: a network in each works, without an error or a warning, or what is wrong is reported at the user's own line. Nothing is ever
/// reported in generated code.
/// </summary>
public sealed class ClassTests
{
    private const int MostShown = 12;

    public static TheoryData<string> Names => [.. ClassCases.All.Keys];

    [Theory, Trait("Set", "Slow")]
    [MemberData(nameof(Names))]
    public void A_network_works_in_the_class_or_the_mistake_is_marked_in_it(string name)
    {
        var (marked, settings) = (MarkedSource.Parse(ClassCases.All[name].Source), ClassCases.All[name].Settings);
        var said = AnalyzerHarness.Build(marked.Text, settings);
        Assert.True(
            marked.Expected.Select(static mark => $"{mark.Id} {mark.Span}").Order(StringComparer.Ordinal).SequenceEqual(said.Select(PlaceOf).Order(StringComparer.Ordinal)),
            $"{marked.Text}\n{Listing.Of(said.Take(MostShown))}");
    }

    [Fact]
    public void Switching_unsafe_code_off_leaves_stubs_and_switching_it_on_again_brings_the_network_back()
    {
        const string source = "using Adjoint;\n[Network, Input(4), Dense(3)] partial class Net;";
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new NetworkGenerator());
        var texts = new[] { true, false, true }.Select(allowed =>
        {
            driver = driver.RunGenerators(TestCompilation.Create(source, new HarnessSettings { AllowUnsafe = allowed }));
            return string.Concat(driver.GetRunResult().GeneratedTrees);
        }).ToList();
        Assert.DoesNotContain("unsafe", texts[1], StringComparison.Ordinal);
        Assert.Contains("unsafe partial class Net", texts[0], StringComparison.Ordinal);
        Assert.Equal(texts[0], texts[2]);
    }

    private static string PlaceOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath == TestCompilation.SourcePath ? $"{diagnostic.Id} {diagnostic.Location.SourceSpan}" : $"{diagnostic.Id} elsewhere";
}
