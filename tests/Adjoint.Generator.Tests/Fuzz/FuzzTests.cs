using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>A bounded look for sources that the compiler cannot bear, always the same; `dotnet run --project tests/Adjoint.Generator.Tests -- fuzz` looks on.</summary>
public sealed class FuzzTests
{
    /// <summary>Some ten seconds on two cores.</summary>
    private const int Mutants = 50;

    [Fact, Trait("Set", "Slow")]
    public void Mutants_end_without_an_exception_in_time_and_alike_and_with_an_error_where_one_belongs()
    {
        var fuzzer = new Fuzzer();
        for (var number = 0; number < Mutants; number++)
        {
            var (source, seed) = fuzzer.Mutant(number);
            if (Judge.Of(source, seed) is { } found)
                Assert.Fail($"Mutant {number}: {found.Kind}\n{found.Details}\n{source}");
        }
    }

    [Fact]
    public void What_was_found_before_is_mended()
    {
        var findings = Repository.Files("tests/Adjoint.Generator.Tests/Fuzz/Corpus", "*.cs")
            .Select(static path => (Path: Repository.Relative(path), Found: Judge.Of(File.ReadAllText(path)))).ToList();
        Assert.True(findings.Count > 5, "The corpus is not where it was.");
        Assert.All(findings, static finding => Assert.True(finding.Found is null, $"{finding.Path}: {finding.Found?.Kind}\n{finding.Found?.Details}"));
    }

    [Theory]
    [InlineData("using Adjoint;\n[Network, Input(3), Dense(2)] partial class Net;")]
    [InlineData("using Adjoint;\n[Network, Input(3), Dense(0)] partial class Net;")]
    [InlineData("using Adjoint;\n[Network, Input(3), Den")]
    public void Nothing_is_found_where_all_is_well(string source) => Assert.Null(Judge.Of(source));

    [Fact]
    public void A_seed_gives_the_same_mutants_again_and_changes()
    {
        var (one, other) = (new Fuzzer(), new Fuzzer());
        Assert.All(Enumerable.Range(0, 50), number => Assert.Equal(one.Mutant(number), other.Mutant(number)));
        Assert.True(Enumerable.Range(0, 50).Select(one.Mutant).Count(static mutant => mutant.Source != mutant.Seed) > 40);
    }

    [Fact]
    public void A_source_is_made_small() => Assert.Equal(
        "[Dense(3)] class B;",
        Reducer.Reduce("using Adjoint;\n[Network, Input(4)] class A;\n[ReLU, Dense(3, Bias = false), Tanh] class B;", static text => text.Contains("Dense(3", StringComparison.Ordinal) && text.Contains("class B;", StringComparison.Ordinal)).Trim());
}
