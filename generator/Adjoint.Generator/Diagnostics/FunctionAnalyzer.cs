using System.Collections.Immutable;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Diagnostics;

/// <summary>
/// Says what is wrong with functions that are to be derived, and with the methods that are to be written for them: it runs the generator's own reader, and hears what
/// the generator ignores.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. FunctionDescriptors.All, ClassDescriptors.ProjectDiffers];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        // By types: a method in two parts, the second of which is generated, would pass for generated itself.
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>().Where(static m => !m.GetAttributes().IsEmpty))
            Analyze(method, context);
    }

    private static void Analyze(IMethodSymbol method, SymbolAnalysisContext context)
    {
        void Report(FunctionProblem problem) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Rule), problem.Location, problem.Words));
        if (FunctionSymbols.Has(method, FunctionSymbols.Differentiable))
            FunctionReader.Read(method, context.Compilation, Report, context.CancellationToken);
        if (FunctionSymbols.DerivedBy(method) is { } name)
            CheckHandWritten(method, name, Report);
        foreach (var kind in DerivativeReader.Kinds.Where(k => FunctionSymbols.Has(method, k.ToString())))
        {
            var declaration = DerivativeReader.Read(method, kind, context.Compilation, Report, context.CancellationToken);
            if (FunctionCompiler.Check(declaration, out _) is { } wrong)
                Report(new FunctionProblem(wrong.Rule, method.Locations[0], [.. wrong.Words]));
        }
    }

    private static void CheckHandWritten(IMethodSymbol method, string name, Action<FunctionProblem> report)
    {
        var functions = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().ToList();
        if (functions.Any(f => FunctionSymbols.HandWrittenFits(f, method)))
            return;
        if (functions.Count == 0)
        {
            report(new FunctionProblem(Rules.UnknownFunction, method.Locations[0], method.ContainingType.Name, name, "write the name of a method of the same class, with nameof"));
            return;
        }
        var function = functions[0];
        var number = FunctionSymbols.IsNumber(function.ReturnType) ? FunctionSymbols.NameOf(function.ReturnType) : "float";
        var inputs = string.Join(", ", function.Parameters.Select(p => $"{number} {p.Name}"));
        var expected = function.Parameters.Length == 1
            ? $"static {number} {method.Name}({inputs})"
            : $"static void {method.Name}({inputs}, {string.Join(", ", function.Parameters.Select(p => $"out {number} d{p.Name}"))})";
        report(new FunctionProblem(Rules.WrongHandWritten, method.Locations[0], method.Name, name, expected));
    }
}
