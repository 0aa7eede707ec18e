using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>The rules for the class that a network derives from: the generated constructor calls one without arguments, and generated members override nothing.</summary>
internal static class BaseRules
{
    /// <summary>The network that a class derives from, or null.</summary>
    public static INamedTypeSymbol? NetworkAbove(INamedTypeSymbol network) => Above(network).FirstOrDefault(NetworkReader.IsNetwork);

    /// <summary>What is wrong with the base class.</summary>
    /// <param name="network">The class.</param>
    /// <param name="project">The project.</param>
    /// <param name="isGenerated">Whether a generated member has the name.</param>
    /// <param name="clashes">Whether a member has the place of a generated one.</param>
    public static Problem? Check(INamedTypeSymbol network, Compilation project, Func<string, bool> isGenerated, Func<ISymbol, bool> clashes)
    {
        if (network.BaseType is not { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } parent)
            return null;
        if (!parent.InstanceConstructors.Any(c => c.Parameters.All(static p => p.IsOptional || p.IsParams) && project.IsSymbolAccessibleWithin(c, network)))
            return Misfit($"which has no constructor that '{network.Name}' can call without arguments", $"give '{parent.Name}' one");
        return AbstractMembers(network).FirstOrDefault(m => isGenerated(m.Name) && clashes(m)) is { } member
            ? Misfit($"whose abstract member '{member.Name}' the network's code does not override", "declare the member in an interface, which that code then implements")
            : null;

        Problem Misfit(string what, string advice) => Problem.Of(Rules.BaseDoesNotFit, SourcePlace.Class, network.Name, parent.Name, what, advice);
    }

    /// <summary>The abstract members of the classes above that none between overrides.</summary>
    private static IEnumerable<ISymbol> AbstractMembers(INamedTypeSymbol network)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var member in Above(network).SelectMany(static type => type.GetMembers()))
        {
            if (member.IsAbstract && !overridden.Contains(member.OriginalDefinition))
                yield return member;
            if (Overridden(member) is { } above)
                overridden.Add(above.OriginalDefinition);
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> Above(INamedTypeSymbol network)
    {
        for (var type = network.BaseType; type is not null; type = type.BaseType)
            yield return type;
    }
}
