using Adjoint.Generator.Declare;
using Adjoint.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator;

/// <summary>
/// Says what is meant by an attribute that C# cannot bind, such as <c>[Linear(784, 128)]</c>. A build ends with C#'s own errors before any analyzer has run, but not before the generators: so this is
/// one, though it generates nothing.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ForeignWordGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var mark in new[] { NetworkReader.NetworkAttribute, "Adjoint.BlockAttribute" })
        {
            var words = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    mark,
                    static (node, _) => node.Kind() is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration,
                    static (match, cancellation) => ForeignWords.In((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel.Compilation, cancellation))
                .SelectMany(static (found, _) => found)
                .WithTrackingName(TrackingNames.ForeignWords);
            context.RegisterSourceOutput(words, static (output, word) => output.ReportDiagnostic(
                Diagnostic.Create(ClassDescriptors.ForeignWord, Location.Create(word.Path, word.Span, word.Lines), word.Written, word.Advice)));
        }
    }
}
