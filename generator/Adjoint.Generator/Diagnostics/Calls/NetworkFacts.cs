using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>What a declaration says about the methods that are generated for it: what each of their spans holds. Nothing is read from generated text.</summary>
internal sealed class NetworkFacts
{
    private static readonly IReadOnlyList<string> judged = ["Predict", "Probabilities", "Loss", "Gradient", "TrainStep"];

    private readonly ShapedNetwork network;
    private readonly Api api;
    private readonly Dictionary<string, IReadOnlyList<SpanFacts>> ports;

    private NetworkFacts(INamedTypeSymbol type, ShapedNetwork network)
    {
        (Type, this.network, api) = (type, network, Api.Of(network.Declaration));
        ports = MemberTable.Of(network.Declaration)
            .Where(static member => judged.Contains(member.Name) && member.Parameters.Any(static p => p.Use == ParameterUse.Input))
            .ToDictionary(
                static member => member.Name,
                member => (IReadOnlyList<SpanFacts>)[.. member.Parameters.Where(static p => p.Use != ParameterUse.Other).Select(PortOf)],
                StringComparer.Ordinal);
    }

    /// <summary>The network's class.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The network's name.</summary>
    public string Name => network.Declaration.Name;

    /// <summary>The network with its shapes.</summary>
    public ShapedNetwork Network => network;

    /// <summary>The facts about a class; null if it is no network, or one whose declaration is wrong: then that is what there is to say.</summary>
    public static NetworkFacts? Of(INamedTypeSymbol type, Compilation project, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || !NetworkReader.IsNetwork(type))
            return null;
        var shaped = ShapeBuilder.Build(NetworkReader.Read(type, cancellation, project), cancellation);
        return shaped.Problems.IsEmpty ? new NetworkFacts(type, shaped) : null;
    }

    /// <summary>What the network reads.</summary>
    public IReadOnlyList<SpanFacts> Inputs => [.. api.InputParameters.Select(PortOf)];

    /// <summary>What its outputs are compared with.</summary>
    public IReadOnlyList<SpanFacts> Targets => [.. api.TargetParameters.Select(PortOf)];

    /// <summary>What the spans of a generated method hold, in order; null if the method is a user's own.</summary>
    public IReadOnlyList<SpanFacts>? PortsOf(IMethodSymbol method)
    {
        if (method.IsStatic || !ports.TryGetValue(method.Name, out var all))
            return null;
        // A mini-batch brings its own lengths.
        if (method.Parameters.Length > 0 && method.Parameters[0].Type is { Name: "MiniBatch", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "Adjoint" } })
            return [];
        var rest = method.Parameters.Length - all.Count;
        // Through an interface the spans have its names; inputs and outputs side by side are no span of ours.
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return api.IsOneFunction && rest == (method.Name == "TrainStep" ? 1 : 0) ? all : null;
        return rest == (method.Name == "TrainStep" ? 1 : 0) && all.Select(static p => p.Name).SequenceEqual(method.Parameters.Take(all.Count).Select(static p => p.Name))
            ? all
            : null;
    }

    /// <summary>The tensor behind a view such as <c>Dense1.Weight</c>, or null.</summary>
    public Parameter? TensorOf(string layer, string tensor) =>
        network.Parameters.FirstOrDefault(p => Identifiers.Member(p.Layer) == layer && Identifiers.Tensor(p.Member) == tensor);

    private SpanFacts PortOf(MemberParameter parameter) => parameter.Use switch
    {
        ParameterUse.Input => new(parameter.Name, SpanUse.Input, Size(ValueOf(parameter)), api.SizeOf(parameter.Port)) { IsIndices = api.Tokens.ContainsKey(parameter.Port) },
        ParameterUse.Output => new(parameter.Name, SpanUse.Output, Size(ValueOf(parameter)), api.SizeOf(parameter.Port)),
        ParameterUse.Gradient => new(parameter.Name, SpanUse.Gradient, network.ParameterCount, "ParameterCount"),
        _ => TargetOf(parameter, api.Targets.First(target => target.Name == parameter.Name)),
    };

    private SpanFacts TargetOf(MemberParameter parameter, ApiTarget target)
    {
        var (judged, size) = (ValueOf(parameter), Size(ValueOf(parameter)));
        if (LabelShape.Of(target.Kind, network.Values[judged].Shape) is not { } labels)
            return new(parameter.Name, SpanUse.Targets, size, api.SizeOf(parameter.Port));
        var losses = network.Losses.Where(loss => loss.Inputs[0] == judged).Select(static loss => ((LossOperator)loss.Operator).Common).OfType<ClassLossOptions>();
        return new(parameter.Name, SpanUse.Labels, labels.Count, null, labels.Classes, [.. losses.Where(static loss => loss.TakesClasses).Select(static loss => loss.IgnoreIndex)])
        {
            IsIndices = true, HasLengths = network.Values[judged].Lengths is not null,
        };
    }

    private int ValueOf(MemberParameter parameter) => parameter.Use == ParameterUse.Input
        ? network.Inputs[api.Inputs.ToList().IndexOf(parameter.Port)]
        : network.Outputs[api.Outputs.ToList().IndexOf(parameter.Port)];

    private int Size(int value) => network.Values[value].Size;
}

/// <summary>What a span of a generated method is for.</summary>
internal enum SpanUse
{
    /// <summary>Rows of input.</summary>
    Input,

    /// <summary>Rows of output, written by the method.</summary>
    Output,

    /// <summary>One class for each row.</summary>
    Labels,

    /// <summary>Rows of numbers to compare an output with.</summary>
    Targets,

    /// <summary>One number for each parameter, written by the method.</summary>
    Gradient,
}

/// <summary>A span of a generated method.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Size">The numbers of one row; of a gradient, all of them.</param>
/// <param name="Constant">The generated constant of that size, if there is one.</param>
/// <param name="Classes">The number of classes, for labels.</param>
/// <param name="Ignored">The labels that are no class but may stand for one to be ignored.</param>
internal sealed record SpanFacts(string Name, SpanUse Kind, int Size, string? Constant, int Classes = 0, EquatableArray<int> Ignored = default)
{
    /// <summary>Whether it holds tokens or labels, and not numbers.</summary>
    public bool IsIndices { get; init; }

    /// <summary>Whether rows have lengths of their own, behind which anything may stand.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Whether the method writes it.</summary>
    public bool IsWritten => Kind is SpanUse.Output or SpanUse.Gradient;
}
