using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>
/// What makes probabilities of a network's logits: a network of its own, which reads the outputs of the other, and whose only layers are a softmax or a logistic function after each output that a loss
/// reads as logits. What is no logits it passes on as it is.
/// </summary>
internal static class ProbabilityNetwork
{
    /// <summary>The network, or null where no loss reads logits.</summary>
    public static ShapedNetwork? Of(ShapedNetwork network)
    {
        var api = Api.Of(network.Declaration);
        if (api.Logits.Count == 0)
            return null;
        List<Value> values = [];
        List<Node> nodes = [];
        List<int> inputs = [], outputs = [];
        for (var i = 0; i < network.Outputs.Count; i++)
        {
            var number = network.Outputs.Count == 1 ? "" : FormattableString.Invariant($"{i + 1}");
            inputs.Add(Add("y" + number, network.Values[network.Outputs[i]].Shape));
            if (!api.Logits.Contains(api.Outputs[i]))
            {
                outputs.Add(inputs[i]);
                continue;
            }
            var layer = LayerOf(network.Outputs[i]);
            outputs.Add(Add("p" + number, values[inputs[i]].Shape));
            nodes.Add(new Node(layer, -1, layer.Name.ToLowerInvariant(), [inputs[i]], outputs[i], []));
        }
        return network with
        {
            Values = values.ToEquatableArray(), Nodes = nodes.ToEquatableArray(), Losses = [], Parameters = [],
            Inputs = inputs.ToEquatableArray(), Outputs = outputs.ToEquatableArray(),
        };

        int Add(string name, TensorShape shape)
        {
            values.Add(new Value(values.Count, name, shape));
            return values.Count - 1;
        }

        // Of several losses of one output the first that reads logits.
        Operator LayerOf(int output) => network.Losses.Where(loss => loss.Inputs[0] == output).Select(static loss => ((LossOperator)loss.Operator).Probabilities).OfType<Operator>().First();
    }
}
