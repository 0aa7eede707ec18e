using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// A network whose loops begin with given states and hand over those behind their last step. Gradients end at the given ones (truncated backpropagation through time, Williams and Peng, 1990).
/// </summary>
internal sealed class CarriedStates
{
    private readonly ShapedNetwork network;
    private readonly List<Value> values;
    private readonly List<Node> nodes;

    private CarriedStates(ShapedNetwork network) => (this.network, values, nodes) = (network, [.. network.Values], [.. network.Nodes]);

    /// <summary>The network; its last inputs are the states that its loops begin with, and its results are those behind the last step.</summary>
    public static DerivedNetwork Of(ShapedNetwork network) => new CarriedStates(network).Build();

    private DerivedNetwork Build()
    {
        List<int> first = [], last = [];
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            if (nodes[i] is not { Operator: Delay delay } node)
                continue;
            var (state, lengths) = (values[node.Output], delay.HasLengths ? node.Inputs[node.Inputs.Count - 1] : (int?)null);
            first.Add(Add(state.Name + "First", state.Shape));
            nodes[i] = node with { Operator = delay with { HasInitial = true }, Inputs = [node.Inputs[0], first[first.Count - 1], .. node.Inputs.Skip(1)] };
            last.Add(LastOf(node, state, first[first.Count - 1], lengths));
        }
        var carrying = network with { Values = values.ToEquatableArray(), Nodes = nodes.ToEquatableArray(), Inputs = [.. network.Inputs, .. first] };
        return new DerivedNetwork(Derivation.Carry, carrying, last.Select(GradientSource.Given).ToEquatableArray());
    }

    /// <summary>What the last step leaves; of a row without steps what it began with.</summary>
    private int LastOf(Node node, Value state, int first, int? lengths)
    {
        var next = values[node.Inputs[0]];
        var all = Add(next.Name + "Steps", new([next.Scan!.Steps, .. state.Shape.Sizes]));
        nodes.Add(new Node(new Sequence(next.Scan.Steps), node.Attribute, node.Name + ".steps", [next.Id], all, []));
        if (lengths is not { } n)
            return Add(new Last(), node, ".last", state, all);
        var last = Add(new LastOfSteps(IsBidirectional: false), node, ".last", state, all, n);
        var taken = Add(new OfLength(Divides: false), node, ".taken", state, first, n);
        var kept = Add(new Subtract(), node, ".kept", state, first, taken);
        return Add(new Add(), node, ".carried", state, last, kept);
    }

    private int Add(Operator @operator, Node node, string name, Value state, params int[] read)
    {
        var output = Add(state.Name + char.ToUpperInvariant(name[1]) + name.Substring(2), state.Shape);
        nodes.Add(new Node(@operator, node.Attribute, node.Name + name, read.ToEquatableArray(), output, []));
        return output;
    }

    private int Add(string name, TensorShape shape)
    {
        values.Add(new Value(values.Count, name, shape));
        return values.Count - 1;
    }
}
