using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>A network as an ONNX graph that computes what <c>Predict</c> does. A row is one of N along the first axis of everything; a loop is a Scan.</summary>
internal sealed class OnnxNetwork
{
    private readonly ShapedNetwork network;
    private readonly Api api;

    private OnnxNetwork(ShapedNetwork network) => (this.network, api) = (network, Api.Of(network.Declaration));

    /// <summary>The graph of a network.</summary>
    public static OnnxGraph Of(ShapedNetwork network) => new OnnxNetwork(network).Build();

    private OnnxGraph Build()
    {
        var graph = new OnnxBuilder(network.Declaration.Precision);
        for (var i = 0; i < network.Inputs.Count; i++)
        {
            var value = network.Values[network.Inputs[i]];
            graph.SetName(value, graph.FreeName(api.Inputs[i]));
            graph.AddInput(graph.NameOf(value), TypeOf(value), value.Shape);
        }
        // Outputs have their names before anything else could take them.
        var outputs = api.Outputs.Select(graph.FreeName).ToList();
        foreach (var node in network.Nodes)
        {
            if (node.Operator is Sequence)
                AddLoop(graph, node);
            else if (network.Values[node.Output].Scan is null)
                Add(graph, node);
        }
        for (var i = 0; i < outputs.Count; i++)
        {
            var value = network.Values[network.Outputs[i]];
            graph.Add(new OnnxNode("Identity", graph.FreeName(outputs[i] + "/Identity"), [graph.NameOf(value)], [outputs[i]], []));
            graph.AddOutput(outputs[i], TypeOf(value), value.Shape);
        }
        return OnnxPruning.WithoutCopies(graph.Build());
    }

    private void Add(OnnxBuilder graph, Node node)
    {
        var (value, before) = (network.Values[node.Output], graph.Count);
        var output = node.Operator.Onnx(ContextOf(graph, node));
        // What adds nothing hands on what it reads, which has its name.
        var name = graph.Count == before ? output : graph.FreeName(value.Name);
        graph.SetName(value, name == output || graph.Rename(output, name) ? name : output);
    }

    /// <summary>
    /// A loop: its states go from step to step, the sequences that it reads are cut along their axis of steps, and what it yields is put together along it. It has the layers alone that
    /// what it yields depends on: derivatives are a loop of their own, and what they read may come later.
    /// </summary>
    private void AddLoop(OnnxBuilder graph, Node yield)
    {
        var nodes = StepsFor(yield);
        var (states, sequences) = (nodes.Where(static n => n.Operator is Delay).ToList(), nodes.Where(static n => n.Operator is StepsOf).ToList());
        var (context, steps) = (ContextOf(graph, yield), network.Values[yield.Output].Shape.Sizes[0]);
        List<string> inputs = [.. states.Select(state => First(context, graph, state)), .. sequences.Select(s => graph.NameOf(network.Values[s.Inputs[0]]))];
        // Of rows with lengths, a state behind the end is 0.
        var lengths = states.Select(static s => s.Operator is Delay { HasLengths: true } ? s.Inputs[s.Inputs.Count - 1] : (int?)null).FirstOrDefault(static n => n is not null);
        if (lengths is { } n)
            inputs.Add(context.Add("Less", context.Unsqueeze(context.Range(0, steps), 0), graph.NameOf(network.Values[n])));
        var (body, output) = (Body(graph, nodes, states, yield, lengths is not null), graph.FreeName(network.Values[yield.Output].Name));
        graph.SetName(network.Values[yield.Output], output);
        var cut = inputs.Count - states.Count;
        graph.Add(new OnnxNode(
            "Scan", graph.FreeName(yield.Name), inputs.ToEquatableArray(), [.. states.Select(s => graph.FreeName($"{s.Name}/last")), output],
            [new("num_scan_inputs", (long)cut), new("scan_input_axes", Enumerable.Repeat(1, cut)), new("scan_output_axes", [1])]) { Body = body });
    }

    /// <summary>The nodes of a loop that a value which it yields depends on, by way of earlier steps too.</summary>
    private List<Node> StepsFor(Node yield)
    {
        var (found, todo) = (new HashSet<int>(), new Stack<int>([yield.Inputs[0]]));
        while (todo.Count > 0)
        {
            var value = todo.Pop();
            if (network.Values[value].Scan is null || !found.Add(value))
                continue;
            foreach (var read in network.Nodes.First(node => node.Output == value).Inputs)
                todo.Push(read);
        }
        return [.. network.Nodes.Where(node => found.Contains(node.Output))];
    }

    private string First(OnnxContext context, OnnxBuilder graph, Node state) => state.Operator is Delay { HasInitial: true }
        ? graph.NameOf(network.Values[state.Inputs[1]])
        : context.InEveryRow(context.Number(0), network.Values[state.Output].Shape.Sizes);

    private OnnxGraph Body(OnnxBuilder graph, List<Node> nodes, List<Node> states, Node yield, bool hasLengths)
    {
        var body = graph.Within();
        foreach (var node in states.Concat(nodes.Where(static n => n.Operator is StepsOf)))
        {
            var value = network.Values[node.Output];
            graph.SetName(value, graph.FreeName(value.Name));
            body.AddInput(graph.NameOf(value), TypeOf(value), value.Shape);
        }
        if (hasLengths)
        {
            var exists = graph.FreeName("exists");
            body.AddInput(exists, OnnxType.Bool, new([]));
            foreach (var state in states)
                Mask(body, state, exists);
        }
        foreach (var node in nodes.Where(static n => n.Operator is not (Delay or StepsOf)))
            Add(body, node);
        foreach (var node in states.Append(yield))
        {
            var value = network.Values[node.Inputs[0]];
            var name = body.FreeName(node.Operator is Delay ? $"{node.Name}/next" : $"{node.Name}/step");
            body.Add(new OnnxNode("Identity", name, [graph.NameOf(value)], [name], []));
            body.AddOutput(name, TypeOf(value), value.Shape);
        }
        return body.Build();
    }

    private void Mask(OnnxBuilder body, Node state, string exists)
    {
        var (context, value) = (ContextOf(body, state), network.Values[state.Output]);
        var there = context.Unsqueeze(exists, [.. Enumerable.Range(1, value.Shape.Rank)]);
        body.SetName(value, context.Add("Where", there, body.NameOf(value), context.Number(0)));
    }

    private OnnxContext ContextOf(OnnxBuilder graph, Node node) => new(new NodeContext(network, node, new HashSet<int>()), graph);

    private OnnxType TypeOf(Value value) => value.Tokens > 0 ? OnnxType.Integer : OnnxType.Number;
}
