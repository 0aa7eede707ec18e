using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>The rules for the class itself, before any layer is looked at.</summary>
internal static class DeclarationRules
{
    public static EquatableArray<Problem> Check(INamedTypeSymbol network, IReadOnlyList<AttributeData> layers, Compilation project, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (KindOf(network, cancellation) is { } kind)
            problems.Add(Problem.Of(Rules.NotAPlainClass, SourcePlace.Class, network.Name, kind)
                with { Remedies = kind is "static" or "abstract" ? [Remedy.Word($"Remove '{kind}'", SourcePlace.Class, kind, "")] : [] });
        else if (network.IsRecord)
            problems.Add(Problem.Of(Rules.IsRecord, SourcePlace.Class, network.Name) with { Remedies = [AsClass(network, cancellation)] });
        if (!IsPartial(network, cancellation))
            problems.Add(Problem.Of(Rules.NotPartial, SourcePlace.Class, network.Name));
        var level = 1;
        for (var outer = network.ContainingType; outer is not null; outer = outer.ContainingType, level++)
        {
            if (!IsPartial(outer, cancellation))
                problems.Add(Problem.Of(Rules.ContainingTypeNotPartial, SourcePlace.Around(level), network.Name, outer.Name));
        }
        problems.AddRange(OnOneDeclaration(network, layers, cancellation));
        problems.AddRange(Settings(network));
        problems.AddRange(ProjectRules.OfNetwork(network, project));
        return problems.ToEquatableArray();
    }

    /// <summary>
    /// Whether members can be added to a class at all: not if it is another kind of type, and not in every project. Where <c>partial</c> is missing, a second part would be the C# compiler's error,
    /// CS0260, at which a build stops before it has asked any analyzer.
    /// </summary>
    public static bool CanBeWritten(INamedTypeSymbol network, Compilation project, CancellationToken cancellation)
    {
        for (var type = network; type is not null; type = type.ContainingType)
        {
            if (!IsPartial(type, cancellation))
                return false;
        }
        return KindOf(network, cancellation) is null && ProjectRules.CanBeWritten(network, project);
    }

    /// <summary>Layers that are spread over several declarations of a network or block have no order.</summary>
    public static IEnumerable<Problem> OnOneDeclaration(INamedTypeSymbol type, IReadOnlyList<AttributeData> layers, CancellationToken cancellation)
    {
        var declarations = layers.Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>()).ToList();
        var second = declarations.FindIndex(d => d != declarations[0]);
        return second < 0 ? [] : [Problem.Of(Rules.LayersOnTwoDeclarations, SourcePlace.Of(second), type.Name, declarations.Distinct().Count())];
    }

    /// <summary>Numbers that an enumeration has no name for, in what <c>[Network]</c> says.</summary>
    private static IEnumerable<Problem> Settings(INamedTypeSymbol network)
    {
        foreach (var setting in network.GetAttributes().First(NetworkReader.IsNetwork).NamedArguments)
        {
            if (setting.Value is not { Kind: TypedConstantKind.Enum, Type: { } type, Value: int number })
                continue;
            var members = type.GetMembers().OfType<IFieldSymbol>().Select(static member => member.ConstantValue).OfType<int>().ToList();
            var isKnown = type.GetAttributes().Any(static a => a.AttributeClass?.Name == "FlagsAttribute")
                ? (number & ~members.Aggregate(0, static (all, member) => all | member)) == 0
                : members.Contains(number);
            if (!isKnown)
                yield return Problem.Of(Rules.ValueOutOfRange, new SourcePlace(SourcePlace.Mark, setting.Key), $"{setting.Key} of '{network.Name}'", $"made of members of {type.Name}", number);
        }
    }

    /// <summary>The class that a record is declared as: <c>record class</c> loses the first word, and <c>record</c> alone becomes the second.</summary>
    private static Remedy AsClass(INamedTypeSymbol network, CancellationToken cancellation)
    {
        var isLong = network.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.ClassKeyword });
        return Remedy.Word("Write class", SourcePlace.Class, "record", isLong ? "" : "class");
    }

    /// <summary>What a class is if it cannot be a network.</summary>
    private static string? KindOf(INamedTypeSymbol network, CancellationToken cancellation) => network switch
    {
        { Arity: > 0 } => "generic",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ when BlockReader.IsBlock(network) => "a block",
        // The generated part lies in another file.
        { IsFileLocal: true } => "local to its file",
        { ContainingType.IsFileLocal: true } => "inside a type that is local to its file",
        _ when BaseRules.NetworkAbove(network) is { } parent => $"derived from the network '{parent.Name}'",
        _ when network.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null }) => "a class with parameters",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && d.Modifiers.Any(SyntaxKind.PartialKeyword));
}
