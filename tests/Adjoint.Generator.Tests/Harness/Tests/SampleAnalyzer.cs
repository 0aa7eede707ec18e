using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Harness.Tests;

#pragma warning disable RS1001, RS1036, RS2008 // No compiler loads this one: it is here to be run by hand, and is never released.

/// <summary>Reports classes whose names are shorter than three letters, or than <c>sample.shortest</c> of the .editorconfig.</summary>
public sealed class SampleAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor ShortName = new(
        "TST0001", "Short name", "'{0}' has {1} letters; a name needs {2}", "Naming", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ShortName];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var location = context.Symbol.Locations[0];
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(location.SourceTree!);
        var shortest = options.TryGetValue("sample.shortest", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 3;
        if (context.Symbol.Name.Length < shortest)
            context.ReportDiagnostic(Diagnostic.Create(ShortName, location, context.Symbol.Name, context.Symbol.Name.Length, shortest));
    }
}

/// <summary>Reports at a place that has lost its tree, where no <c>#pragma</c> reaches.</summary>
public sealed class LostPlaceAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [SampleAnalyzer.ShortName];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol => symbol.ReportDiagnostic(Diagnostic.Create(SampleAnalyzer.ShortName, Location.None, "?", 0, 3)), SymbolKind.NamedType);
    }
}

#pragma warning restore RS1001, RS1036, RS2008
