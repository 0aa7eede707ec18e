using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>The function of a layer or a loss that is made of one.</summary>
/// <param name="Key">What sets it apart from all functions of the assembly; part of a kernel's name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Function">What was read; null if it was not found or cannot be read.</param>
/// <param name="Missing">What is wrong if it was not found, and what to do.</param>
internal sealed record LayerFunction(string Key, string Name, FunctionDeclaration? Function, EquatableArray<string> Missing);

/// <summary>Finds the functions that <c>[Apply]</c> and <c>[Loss]</c> name.</summary>
internal static class LayerFunctionReader
{
    /// <summary>The word that an attribute is, with the function that it names.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="declared">The class that carries it.</param>
    /// <param name="project">The project, in which the function's code is found.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Word Read(AttributeData attribute, INamedTypeSymbol declared, Compilation project, CancellationToken cancellation)
    {
        var use = AttributeReader.Read(attribute);
        return Vocabulary.Read(use.Operator is "Apply" or "Loss" ? use with { Function = Find(attribute, declared, project, cancellation) } : use);
    }

    private static LayerFunction Find(AttributeData attribute, INamedTypeSymbol declared, Compilation project, CancellationToken cancellation)
    {
        var type = attribute.ConstructorArguments.Select(static a => a.Kind == TypedConstantKind.Type ? a.Value : null).OfType<INamedTypeSymbol>().FirstOrDefault() ?? declared;
        var name = attribute.ConstructorArguments.Select(static a => a.Kind == TypedConstantKind.Primitive ? a.Value : null).OfType<string>().FirstOrDefault() ?? "";
        var key = string.Concat((NetworkReader.MetadataName(type) + "." + name).Select(static c => char.IsLetterOrDigit(c) ? c : '_'));
        var (number, numbers) = NetworkReader.PrecisionOf(declared) == Precision.Double ? (SpecialType.System_Double, "double") : (SpecialType.System_Single, "float");
        var functions = type.GetMembers().OfType<IMethodSymbol>().Where(FunctionSymbols.IsFunction).ToList();
        var found = functions.Where(f => f.Name == name && f.ReturnType.SpecialType == number).ToList();
        if (found.Count > 0)
            return new LayerFunction(key, name, FunctionReader.Read(found[0], project, null, cancellation), []);
        var (missing, advice) = functions.Any(f => f.Name == name)
            ? ($"'{name}' does not return a {numbers}", $"the network computes in {numbers}s; write the function for them")
            : type.GetMembers(name).Length > 0 ? ($"'{name}' is not marked [Differentiable]", "mark it")
            : ($"'{type.Name}' has no function '{name}'", functions.Count == 0 ? "write one, marked [Differentiable]" : Spelling.Advice(name, functions.Select(static f => f.Name).Distinct()));
        return new LayerFunction(key, name, null, [missing, advice]);
    }
}
