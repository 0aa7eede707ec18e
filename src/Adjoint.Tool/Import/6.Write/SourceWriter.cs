using System.Text;
using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>The sixth stage: writes a list of layers and blocks as a class with attributes.</summary>
internal static class SourceWriter
{
    public static ImportedModel Write(LayerGraph graph, IReadOnlyList<Item> items, ImportOptions options)
    {
        var functions = items.SelectMany(Layers)
            .SelectMany(static layer => layer.Cell is { } cell ? Sequence.Of(cell).Select(static s => s.Layer).OfType<Layer>() : [layer])
            .SelectMany(static layer => layer.Arguments.OfType<Function>())
            .Distinct()
            .ToList();
        var names = Naming.OfClass(options.Name, functions.Select(static f => f.Name));
        // Inputs and outputs have the first choice of names: callers see them. The only output is y.
        if (graph.Outputs.Count == 1)
            names.Reserve("y");
        var inputs = graph.Inputs.Select(port => PortOf(port, graph.Inputs.Count(static i => !i.IsLengths) > 1 ? names.Port(port.Name, "input") : port.IsLengths ? "lengths" : "x")).ToList();
        var outputs = graph.Outputs.Select(port => PortOf(port, graph.Outputs.Count > 1 ? names.Port(port.Name, "output") : "y")).ToList();
        var blocks = new BlockTable(options.Name, items);
        var writer = new ListWriter(names, blocks, null);
        writer.Add(graph.IsDouble ? "Network(Precision = Precision.Double)" : "Network", true, false);
        writer.Prepare(items);
        var named = graph.Inputs.Zip(inputs).Where(static pair => !pair.First.IsLengths).ToList();
        for (var i = 0; i < named.Count && named.Count > 1; i++)
            writer.Name(named[i].First.Layer, named[i].Second.Parameter);
        foreach (var item in items)
        {
            if (item is BlockUse use)
                writer.Write(use);
            else if (item is Step step)
                writer.Write(step, step.Output is { } output ? outputs[graph.Outputs.ToList().IndexOf(output)].Parameter : null);
        }
        if (LossOf(graph, options) is { } loss)
            writer.Add(loss, true, false);
        return new ImportedModel
        {
            Source = Text(AttributeLines.Of(writer.Attributes), blocks.Declarations, functions, graph.IsDouble ? "double" : "float", options),
            Tensors = [.. writer.Named.SelectMany(static named => named.Layer.Tensors.Select(tensor => ($"{named.Name}.{tensor.Name}", tensor.Value)))],
            Inputs = inputs, Outputs = outputs, IsDouble = graph.IsDouble, Blocks = blocks.Count, Layers = items.SelectMany(Layers).Count(static layer => layer.Word != "Input"),
        };
    }

    /// <summary>The most numbers of a row that a network has in memory.</summary>
    private const int MostNumbers = 10_000_000;

    /// <summary>
    /// The loss that is declared. Scores of classes for each position are compared with a label each. With the many classes of a language model only
    /// the loss makes a network possible, which then has them in memory position by position.
    /// </summary>
    private static string? LossOf(LayerGraph graph, ImportOptions options)
    {
        var isPerPosition = graph.Outputs is [{ Layer.Shape.Count: 2 }];
        var isNeeded = isPerPosition && graph.Outputs[0].Layer.Size > MostNumbers && graph.Inputs is [{ Layer.Options: var given }, ..] && given.Any(static o => o.Name == "Tokens");
        return (options.Loss is null && isNeeded) || (options.Loss == "CrossEntropy" && isPerPosition) ? "CrossEntropy(PerPosition = true)" : options.Loss;
    }

    private static IEnumerable<Layer> Layers(Item item) => item switch { Step { Layer: { } layer } => [layer], BlockUse use => use.Instances.SelectMany(static i => i), _ => [] };

    private static ImportedPort PortOf(GraphPort port, string parameter) =>
        new(port.Name, parameter, port.RowsAxis, port.Dims, port.IsLengths || port.Layer.Options.Any(static o => o.Name == "Tokens"));

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
        text.AppendJoin(
            '\n',
            functions.Select(
                f =>
                    $"    [Differentiable]\n    {(blocks.Length == 0 ? "private" : "internal")} static {number} {f.Name}({string.Join(", ", f.Parameters.Select(p => $"[Parameter] {number} {p}").Prepend($"{number} x"))}) => {f.Body};\n"));
        return text.Append("}\n").Append(blocks).ToString();
    }
}
