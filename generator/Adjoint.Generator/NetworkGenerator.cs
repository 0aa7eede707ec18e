using System.Text;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Emit;
using Adjoint.Generator.Emit.Cpu;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator;

/// <summary>Writes the code of every class marked <c>[Network]</c>: one file a network, and one for the kernels that networks share.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // class → NetworkDeclaration: reading only; equal text elsewhere gives an equal record, and nothing below runs.
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkReader.NetworkAttribute,
                static (node, _) => node.Kind() is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration,
                static (match, cancellation) => NetworkReader.ReadAt(match.TargetNode, (INamedTypeSymbol)match.TargetSymbol, cancellation, match.SemanticModel.Compilation))
            .WithTrackingName(TrackingNames.Declare)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!);

        // NetworkDeclaration → CompiledNetwork: all the work.
        var networks = declarations.Select(NetworkCompiler.Compile).WithTrackingName(TrackingNames.Compile);
        context.RegisterSourceOutput(networks, static (output, network) => output.AddSource(network.HintName, SourceText.From(network.Source, Encoding.UTF8)));

        // The kernels of all networks, each once → their file, one for each type of numbers.
        RegisterKernels(context, networks, Precision.Single, TrackingNames.Kernels);
        RegisterKernels(context, networks, Precision.Double, TrackingNames.DoubleKernels);
    }

    private static void RegisterKernels(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<CompiledNetwork> networks, Precision precision, string trackingName)
    {
        var kernels = networks
            .Select((network, _) => network.Precision == precision ? network.Kernels : [])
            .Collect()
            .Select(static (all, _) => all.SelectMany(static k => k).Distinct().OrderBy(static k => k.Kernel.Name + "." + k.Method, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(trackingName);
        var processors = context.CompilationProvider.Select(static (compilation, _) => ProjectProcessors.Of(compilation));
        context.RegisterSourceOutput(kernels.Combine(processors), (output, each) =>
        {
            var (all, wanted) = each;
            var element = Element.Of(precision, wanted);
            if (!all.IsEmpty)
                output.AddSource(element.KernelFile, SourceText.From(KernelFileWriter.Write(element, all), Encoding.UTF8));
        });
    }
}

/// <summary>The names of the pipeline's nodes, for the tests of its caching.</summary>
internal static class TrackingNames
{
    public const string Declare = nameof(Declare);
    public const string Compile = nameof(Compile);
    public const string Kernels = nameof(Kernels);
    public const string DoubleKernels = nameof(DoubleKernels);
    public const string ForeignWords = nameof(ForeignWords);
    public const string DeclareFunction = nameof(DeclareFunction);
    public const string CompileFunction = nameof(CompileFunction);
}
