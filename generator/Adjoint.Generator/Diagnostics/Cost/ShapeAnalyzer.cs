using System.Collections.Immutable;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Diagnostics.Cost;

/// <summary>
/// Says at each layer, up to the first mistake, what goes in and what comes out, and what it costs. Off until an .editorconfig asks for it: it is an analyzer of its own, so that
/// it costs nothing then.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CostDescriptors.SeenShape];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || !NetworkReader.IsNetwork(type))
            return;
        var network = ShapeBuilder.Build(NetworkReader.Read(type, context.CancellationToken, context.Compilation), context.CancellationToken);
        var locator = new PlaceLocator(type, NetworkReader.LayerAttributes(type), context.CancellationToken);
        foreach (var layers in network.NodesOfRightLayers.GroupBy(static n => n.Attribute))
        {
            var (first, last) = (layers.First(), layers.Last());
            context.ReportDiagnostic(Diagnostic.Create(
                CostDescriptors.SeenShape, locator.Find(SourcePlace.Of(layers.Key)), first == last ? first.Name : $"{first.Name} to {last.Name}",
                network.Values[first.Inputs[0]].Shape, network.Values[last.Output].Shape, LayerCosts.Text(layers.Sum(n => LayerCosts.Parameters(network, n))),
                LayerCosts.Text(layers.Sum(n => LayerCosts.Flops(network, n)))));
        }
    }
}
