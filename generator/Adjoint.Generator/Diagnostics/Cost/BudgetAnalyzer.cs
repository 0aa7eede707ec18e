using System.Collections.Immutable;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Diagnostics.Cost;

/// <summary>Compares what a network costs with what its <c>[Budget]</c> allows. Its code is generated all the same: the network is right, only too large.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BudgetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CostDescriptors.OverBudget];

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
        if (type.TypeKind != TypeKind.Class || BudgetOf(type) is not { } budget || !NetworkReader.IsNetwork(type))
            return;
        var network = ShapeBuilder.Build(NetworkReader.Read(type, context.CancellationToken, context.Compilation), context.CancellationToken);
        if (!network.Problems.IsEmpty)
            return;
        Compare("MaxParameters", "parameters", node => LayerCosts.Parameters(network, node), static costs => costs.Sum());
        Compare("MaxFlopsPerRow", "FLOPs per row", node => LayerCosts.Flops(network, node), static costs => costs.Sum());
        var rows = Math.Max(1, Argument(budget, "BatchSize") ?? 32);
        var bytes = rows * network.Declaration.Precision.Bytes();
        Compare("MaxWorkspaceBytes", $"bytes of workspace for {rows} rows", node => bytes * network.Values[node.Output].Total, _ => Workspace(network, rows, context));

        void Compare(string limit, string unit, Func<Node, long> cost, Func<IEnumerable<long>, long> total)
        {
            if (Argument(budget, limit) is not (> 0 and var allowed) || network.Nodes.IsEmpty || total(network.Nodes.Select(cost)) is var found && found <= allowed)
                return;
            var most = network.Nodes.OrderByDescending(cost).First();
            context.ReportDiagnostic(Diagnostic.Create(
                CostDescriptors.OverBudget, LocationOf(budget, limit, context), network.Declaration.Name, LayerCosts.Text(found), unit, LayerCosts.Text(allowed),
                LayerCosts.Text(cost(most)), $"'{most.Name}'", limit));
        }
    }

    /// <summary>The memory of a step of training with one thread.</summary>
    private static long Workspace(ShapedNetwork network, long rows, SymbolAnalysisContext context)
    {
        var runs = PositionNetwork.Of(network) ?? network;
        var graph = Differentiator.Differentiate(runs, wanted: new HashSet<int>(), context.CancellationToken);
        return Planner.Plan(Lowerer.Lower(graph, context.CancellationToken), context.CancellationToken)
            .TrainingMemory.BytesOf(rows * runs.Positions, Chunk.RowsOf(runs), network.Declaration.Precision);
    }

    private static AttributeData? BudgetOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { Name: "BudgetAttribute" } budget && NetworkReader.IsOurs(budget));

    private static long? Argument(AttributeData budget, string name) =>
        budget.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value is { } value and (int or long)
            ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static Location LocationOf(AttributeData budget, string name, SymbolAnalysisContext context)
    {
        var syntax = budget.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) as AttributeSyntax;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);
        return argument?.Expression.GetLocation() ?? context.Symbol.Locations[0];
    }
}
