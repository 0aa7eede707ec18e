using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>The code of one member, in which calls are judged: what its variables hold, and where reports go, each place once.</summary>
internal sealed class CallScope
{
    private readonly Func<INamedTypeSymbol, NetworkFacts?> facts;
    private readonly Action<Diagnostic> report;
    private readonly HashSet<(string Rule, Location Place)> reported = [];

    public CallScope(Variables variables, KnownLengths lengths, Func<INamedTypeSymbol, NetworkFacts?> facts, Action<Diagnostic> report)
    {
        (Variables, Lengths, this.facts, this.report) = (variables, lengths, facts, report);
        Data = new KnownData(variables, lengths, FactsOf);
    }

    /// <summary>What variables hold.</summary>
    public Variables Variables { get; }

    /// <summary>What is known of lengths and numbers.</summary>
    public KnownLengths Lengths { get; }

    /// <summary>What is known of data sets.</summary>
    public KnownData Data { get; }

    /// <summary>The facts about a class, or null.</summary>
    public NetworkFacts? FactsOf(INamedTypeSymbol? type) => type is null ? null : facts(type.OriginalDefinition);

    /// <summary>The facts about the network that a value surely is: of its class, or of what a variable of an interface's type holds. Null if it is none.</summary>
    public NetworkFacts? FactsOf(IOperation? value)
    {
        for (var step = 0; value is not null && step < KnownLengths.MostSteps; step++)
        {
            value = Calls.Variables.Plain(value);
            if (value.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                return FactsOf(type);
            value = Variables.ValueOf(value);
        }
        return null;
    }

    /// <summary>Reports a problem.</summary>
    public void Report(string rule, Location place, params object[] words) => ReportWith([], rule, place, words);

    /// <summary>Reports a problem and what mends it. An array that is passed twice is wrong once.</summary>
    public void ReportWith(IReadOnlyList<Fix> fixes, string rule, Location place, params object[] words)
    {
        if (reported.Add((rule, place)))
            report(Fix.Report(Descriptors.Of(rule), place, fixes, words));
    }
}
