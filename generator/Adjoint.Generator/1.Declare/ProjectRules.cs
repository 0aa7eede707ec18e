using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Declare;

/// <summary>What a project must allow for generated code to compile in it.</summary>
internal static class ProjectRules
{
    /// <summary>The oldest language that generated code compiles in.</summary>
    private const LanguageVersion Oldest = LanguageVersion.CSharp12;

    /// <summary>What is in the way of a network's code.</summary>
    public static IEnumerable<Problem> OfNetwork(INamedTypeSymbol network, Compilation project) =>
        (Obstacle(network, project) ?? Pointers(project)) is { } found ? [Problem.Of(Rules.ProjectDiffers, SourcePlace.Class, network.Name, found.What, found.Advice)] : [];

    /// <summary>Whether even the stubs of a network's code would be errors.</summary>
    public static bool CanBeWritten(INamedTypeSymbol network, Compilation project) => Obstacle(network, project) is null;

    /// <summary>What is in the way of all generated code.</summary>
    /// <param name="marked">A class or a method that carries an attribute of the library.</param>
    /// <param name="project">The project.</param>
    public static (string What, string Advice)? Obstacle(ISymbol marked, Compilation project)
    {
        var library = marked.GetAttributes().Select(static a => a.AttributeClass).FirstOrDefault(static type => type is not null && NetworkReader.IsOurs(type))?.ContainingAssembly;
        if (library is not null && project.GetMetadataReference(library)?.Properties.Aliases is { IsDefaultOrEmpty: false } names && !names.Contains(MetadataReferenceProperties.GlobalAlias))
            return ("it refers to Adjoint by an alias only", "remove Aliases from the reference, or add the name global to it");
        return project is CSharpCompilation { LanguageVersion: < Oldest and var language }
            ? ($"generated code needs C# {Oldest.ToDisplayString()}, and the project sets LangVersion {language.ToDisplayString()}", "remove LangVersion from the project file")
            : null;
    }

    /// <summary>What is in the way of code that works on pointers.</summary>
    public static (string What, string Advice)? Pointers(Compilation project) => project.Options is CSharpCompilationOptions { AllowUnsafe: false }
        ? ("generated code works on pointers, and unsafe code is switched off", "write <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file")
        : null;
}
