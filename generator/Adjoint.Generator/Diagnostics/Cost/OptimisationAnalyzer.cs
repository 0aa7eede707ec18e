using System.Collections.Concurrent;
using System.Collections.Immutable;
using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Diagnostics.Cost;

/// <summary>Says once, at the first network, that a project is compiled without optimisation, in which networks are several times slower.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimisationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CostDescriptors.NotOptimised];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.Options.OptimizationLevel == OptimizationLevel.Release)
                return;
            var networks = new ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, networks), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(networks, end));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<INamedTypeSymbol> networks)
    {
        if (type.TypeKind == TypeKind.Class && NetworkReader.IsNetwork(type))
            networks.Add(type);
    }

    /// <summary>The first in the order of files and lines, which is the same however the work was divided.</summary>
    private static void Report(IEnumerable<INamedTypeSymbol> networks, CompilationAnalysisContext context)
    {
        var names = networks.Select(network => new PlaceLocator(network, NetworkReader.LayerAttributes(network), context.CancellationToken).Find(Problems.SourcePlace.Class));
        if (names.OrderBy(static name => name.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static name => name.SourceSpan.Start).FirstOrDefault() is { } first)
            context.ReportDiagnostic(Diagnostic.Create(CostDescriptors.NotOptimised, first));
    }
}
