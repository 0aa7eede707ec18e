using System.Text;
using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>The sixth stage: writes a list of layers and blocks as a class with attributes.</summary>
internal static class SourceWriter
{
    public static ImportedModel Write(LayerGraph graph, IReadOnlyList<Item> items, ImportOptions options)
    {
        var functions = items.SelectMany(Layers).SelectMany(static layer => layer.Cell is { } cell ? Sequence.Of(cell).Select(static s => s.Layer).OfType<Layer>() : [layer]).SelectMany(static layer => layer.Arguments.OfType<Function>()).Distinct().ToList();
        var names = Naming.OfClass(options.Name, functions.Select(static f => f.Name));
        // Inputs and outputs have the first choice of names: callers see them. The only output is y.
        if (graph.Outputs.Count == 1)
            names.Reserve("y");
        var inputs = graph.Inputs.Select(port => PortOf(port, graph.Inputs.Count > 1 ? names.Port(port.Name, "input") : "x")).ToList();
        var outputs = graph.Outputs.Select(port => PortOf(port, graph.Outputs.Count > 1 ? names.Port(port.Name, "output") : "y")).ToList();
        var blocks = new BlockTable(options.Name, items);
        var writer = new ListWriter(names, blocks, null);
        writer.Add(graph.IsDouble ? "Network(Precision = Precision.Double)" : "Network", true, false);
        writer.Prepare(items);
        for (var i = 0; i < inputs.Count && inputs.Count > 1; i++)
            writer.Name(graph.Inputs[i].Layer, inputs[i].Parameter);
        foreach (var item in items)
        {
            if (item is BlockUse use)
                writer.Write(use);
            else if (item is Step step)
                writer.Write(step, step.Output is { } output ? outputs[graph.Outputs.ToList().IndexOf(output)].Parameter : null);
        }
        if (options.Loss is { } loss)
            writer.Add(loss, true, false);
        return new ImportedModel
        {
            Source = Text(AttributeLines.Of(writer.Attributes), blocks.Declarations, functions, graph.IsDouble ? "double" : "float", options),
            Tensors = [.. writer.Named.SelectMany(static named => named.Layer.Tensors.Select(tensor => ($"{named.Name}.{tensor.Name}", tensor.Value)))],
            Inputs = inputs, Outputs = outputs, IsDouble = graph.IsDouble, Blocks = blocks.Count, Layers = items.SelectMany(Layers).Count(static layer => layer.Word != "Input"),
        };
    }

    private static IEnumerable<Layer> Layers(Item item) => item switch { Step { Layer: { } layer } => [layer], BlockUse use => use.Instances.SelectMany(static i => i), _ => [] };

    private static ImportedPort PortOf(GraphPort port, string parameter) => new(port.Name, parameter, port.RowsAxis, port.Dims, port.Layer.Options.Any(static o => o.Name == "Tokens"));

    private static string Text(string attributes, string blocks, List<Function> functions, string number, ImportOptions options)
    {
        var text = new StringBuilder();
        if (functions.Count > 0)
            text.Append("using System;\n");
        text.Append("using Adjoint;\n\n");
        if (options.Namespace is { } @namespace)
            text.Append($"namespace {@namespace};\n\n");
        text.Append(attributes).Append($"public sealed partial class {options.Name}");
        if (functions.Count == 0)
            return text.Append(";\n").Append(blocks).ToString();
        text.Append("\n{\n");
        text.AppendJoin('\n', functions.Select(f => $"    [Differentiable]\n    {(blocks.Length == 0 ? "private" : "internal")} static {number} {f.Name}({number} x) => {f.Body};\n"));
        return text.Append("}\n").Append(blocks).ToString();
    }
}
