using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>What a declaration says about the methods that are generated for it: what each of their spans holds. Nothing is read from generated text.</summary>
internal sealed class NetworkFacts
{
    private readonly ShapedNetwork network;
    private readonly bool isPlain;
    private readonly Dictionary<string, IReadOnlyList<Port>> ports = new(StringComparer.Ordinal);

    private NetworkFacts(INamedTypeSymbol type, ShapedNetwork network)
    {
        (Type, this.network) = (type, network);
        var api = Api.Of(network.Declaration);
        isPlain = api.IsPlain;
        List<Port> inputs = [.. api.Inputs.Select((name, i) => new Port(name, PortKind.Input, Size(network.Inputs[i]), api.SizeOf(name)))];
        List<Port> outputs = [.. api.Outputs.Select((name, i) => new Port(name, PortKind.Output, Size(network.Outputs[i]), api.SizeOf(name)))];
        List<Port> data = [.. inputs, .. api.Targets.Select(target => TargetOf(target, api))];
        ports["Predict"] = [.. inputs, .. outputs];
        if (api.Targets.Count == 0)
            return;
        ports["Loss"] = data;
        ports["Gradient"] = [.. data, new Port("gradient", PortKind.Gradient, network.ParameterCount, "ParameterCount")];
        ports["TrainStep"] = data;
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

    /// <summary>What the spans of a generated method hold, in order; null if the method is a user's own.</summary>
    public IReadOnlyList<Port>? PortsOf(IMethodSymbol method)
    {
        if (method.IsStatic || !ports.TryGetValue(method.Name, out var all))
            return null;
        // A mini-batch brings its own lengths.
        if (method is { Name: "TrainStep", Parameters.Length: 2 } && method.Parameters[0].Type.Name == "MiniBatch")
            return [];
        var rest = method.Parameters.Length - all.Count;
        // Through an interface the spans have its names; inputs and outputs side by side are no span of ours.
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return isPlain && rest == (method.Name == "TrainStep" ? 1 : 0) ? all : null;
        return rest == (method.Name == "TrainStep" ? 1 : 0) && all.Select(static p => p.Name).SequenceEqual(method.Parameters.Take(all.Count).Select(static p => p.Name))
            ? all
            : null;
    }

    /// <summary>The tensor behind a view such as <c>Dense1.Weight</c>, or null.</summary>
    public Parameter? TensorOf(string layer, string tensor) =>
        network.Parameters.FirstOrDefault(p => Identifiers.Member(p.Layer) == layer && Identifiers.Tensor(p.Member) == tensor);

    private Port TargetOf(ApiTarget target, Api api)
    {
        var output = target.Output is null ? 0 : api.Outputs.ToList().IndexOf(target.Output);
        var (judged, size) = (network.Outputs[output], Size(network.Outputs[output]));
        if (!target.IsClasses)
            return new Port(target.Name, PortKind.Targets, size, api.SizeOf(api.Outputs[output]));
        var losses = network.Losses.Where(loss => loss.Inputs[0] == judged).Select(static loss => ((LossOperator)loss.Operator).Common).OfType<CrossEntropyOptions>();
        return new Port(target.Name, PortKind.Labels, 1, null, size, [.. losses.Where(static loss => loss.TakesClasses).Select(static loss => loss.IgnoreIndex)]);
    }

    private int Size(int value) => network.Values[value].Size;
}

/// <summary>What a span of a generated method is for.</summary>
internal enum PortKind
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
internal sealed record Port(string Name, PortKind Kind, int Size, string? Constant, int Classes = 0, EquatableArray<int> Ignored = default)
{
    /// <summary>Whether the method writes it.</summary>
    public bool IsWritten => Kind is PortKind.Output or PortKind.Gradient;
}
