using System.Collections.Concurrent;
using System.Collections.Immutable;
using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>
/// Judges calls of generated methods by what the network's declaration says: lengths that the source states, labels, what is swapped, and what a loop does
/// again and again. Whatever the source does not say is left to the checks at run time.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rules for calls of generated methods; the first that finds two spans swapped has said all about their lengths.</summary>
    private static readonly ImmutableArray<Func<NetworkCall, CallScope, bool>> Checks =
    [
        SwappedSpans.Check, SpanLengths.Check, Labels.Check, WrittenSizes.Check, OneRow.Check, IgnoredLoss.Check, NetworkInLoop.Check, OptimizerInLoop.Check, AllocationInLoop.Check,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => CallDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(NetworkReader.NetworkAttribute) is null)
                return;
            var known = new ConcurrentDictionary<INamedTypeSymbol, NetworkFacts?>(SymbolEqualityComparer.Default);
            start.RegisterOperationBlockAction(block => Analyze(block, type => known.GetOrAdd(type, t => NetworkFacts.Of(t, block.Compilation, block.CancellationToken))));
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, Func<INamedTypeSymbol, NetworkFacts?> facts)
    {
        var variables = new Variables(context.OperationBlocks);
        var lengths = new KnownLengths(variables);
        var optimizers = new OneOptimizer();
        var scope = new CallScope(variables, lengths, facts, context.ReportDiagnostic);
        foreach (var operation in context.OperationBlocks.SelectMany(static block => block.DescendantsAndSelf()))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (operation is IInvocationOperation anyCall)
            {
                DataColumns.Check(anyCall, scope);
                BatchRows.Check(anyCall, scope);
                OnnxSize.Check(anyCall, scope);
                EpochInLoop.Check(anyCall, scope);
                RefusedNumbers.Check(anyCall.TargetMethod, anyCall.Arguments, scope);
            }
            switch (operation)
            {
                case IInvalidOperation invalid when ForeignOptimizers.Check(invalid, scope):
                    break;
                case IInvalidOperation invalid when UnboundCall.Of(invalid, scope) is { } call:
                    if (!MissingMembers.Check(call, scope))
                        WrongArguments.Check(call, scope);
                    break;
                case IInvocationOperation invocation when NetworkCall.Of(invocation, scope) is { } call:
                    optimizers.Check(call, scope);
                    foreach (var rule in Checks)
                    {
                        if (!rule(call, scope))
                            break;
                    }
                    break;
                case IInvocationOperation invocation:
                    Views.CheckSpan(invocation, scope);
                    Views.CheckIndexOf(invocation, scope);
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true } indexer:
                    Views.CheckIndex(indexer, scope);
                    break;
                case IObjectCreationOperation creation:
                    LearningRates.Check(creation, scope);
                    RefusedNumbers.Check(creation.Constructor, creation.Arguments, scope);
                    break;
            }
        }
    }
}
