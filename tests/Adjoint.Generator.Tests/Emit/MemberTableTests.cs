using Adjoint.Generator.Declare;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Emit;

/// <summary>What is generated for users is what the tables say, right declarations and wrong ones alike, and nothing else.</summary>
public sealed class MemberTableTests
{
    private const string All = "Derivatives = (Derivatives)63";

    private static readonly SymbolDisplayFormat types = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static TheoryData<string> Declarations =>
    [
        "[Network, Input(4), Dense(3)] partial class Net;",
        $"[Network({All}), VerifyGradients, Input(4), Dense(3), CrossEntropy] partial class Net;",
        $"[Network(Precision = Precision.Double, {All}), VerifyGradients, Input(4), Dense(3), MeanSquaredError] partial class Net;",
        """
        [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct | Derivatives.RowGradients), VerifyGradients]
        [Input("board", 5), As("b"), Input("clock", 2), Concat("b"), Dense(6), Output("policy"), Dense(1), Output("worth"), CrossEntropy(On = "policy"), MeanSquaredError(On = "worth")]
        partial class Net;
        """,
        // These are wrong: they have the same members, which throw.
        "[Network, Input(4), Dense(0), CrossEntropy] partial class Net;",
        $"[Network({All}), VerifyGradients, Input(4), Dense(0), MeanSquaredError] partial class Net;",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Every_public_member_is_a_row_and_every_row_a_member(string declaration)
    {
        var result = GeneratorHarness.Run("using Adjoint;\n" + declaration, new HarnessSettings { ExpectErrors = declaration.Contains("Dense(0)", StringComparison.Ordinal) });
        var read = NetworkReader.Read(result.Input.GetTypeByMetadataName("Net")!, CancellationToken.None, result.Input);
        var layers = GeneratedMembers.OfLayers(read).ToHashSet();
        var written = result.Compilation.GetTypeByMetadataName("Net")!.GetMembers()
            .Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false } and not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .Select(Spell).Where(member => !layers.Contains(member)).Order(StringComparer.Ordinal);
        var table = MemberTable.Of(read).Select(static member => member.Kind == MemberKind.Method ? $"{member.Name}({member.Signature})" : member.Name).Where(member => !layers.Contains(member));
        Assert.Equal(table.Order(StringComparer.Ordinal), written);
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Every_interface_that_the_tables_name_is_implemented(string declaration)
    {
        var result = GeneratorHarness.Run("using Adjoint;\n" + declaration, new HarnessSettings { ExpectErrors = declaration.Contains("Dense(0)", StringComparison.Ordinal) });
        var read = NetworkReader.Read(result.Input.GetTypeByMetadataName("Net")!, CancellationToken.None, result.Input);
        var network = result.Compilation.GetTypeByMetadataName("Net")!;
        Assert.Equal(
            InterfaceTable.Of(Api.Of(read), read.Derivatives, "Net"),
            network.Interfaces.Select(static i => i.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("<global::Net", "<Net", StringComparison.Ordinal)));
        Assert.All(network.AllInterfaces.SelectMany(static i => i.GetMembers()), member => Assert.NotNull(network.FindImplementationForInterfaceMember(member)));
    }

    private static string Spell(ISymbol member) => member is IMethodSymbol method
        ? $"{method.Name}({string.Join(", ", method.Parameters.Select(static p => p.Type.ToDisplayString(types)))})"
        : member.Name;
}
