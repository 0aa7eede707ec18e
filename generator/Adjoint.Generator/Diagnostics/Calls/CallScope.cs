using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>The code of one member, in which calls are judged: what its variables hold, and where reports go, each place once.</summary>
internal sealed class CallScope(Variables variables, KnownLengths lengths, Func<INamedTypeSymbol, NetworkFacts?> facts, Action<Diagnostic> report)
{
    private readonly HashSet<(string Rule, Location Place)> reported = [];

    /// <summary>What variables hold.</summary>
    public Variables Variables => variables;

    /// <summary>What is known of lengths and numbers.</summary>
    public KnownLengths Lengths => lengths;

    /// <summary>The facts about a class, or null.</summary>
    public NetworkFacts? FactsOf(INamedTypeSymbol? type) => type is null ? null : facts(type.OriginalDefinition);

    /// <summary>Reports a problem.</summary>
    public void Report(string rule, Location place, params object[] words) => ReportWith([], rule, place, words);

    /// <summary>Reports a problem and what mends it. An array that is passed twice is wrong once.</summary>
    public void ReportWith(IReadOnlyList<Fix> fixes, string rule, Location place, params object[] words)
    {
        if (reported.Add((rule, place)))
            report(Fix.Report(Descriptors.Of(rule), place, fixes, words));
    }
}
