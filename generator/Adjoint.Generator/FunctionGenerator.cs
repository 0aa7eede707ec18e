using System.Text;
using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator;

/// <summary>Writes every method marked <c>[Gradient]</c>, <c>[Jacobian]</c>, <c>[Jvp]</c>, <c>[Hessian]</c> and so on: one file each.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FunctionGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var kind in DerivativeReader.Kinds)
        {
            // method → DerivativeDeclaration: its signature, and the function's body as a graph.
            var methods = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    $"Adjoint.{kind}Attribute",
                    static (node, _) => node is MethodDeclarationSyntax,
                    (match, cancellation) => DerivativeReader.Read((IMethodSymbol)match.TargetSymbol, kind, match.SemanticModel.Compilation, null, cancellation))
                .WithTrackingName(TrackingNames.DeclareFunction + kind);

            // DerivativeDeclaration → CompiledFunction: all the work.
            var compiled = methods.Select(FunctionCompiler.Compile).WithTrackingName(TrackingNames.CompileFunction + kind);
            context.RegisterSourceOutput(compiled, static (output, method) => output.AddSource(method.HintName, SourceText.From(method.Source, Encoding.UTF8)));
        }
    }
}
