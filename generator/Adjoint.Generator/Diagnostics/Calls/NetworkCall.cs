using Adjoint.Generator.Declare;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A call of a generated method, as the rules see it.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Network">The facts about the network.</param>
/// <param name="Generated">The method.</param>
/// <param name="Spans">What is passed for each span, in the order of the parameters.</param>
internal sealed record NetworkCall(IInvocationOperation Operation, NetworkFacts Network, GeneratedMethod Generated, IReadOnlyList<PassedSpan> Spans)
{
    /// <summary>The method of a whole network that does the same; an objective has its own.</summary>
    public string Kind => Generated.Kind;

    /// <summary>What messages call it.</summary>
    public string Title => $"{Generated.Name} of '{Network.Name}'";

    /// <summary>The optimizer that is passed to a step of training.</summary>
    public IOperation? Optimizer => Operation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "optimizer")?.Value;

    /// <summary>The first span with rows in it whose number is known.</summary>
    public PassedSpan? Counted => Spans.FirstOrDefault(static s => s.Facts.Kind == SpanUse.Input && s.Rows is not null);

    /// <summary>The call that an operation is, if it is one of a generated method.</summary>
    public static NetworkCall? Of(IInvocationOperation operation, CallScope scope)
    {
        if (NetworkOf(operation, scope) is not { } network || network.MethodOf(operation.TargetMethod) is not { Spans: var ports } generated)
            return null;
        var spans = new List<PassedSpan>();
        for (var i = 0; i < ports.Count; i++)
        {
            // A call that the compiler itself finds wrong may lack arguments. An interface has other names for some parameters.
            if (operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == i) is not { IsImplicit: false } argument)
                return null;
            spans.Add(new PassedSpan(ports[i], argument.Value, scope.Lengths.Of(argument.Value)));
        }
        return new NetworkCall(operation, network, generated, spans);
    }

    /// <summary>The network that a method is called of: its class, or what a variable of an interface's type surely holds.</summary>
    public static NetworkFacts? NetworkOf(IInvocationOperation operation, CallScope scope)
    {
        var declared = operation.TargetMethod.ContainingType;
        if (declared.TypeKind != TypeKind.Interface)
            return scope.FactsOf(declared);
        return NetworkReader.IsOurs(declared) ? scope.FactsOf(operation.Instance) : null;
    }
}

/// <summary>What a call passes for one span.</summary>
/// <param name="SpanFacts">The span.</param>
/// <param name="Value">What is passed.</param>
/// <param name="Known">Its length, if the source says it.</param>
internal sealed record PassedSpan(SpanFacts Facts, IOperation Value, KnownSpan? Known)
{
    /// <summary>Where it stands.</summary>
    public Location Location => Value.Syntax.GetLocation();

    /// <summary>The rows in it, if their number is known and whole.</summary>
    public long? Rows => Known is { Length: > 0 and var length } && length % Facts.Size == 0 ? length / Facts.Size : null;

    /// <summary>Whether its length is known and fits no number of rows.</summary>
    public bool FitsNoRows => Known is not null && Rows is null;
}
