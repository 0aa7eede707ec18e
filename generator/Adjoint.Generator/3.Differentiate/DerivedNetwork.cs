using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// A network that computes a derivative of another: the same layers as they predict, with tangents beside them or with a given cotangent where the loss was. What
/// is asked for is then its own output or its own gradient, and the stages behind need not know.
/// </summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Network">The network.</param>
/// <param name="Results">What users receive of it: values, or gradients with respect to values.</param>
internal sealed record DerivedNetwork(Derivation Kind, ShapedNetwork Network, EquatableArray<GradientSource> Results)
{
    /// <summary>The values that gradients are wanted for beside the parameters.</summary>
    public ISet<int> Wanted => new HashSet<int>(Results.Where(static r => r.Kind == GradientSourceKind.Gradient).Select(static r => r.Id));

    /// <summary>The derived networks that a declaration asks for.</summary>
    public static IEnumerable<DerivedNetwork> Of(ShapedNetwork network)
    {
        var asked = network.Declaration.Derivatives;
        if (asked.HasFlag(DerivativeKinds.Vjp))
            yield return Reverse(network, Derivation.Vjp);
        if (asked.HasFlag(DerivativeKinds.Jacobian) && ByRows(network))
            yield return Reverse(network, Derivation.JacobianRows);
        if (asked.HasFlag(DerivativeKinds.Jvp))
            yield return Forward(network, Derivation.Jvp);
        if (asked.HasFlag(DerivativeKinds.Jvp) && Numbers(network).Any())
            yield return Forward(network, Derivation.Pushforward);
        if (asked.HasFlag(DerivativeKinds.Jacobian) && !ByRows(network))
            yield return Forward(network, Derivation.JacobianColumns);
        if (asked.HasFlag(DerivativeKinds.HessianVectorProduct))
            yield return OfLoss(network);
        if (asked.HasFlag(DerivativeKinds.RowGradients))
            yield return new DerivedNetwork(Derivation.RowGradients, AsItPredicts(network), []);
        if (asked.HasFlag(DerivativeKinds.RowGradientNorms))
            yield return new DerivedNetwork(Derivation.RowGradientNorms, AsItPredicts(network), []);
        if (network.Declaration.Carries && network.Losses.Count > 0)
            yield return CarriedStates.Of(network);
    }

    /// <summary>Whether it runs for one direction after the other, on values that are computed once.</summary>
    public bool IsSwept => Kind is Derivation.JacobianRows or Derivation.JacobianColumns;

    /// <summary>Whether a Jacobian is computed row by row, by reverse mode: where there are no more outputs than inputs.</summary>
    public static bool ByRows(ShapedNetwork network) => network.Values[network.Outputs[0]].Size <= network.Values[network.Inputs[0]].Size;

    /// <summary>The inputs that are numbers: tokens do not change by a little.</summary>
    private static IEnumerable<int> Numbers(ShapedNetwork network) => network.Inputs.Where(i => network.Values[i].Tokens == 0);

    /// <summary>The gradients of Σ ⟨ȳ, y⟩.</summary>
    private static DerivedNetwork Reverse(ShapedNetwork network, Derivation kind)
    {
        var values = network.Values.ToList();
        List<int> given = [];
        List<Node> pairings = [];
        foreach (var output in network.Outputs)
        {
            given.Add(values.Count);
            values.Add(new Value(values.Count, network.Outputs.Count == 1 ? "yBar" : FormattableString.Invariant($"y{given.Count}Bar"), values[output].Shape));
            pairings.Add(new Node(new Pairing(), -1, "y", [output, given[given.Count - 1]], -1, []));
        }
        var derived = AsItPredicts(network) with
        {
            Values = values.ToEquatableArray(),
            Losses = pairings.ToEquatableArray(),
            Inputs = [.. network.Inputs, .. given],
            Parameters = kind == Derivation.Vjp ? network.Parameters : network.Parameters.Select(static p => p with { IsTrained = false }).ToEquatableArray(),
        };
        return new DerivedNetwork(kind, derived, Numbers(network).Select(GradientSource.Gradient).ToEquatableArray());
    }

    /// <summary>The network with tangents beside its values.</summary>
    private static DerivedNetwork Forward(ShapedNetwork network, Derivation kind)
    {
        var (values, nodes, parameters) = (network.Values.ToList(), AsItPredicts(network).Nodes.ToList(), Fixed(network.Parameters));
        var builder = new TangentBuilder(values, nodes, "Dot");
        List<int> given = [];
        foreach (var input in Numbers(network))
        {
            given.Add(builder.AddValue(builder.NameOf(network.Values[input].Name), network.Values[input].Shape));
            builder.Seed(input, given[given.Count - 1]);
        }
        if (kind == Derivation.Jvp)
            SeedParameters(builder, network, parameters);
        var tangents = network.Outputs.Select(o => builder.Of(o) ?? Zero(builder, o)).ToList();
        var derived = network with
        {
            Values = values.ToEquatableArray(),
            Nodes = nodes.ToEquatableArray(),
            Losses = [],
            Inputs = [.. network.Inputs, .. given],
            Parameters = parameters.ToEquatableArray(),
        };
        return new DerivedNetwork(kind, derived, network.Outputs.Concat(tangents).Select(GradientSource.Given).ToEquatableArray());
    }

    /// <summary>The tangent of the losses, along a direction of the parameters; its gradient is the product with the Hessian.</summary>
    private static DerivedNetwork OfLoss(ShapedNetwork network)
    {
        var (values, nodes, parameters) = (network.Values.ToList(), AsItPredicts(network).Nodes.ToList(), network.Parameters.ToList());
        var builder = new TangentBuilder(values, nodes, "Dot");
        SeedParameters(builder, network, parameters);
        var losses = network.Losses.Select(loss => loss with
        {
            Operator = new LossTangent((LossOperator)loss.Operator),
            Inputs = [loss.Inputs[0], builder.Of(loss.Inputs[0]) ?? Zero(builder, loss.Inputs[0]), .. loss.Inputs.Skip(1)],
        }).ToEquatableArray();
        var derived = network with { Values = values.ToEquatableArray(), Nodes = nodes.ToEquatableArray(), Losses = losses, Parameters = parameters.ToEquatableArray() };
        return new DerivedNetwork(Derivation.HessianVectorProduct, derived, []);
    }

    /// <summary>What does nothing in prediction is another name for what it reads, and what is normalised is so by the running statistics.</summary>
    private static ShapedNetwork AsItPredicts(ShapedNetwork network) => network with
    {
        Nodes = network.Nodes.Select(n => n with { Operator = n.Operator.AsPredicted(network.Values[n.Output].Shape) }).ToEquatableArray(),
    };

    private static List<Parameter> Fixed(EquatableArray<Parameter> parameters) => [.. parameters.Select(static p => p with { IsTrained = false })];

    private static void SeedParameters(TangentBuilder builder, ShapedNetwork network, List<Parameter> parameters)
    {
        foreach (var parameter in network.Parameters.Where(static p => p.IsTrained))
        {
            builder.SeedParameter(parameter.Id, parameters.Count);
            parameters.Add(parameter with { Id = parameters.Count, Symbol = parameter.Symbol + "Dot", IsTrained = false, IsTangent = true });
        }
    }

    private static int Zero(TangentBuilder builder, int value)
    {
        var zero = builder.AddValue("zero", builder.ShapeOf(value), builder.ScanOf(value));
        builder.AddNode(new Node(new Map("Zero", 0), -1, "zero", [value], zero, []));
        return zero;
    }
}
