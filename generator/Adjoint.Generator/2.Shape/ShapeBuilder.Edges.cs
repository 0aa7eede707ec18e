using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Graphs: their edges, and the layers that read them.</summary>
internal partial class ShapeBuilder
{
    private const string HowToDeclare = "declare them, as in Input(\"edges\", 156, Edges = 34) for at most 156 edges between 34 nodes";

    /// <summary>Whether an input is one of edges: of so many, between so many nodes.</summary>
    private bool CheckEdges(InputWord input, int attribute)
    {
        if (input.Edges is < 1 or > Limits.Tokens)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Edges"), "The number of nodes", FormattableString.Invariant($"from 1 to {Limits.Tokens}"), input.Edges);
        else if (input.Tokens is not null)
            ReportWith([Remedy.Omit(new(attribute, "Tokens"))], Rules.GivenTwice, new SourcePlace(attribute, "Tokens"), input.Port ?? "the input", "Tokens", "Edges");
        else if (input.HasLengths)
            ReportInput("Lengths", "Lengths are written too", "remove Lengths: −1 at both ends says that there is no edge");
        else if (input.Shape.Count != 1)
            ReportInput("shape", $"has {new TensorShape(input.Shape)}", "write the number of edges alone, as in Input(\"edges\", 156, Edges = 34)");
        else
            return true;
        return false;

        void ReportInput(string argument, string found, string advice) =>
            Report(Rules.EdgesDoNotFit, new SourcePlace(attribute, argument), input.Port ?? "x", "one number, of edges", found, advice);
    }

    /// <summary>Whether a layer reads edges where it needs them, and nowhere else.</summary>
    private bool ReadsEdgesRightly(Operator @operator, IReadOnlyList<NamedValue> read, int attribute)
    {
        var reads = @operator is SelfLoops ? 0 : 1;
        if (@operator is EdgeOperator or SelfLoops && KnowsShapes && (read.Count <= reads || !read[reads].Value.AreEdges))
        {
            var found = read.Count > reads ? $"{read[reads].Source} gives {(read[reads].Value.Tokens > 0 ? "tokens" : "numbers")}" : "none are named";
            Report(Rules.EdgesDoNotFit, reads == 0 ? SourcePlace.Of(attribute) : new SourcePlace(attribute, "edges"), @operator.Name, "the edges of a graph", found, HowToDeclare);
            return false;
        }
        if (read.Select(static (value, i) => (value, i)).FirstOrDefault(each => each.value.Value.AreEdges && !(@operator is EdgeOperator or SelfLoops && each.i == reads)).value is not { } edges)
            return true;
        ReportEdges(edges, @operator.Name, attribute);
        return false;
    }

    /// <summary>Edges where numbers or tokens are read.</summary>
    private void ReportEdges(NamedValue edges, string reader, int attribute) => ReportWith(
        edges == current && NodesOf(edges.Value) is { } nodes ? [Remedy.Insert(attribute, $"From(\"{nodes}\")")] : [],
        Rules.EdgesDoNotFit, SourcePlace.Of(attribute), reader, "numbers", $"{edges.Source} is the edges of a graph",
        "go back to the nodes, as by From(\"x\") before it, or declare the nodes' input last");

    /// <summary>The name of the nodes that edges are between, where there is one such value; else null.</summary>
    private string? NodesOf(Value edges)
    {
        var nodes = frame.Named.Where(named => named.Value.Value is { Tokens: 0, Shape.Rank: 2 } value && value.Shape.Sizes[0] == edges.Tokens).Select(static named => named.Key).ToList();
        return nodes.Count == 1 ? nodes[0] : null;
    }

    /// <summary>A layer of a graph that has tensors: a block of the library's own.</summary>
    private void ReadGraphLayer(GraphWord word, int attribute)
    {
        var (options, name) = (word.Options, word.LayerName ?? word.Name);
        if (!AreNumbers(current!, word.Name, attribute) || Find(options.Edges, new SourcePlace(attribute, "edges")) is not { } edges)
            return;
        if (KnowsShapes && !edges.Value.AreEdges)
            Report(Rules.EdgesDoNotFit, new SourcePlace(attribute, "edges"), name, "the edges of a graph", $"{edges.Source} gives {(edges.Value.Tokens > 0 ? "tokens" : "numbers")}", HowToDeclare);
        else if (KnowsShapes && EdgeRules.Mismatch(current!, edges) is { } mismatch)
            Report(Rules.EdgesDoNotFit, SourcePlace.Of(attribute), name, mismatch.Needed, mismatch.Found, mismatch.Advice);
        else if (options.Width < 1)
            Report(Rules.WidthBelowOne, new SourcePlace(attribute, "width"), name, options.Width, "features");
        else if (options.Heads < 1)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "heads"), $"The number of heads of '{name}'", "at least 1", options.Heads);
        else if (!(options.Dropout >= 0 && options.Dropout < 1))
            Report(Rules.RateOutOfRange, new SourcePlace(attribute, "Dropout"), options.Dropout, "write the share of values to drop, such as 0.1");
        else if (Claim(layerNames.Of(word, frame.Prefix), attribute) is { } claimed)
        {
            var lengths = current!.Value.Lengths;
            var use = new BlockWord(word.Name, word.Name, null, claimed, [], [], word.IsFrozen);
            Enter(GraphLayers.BlockOf(word, current.Value.Shape.Sizes[0]), claimed, use, [WithoutLengths(current, claimed), edges]);
            if (lengths is not null && problems.Count == 0)
                frame.Named[claimed] = current = current! with { Value = values[current.Value.Id] = current.Value with { Lengths = lengths } };
        }
    }

    /// <summary>Adds a layer along the edges. Nodes that a smaller graph lacks are 0 to it, wherever edges lead; its output for nodes has the lengths of its input.</summary>
    private void AddOfEdges(Operator layer, string name, NamedValue[] inputs, TensorShape shape)
    {
        var lengths = inputs[0].Value.Lengths;
        AddNode(layer, name, [WithoutLengths(inputs[0], name), .. inputs.Skip(1)], names.Next(layer.Symbol), shape, [], []);
        if (layer is Propagate && lengths is not null)
            frame.Named[name] = current = current! with { Value = values[current.Value.Id] = current.Value with { Lengths = lengths } };
    }

    /// <summary>A value with zeros for the nodes that a graph lacks, as one of all nodes.</summary>
    private NamedValue WithoutLengths(NamedValue value, string name)
    {
        if (value.Value.Lengths is not { } n)
            return value;
        var masked = Mask(value.Value, n, new MaskSteps(), name + ".nodes");
        return value with { Value = values[masked.Id] = masked with { Lengths = null, IsMasked = false } };
    }
}
