using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.Harness.Tests;

public sealed class ModelGraphTests
{
    private static readonly CSharpCompilation Compilation = TestCompilation.Create("[System.Obsolete] class Net;", new HarnessSettings());

    private static SyntaxTree Tree => Compilation.SyntaxTrees[0];

    private static INamedTypeSymbol Symbol => Compilation.GetTypeByMetadataName("Net")!;

    /// <summary>One of each thing that is an instance of a hidden type behind a public base or interface.</summary>
    public static TheoryData<string> Forbidden => new(Offenders().Keys);

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_belongs_to_the_compiler_is_found_under_its_public_name(string name)
    {
        var offence = ModelGraph.FirstOffence(new Layer("dense1", Offenders()[name]));
        Assert.NotNull(offence);
        Assert.StartsWith("Layer.Extra: ", offence, StringComparison.Ordinal);
        Assert.Contains($" is a {name} ", offence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offence_deep_inside_is_found_with_its_path()
    {
        EquatableArray<Layer> layers = [new("dense1", null), new("dense2", new Layer("inner", Symbol))];
        Assert.StartsWith("Network.Layers[1].Extra.Extra: a", ModelGraph.FirstOffence(new Network(layers)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_field_of_a_base_class_is_found() =>
        Assert.StartsWith("Derived.hidden: a", ModelGraph.FirstOffence(new Derived(Symbol)), StringComparison.Ordinal);

    [Fact]
    public void What_collect_and_combine_hand_on_is_looked_into()
    {
        var collected = ImmutableArray.Create(new Layer("dense1", Symbol));
        Assert.StartsWith("ValueTuple`2.Item2[0].Extra: a", ModelGraph.FirstOffence((1, collected)), StringComparison.Ordinal);
    }

    [Fact]
    public void Collections_that_compare_by_reference_are_found_in_a_model()
    {
        object[] collections = [new int[1], new List<int>(), ImmutableArray.Create(1), new Dictionary<string, int>(), (Func<int>)(() => 1)];
        Assert.All(
            collections,
            collection => Assert.Contains("equal to itself alone", ModelGraph.FirstOffence(new Layer("dense1", collection)), StringComparison.Ordinal));
    }

    [Fact]
    public void Data_is_no_offence()
    {
        var network = new Network([new("dense1", 10), new("dense2", null)]);
        object?[] data = [null, 1, "text", DayOfWeek.Monday, 1.5m, network, ImmutableArray.Create(network), (1, "text")];
        Assert.All(data, value => Assert.Null(ModelGraph.FirstOffence(value)));
    }

    [Fact]
    public void A_cycle_ends()
    {
        var cycle = new Cycle();
        cycle.Next = cycle;
        Assert.Null(ModelGraph.FirstOffence(cycle));
    }

    private static Dictionary<string, object> Offenders() => new()
    {
        [nameof(ISymbol)] = Symbol,
        [nameof(SyntaxNode)] = Tree.GetRoot(),
        [nameof(SyntaxTree)] = Tree,
        [nameof(SyntaxReference)] = Symbol.DeclaringSyntaxReferences[0],
        [nameof(Microsoft.CodeAnalysis.Compilation)] = Compilation,
        [nameof(SemanticModel)] = Compilation.GetSemanticModel(Tree),
        [nameof(Location)] = Symbol.Locations[0],
        [nameof(AttributeData)] = Symbol.GetAttributes()[0],
        [nameof(Diagnostic)] = Diagnostic.Create(SampleAnalyzer.ShortName, Symbol.Locations[0]),
    };

    private sealed record Layer(string Name, object? Extra) : IEquatable<Layer>;

    private sealed record Network(EquatableArray<Layer> Layers);

    private abstract class Base(ISymbol symbol)
    {
        private readonly ISymbol hidden = symbol;

        public override string ToString() => hidden.Name;
    }

    private sealed class Derived(ISymbol symbol) : Base(symbol);

    private sealed class Cycle
    {
        public Cycle? Next { get; set; }
    }
}
