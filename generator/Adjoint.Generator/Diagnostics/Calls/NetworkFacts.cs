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
    private readonly Dictionary<string, GeneratedMethod> methods;

    private NetworkFacts(INamedTypeSymbol type, ShapedNetwork network)
    {
        (Type, this.network, api) = (type, network, Api.Of(network.Declaration));
        methods = MemberTable.OfWhole(network.Declaration).Where(static member => judged.Contains(member.Name))
            .Select(member => MethodOf(member, member.Name, "", network, api))
            .Concat(network.Facets.SelectMany(Methods))
            .OfType<GeneratedMethod>()
            .ToDictionary(static method => method.Name, StringComparer.Ordinal);
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
    public IReadOnlyList<SpanFacts> Inputs => [.. api.InputParameters.Select(parameter => PortOf(parameter, network, api))];

    /// <summary>What its outputs are compared with.</summary>
    public IReadOnlyList<SpanFacts> Targets => [.. api.TargetParameters.Select(parameter => PortOf(parameter, network, api))];

    /// <summary>The names of the methods that take one step of training: TrainStep, and one for each objective.</summary>
    public IEnumerable<string> Trainings => methods.Values.Where(static method => method.Kind == "TrainStep").Select(static method => method.Name);

    /// <summary>What a generated method is; null if the method is a user's own.</summary>
    public GeneratedMethod? MethodOf(IMethodSymbol method)
    {
        if (method.IsStatic || !methods.TryGetValue(method.Name, out var found))
            return null;
        // A mini-batch brings its own lengths.
        if (method.Parameters.Length > 0 && method.Parameters[0].Type is { Name: "MiniBatch", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "Adjoint" } })
            return found with { Spans = [] };
        var all = found.Spans;
        if (method.Parameters.Length - all.Count != (found.Kind == "TrainStep" ? 1 : 0))
            return null;
        // Through an interface the spans have its names; inputs and outputs side by side are no span of ours.
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return api.IsOneFunction ? found : null;
        return all.Select(static p => p.Name).SequenceEqual(method.Parameters.Take(all.Count).Select(static p => p.Name)) ? found : null;
    }

    /// <summary>The tensor behind a view such as <c>Dense1.Weight</c>, or null.</summary>
    public Parameter? TensorOf(string layer, string tensor) =>
        network.Parameters.FirstOrDefault(p => Identifiers.Member(p.Layer) == layer && Identifiers.Tensor(p.Member) == tensor);

    /// <summary>The methods of an objective or an entry, which is a network with inputs, outputs and losses of its own.</summary>
    private IEnumerable<GeneratedMethod?> Methods(ShapedFacet facet)
    {
        var (part, own) = (facet.Within(network), Api.Of(facet.Facet.Declaration));
        var name = facet.Facet.IsObjective ? facet.Facet.Name : "";
        return FacetMembers.Of(facet.Facet).Select(member => MethodOf(member, KindOf(member, facet.Facet), name, part, own));
    }

    /// <summary>The method of a whole network that does the same for all of it.</summary>
    private static string KindOf(Member member, Facet facet) =>
        !facet.IsObjective ? "Predict" : member.Name == "Train" + facet.Name ? "TrainStep" : member.Name.Substring(facet.Name.Length);

    /// <summary>A member as a method that is judged; null for others.</summary>
    private GeneratedMethod? MethodOf(Member member, string kind, string objective, ShapedNetwork part, Api own) => !member.Parameters.Any(static p => p.Use == ParameterUse.Input)
        ? null
        : new(member.Name, kind, objective, [.. member.Parameters.Where(static p => p.Use != ParameterUse.Other).Select(parameter => PortOf(parameter, part, own))]);

    private SpanFacts PortOf(MemberParameter parameter, ShapedNetwork part, Api own) => parameter.Use switch
    {
        ParameterUse.Input => new(parameter.Name, SpanUse.Input, Size(ValueOf(parameter, part, own)), ConstantOf(parameter.Port)) { IsIndices = own.Tokens.ContainsKey(parameter.Port) },
        ParameterUse.Output => new(parameter.Name, SpanUse.Output, Size(ValueOf(parameter, part, own)), ConstantOf(parameter.Port)),
        ParameterUse.Gradient => new(parameter.Name, SpanUse.Gradient, network.ParameterCount, "ParameterCount"),
        _ => TargetOf(parameter, own.Targets.First(target => target.Name == parameter.Name), part, own),
    };

    private SpanFacts TargetOf(MemberParameter parameter, ApiTarget target, ShapedNetwork part, Api own)
    {
        var judged = ValueOf(parameter, part, own);
        var names = target.Losses.Select(static loss => loss.Name).Distinct(StringComparer.Ordinal).ToEquatableArray();
        if (LabelShape.Of(target.Kind, network.Values[judged].Shape) is not { } labels)
            return new(parameter.Name, SpanUse.Targets, Size(judged), ConstantOf(parameter.Port)) { Losses = names };
        var losses = part.Losses.Where(loss => loss.Inputs[0] == judged).Select(static loss => ((LossOperator)loss.Operator).Common).OfType<ClassLossOptions>();
        return new(parameter.Name, SpanUse.Labels, labels.Count, null, labels.Classes, [.. losses.Where(static loss => loss.TakesClasses).Select(static loss => loss.IgnoreIndex)])
        {
            IsIndices = true, HasLengths = network.Values[judged].Lengths is not null, Losses = names,
        };
    }

    /// <summary>The generated constant of a port's size; an entry may begin and end at values that have none.</summary>
    private string? ConstantOf(string port) => api.Inputs.Contains(port) || api.Outputs.Contains(port) ? api.SizeOf(port) : null;

    private static int ValueOf(MemberParameter parameter, ShapedNetwork part, Api own) => parameter.Use == ParameterUse.Input
        ? part.Inputs[own.Inputs.ToList().IndexOf(parameter.Port)]
        : part.Outputs[own.Outputs.ToList().IndexOf(parameter.Port)];

    private int Size(int value) => network.Values[value].Size;
}

/// <summary>A generated method that is judged.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The method of a whole network that does the same: Predict, Probabilities, Loss, Gradient or TrainStep.</param>
/// <param name="Objective">The objective that it belongs to; empty for the whole network and for entries.</param>
/// <param name="Spans">What its spans hold, in order.</param>
internal sealed record GeneratedMethod(string Name, string Kind, string Objective, IReadOnlyList<SpanFacts> Spans);

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
    /// <summary>The losses that compare an output with it.</summary>
    public EquatableArray<string> Losses { get; init; } = [];

    /// <summary>Whether it holds tokens or labels, and not numbers.</summary>
    public bool IsIndices { get; init; }

    /// <summary>Whether rows have lengths of their own, behind which anything may stand.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Whether the method writes it.</summary>
    public bool IsWritten => Kind is SpanUse.Output or SpanUse.Gradient;
}
