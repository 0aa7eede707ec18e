using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>The rules for a user's members of a network: they leave the generated ones their names and signatures, and let Load and the constructors work.</summary>
internal static class MemberRules
{
    /// <summary>Types as overloads tell them apart: <c>ReadOnlySpan&lt;float&gt;</c>.</summary>
    private static readonly SymbolDisplayFormat TypeFormat =
        new(genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static IEnumerable<Problem> Check(INamedTypeSymbol network, NetworkDeclaration declaration, Compilation project, CancellationToken cancellation)
    {
        // Most classes have no members of their own, and need no list of the generated ones.
        var generated = new Lazy<IReadOnlyList<Member>>(() => MemberTable.Of(declaration));
        bool Clash(ISymbol member) => Clashes(member, generated.Value);
        return
        [
            .. Members(network, WellKnownMemberNames.InstanceConstructorName, IsGeneratedConstructor).Select(place => Problem.Of(Rules.ConstructorClash, place, network.Name)),
            .. Members(network, WellKnownMemberNames.InstanceConstructorName, m => !IsGeneratedConstructor(m) && SkipsTheNetwork(m, cancellation))
                .Select(place => Problem.Of(Rules.ConstructorSkipsNetwork, place, network.Name) with { Remedies = [Chained(network, place)] }),
            .. GeneratedMembers.AreNamed(declaration, network.Name) ? (Problem[])[Problem.Of(Rules.ClassNamedAsMember, SourcePlace.Class, network.Name)] : [],
            .. (network.GetMembers().Any(IsWrittenByHand) ? GeneratedMembers.NamesOf(declaration) : [])
                .SelectMany(name => Members(network, name, Clash).Select(place => Problem.Of(Rules.MemberClash, place, network.Name, name))),
            .. RequiredMembers(network),
            .. BaseRules.Check(network, project, name => GeneratedMembers.AreNamed(declaration, name), Clash) is { } misfit ? (Problem[])[misfit] : [],
        ];
    }

    /// <summary>The places of the members of a name that a user has written and that are wrong; an accessor is part of its property.</summary>
    private static IEnumerable<SourcePlace> Members(INamedTypeSymbol network, string name, Func<ISymbol, bool> isWrong)
    {
        var members = network.GetMembers(name);
        return Enumerable.Range(0, members.Length)
            .Where(i => members[i] is not IMethodSymbol { AssociatedSymbol: not null } && IsWrittenByHand(members[i]) && isWrong(members[i]))
            .Select(i => SourcePlace.Member(name, i));
    }

    /// <summary>An analyzer sees the generated members too; they do not clash with themselves.</summary>
    private static bool IsWrittenByHand(ISymbol member) => !member.IsImplicitlyDeclared
        && member.Locations.Any(static place => place.SourceTree is { } tree && !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    /// <summary>A method may share a generated method's name if its parameters differ: an overload.</summary>
    private static bool Clashes(ISymbol member, IReadOnlyList<Member> generated) =>
        member is not IMethodSymbol method || GeneratedMembers.Overloads(method.Name, generated) is not { } overloads || overloads.Contains(SignatureOf(method));

    private static bool IsGeneratedConstructor(ISymbol constructor) => SignatureOf((IMethodSymbol)constructor) == GeneratedMembers.Constructor;

    /// <summary>The types of the parameters; nothing that a generated method has where the method is generic, or takes a parameter by reference.</summary>
    private static string SignatureOf(IMethodSymbol method) => method.Arity > 0 || method.Parameters.Any(static p => p.RefKind != RefKind.None)
        ? "another"
        : string.Join(", ", method.Parameters.Select(static p => p.Type.ToDisplayString(TypeFormat)));

    /// <summary>A constructor that does not call the generated one leaves a network without parameters.</summary>
    private static bool SkipsTheNetwork(ISymbol constructor, CancellationToken cancellation) =>
        (((IMethodSymbol)constructor).PartialImplementationPart ?? constructor).DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is ConstructorDeclarationSyntax
        {
            Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer },
        });

    /// <summary>Calls the generated constructor, with the seed where one is given.</summary>
    private static Remedy Chained(INamedTypeSymbol network, SourcePlace place)
    {
        var parameters = ((IMethodSymbol)network.GetMembers(place.Argument!)[place.Element]).Parameters;
        var seed = parameters.FirstOrDefault(static p => p.Name.Equals("seed", StringComparison.OrdinalIgnoreCase) && p.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64);
        // With an int alone the constructor would call itself.
        var call = $": this({(seed is not null && parameters.Length == 1 ? "(long)" : "")}{seed?.Name})";
        return new($"Write {call}", [new Edit(EditKind.Chain, place, $" {call}")]);
    }

    /// <summary>Load creates a network and knows no values for required members; those of a base class are reported at the class.</summary>
    private static IEnumerable<Problem> RequiredMembers(INamedTypeSymbol network)
    {
        for (var type = network; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers().Where(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                var isOwn = SymbolEqualityComparer.Default.Equals(type, network);
                var place = isOwn ? SourcePlace.Member(member.Name, type.GetMembers(member.Name).IndexOf(member)) : SourcePlace.Class;
                yield return Problem.Of(Rules.RequiredMember, place, member.Name) with { Remedies = isOwn ? [Remedy.Word("Remove 'required'", place, "required", "")] : [] };
            }
        }
    }
}
