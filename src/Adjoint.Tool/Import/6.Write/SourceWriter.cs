using System.Text;
using Adjoint.Tool.Import.Layers;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Write;

/// <summary>Writes a graph as a class with attributes.</summary>
internal sealed class SourceWriter
{
    /// <summary>How long a line of attributes may become.</summary>
    private const int LineLength = 120;

    private readonly LayerGraph graph;
    private readonly ImportOptions options;
    private readonly IReadOnlyList<Step> steps;
    private readonly Naming names;
    private readonly Dictionary<Layer, string> valueNames = [];
    private readonly Dictionary<Layer, string> roles = [];
    private readonly List<Function> functions = [];
    private readonly List<(string Name, Tensor Tensor)> tensors = [];
    private readonly List<ImportedPort> inputs = [];
    private readonly List<ImportedPort> outputs = [];

    private SourceWriter(LayerGraph graph, ImportOptions options)
    {
        (this.graph, this.options, steps) = (graph, options, Sequence.Of(graph));
        foreach (var function in steps.SelectMany(static s => s.Layer?.Arguments.OfType<Function>() ?? []).Distinct())
            functions.Add(function);
        names = new Naming(options.Name, functions.Select(static f => f.Name));
        foreach (var step in steps)
        {
            var role = step.Layer?.Word switch { "Add" => "skip", "Concat" => "part", "Multiply" => "factor", "MatMul" => "right", "Subtract" => "other", _ => "shared" };
            foreach (var other in step.Others.Append(step.From).OfType<Layer>())
                roles.TryAdd(other, role);
        }
    }

    public static WrittenModel Write(LayerGraph graph, ImportOptions options) => new SourceWriter(graph, options).Write();

    private WrittenModel Write()
    {
        // Inputs and outputs have the first choice of names: callers see them. The only output is y.
        if (graph.Outputs.Count == 1)
            names.Reserve("y");
        var inputNames = graph.Inputs.ToDictionary(static p => p.Layer, p => names.Port(p.Name, "input"));
        var outputNames = graph.Outputs.Count > 1 ? graph.Outputs.Select(p => names.Port(p.Name, "output")).ToList() : ["output"];
        inputs.AddRange(graph.Inputs.Select(p => new ImportedPort(p.Name, graph.Inputs.Count > 1 ? inputNames[p.Layer] : "x", p.RowsAxis, p.Dims, p.Layer.Options.Any(static o => o.Name == "Tokens"))));
        outputs.AddRange(graph.Outputs.Select((p, i) => new ImportedPort(p.Name, outputNames[i], p.RowsAxis, p.Dims, false)));
        List<Attribute> attributes = [new(graph.IsDouble ? "Network(Precision = Precision.Double)" : "Network", true, false)];
        foreach (var step in steps)
        {
            if (step.From is { } from)
                attributes.Add(new($"From({Literals.Quoted(valueNames[from])})", true, false));
            if (step.Layer is { } layer)
                Write(layer, step.Others, inputNames, attributes);
            if (step.Output is { } output)
                attributes.Add(new($"Output({Literals.Quoted(outputNames[graph.Outputs.ToList().IndexOf(output)])})", false, true));
        }
        if (options.Loss is { } loss)
            attributes.Add(new(loss, true, false));
        return new WrittenModel(Text(attributes), tensors, inputs, outputs, steps.Count(static s => s.Layer is { Word: not "Input" }));
    }

    private void Write(Layer layer, IReadOnlyList<Layer> others, Dictionary<Layer, string> inputNames, List<Attribute> attributes)
    {
        List<string> arguments = [];
        if (layer.Word == "Input" && graph.Inputs.Count > 1)
        {
            valueNames[layer] = inputNames[layer];
            arguments.Add(Literals.Quoted(inputNames[layer]));
        }
        arguments.AddRange(layer.Arguments.Select(Literals.Of));
        arguments.AddRange(others.Select(other => Literals.Quoted(valueNames[other])));
        if (layer.Tensors.Count > 0)
        {
            var (name, isWritten) = names.Layer(layer);
            tensors.AddRange(layer.Tensors.Select(t => ($"{name}.{t.Name}", t.Value)));
            if (isWritten)
                arguments.Add($"Name = {Literals.Quoted(name)}");
            if (roles.ContainsKey(layer) && isWritten)
                valueNames[layer] = name;
        }
        arguments.AddRange(layer.Options.Select(static o => $"{o.Name} = {Literals.Of(o.Value)}"));
        var isBreak = layer.Word == "Input" && graph.Inputs.Count > 1 && layer != graph.Inputs[0].Layer || layer.Word == "Variable" || attributes.Count > 1 && layer.Tensors.Count > 0 && attributes[^1].EndsGroup;
        attributes.Add(new($"{layer.Word}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}", isBreak, IsActivation(layer.Word)));
        if (roles.TryGetValue(layer, out var role) && !valueNames.ContainsKey(layer))
        {
            valueNames[layer] = names.Value(role);
            attributes.Add(new($"As({Literals.Quoted(valueNames[layer])})", false, true));
        }
        else if (layer.Word is "Input")
        {
            attributes[^1] = attributes[^1] with { EndsGroup = true };
        }
    }

    private static bool IsActivation(string word) => word.Contains("LU", StringComparison.Ordinal) || word.Contains("Pool", StringComparison.Ordinal) || word is "Tanh" or "Sigmoid" or "Mish" or "Add" or "Concat" or "Apply" or "Softplus" or "Hardswish";

    /// <summary>The file: groups of layers, each a line of attributes.</summary>
    private string Text(List<Attribute> attributes)
    {
        var text = new StringBuilder();
        if (functions.Count > 0)
            text.Append("using System;\n");
        text.Append("using Adjoint;\n\n");
        if (options.Namespace is { } @namespace)
            text.Append($"namespace {@namespace};\n\n");
        var line = "";
        foreach (var attribute in attributes)
        {
            var starts = attribute.StartsLine || line.Length + attribute.Text.Length > LineLength;
            if (starts && line.Length > 0)
                text.Append($"[{line}]\n");
            line = starts || line.Length == 0 ? attribute.Text : $"{line}, {attribute.Text}";
        }
        text.Append($"[{line}]\n");
        text.Append($"public sealed partial class {options.Name}");
        if (functions.Count == 0)
            return text.Append(";\n").ToString();
        text.Append("\n{\n");
        var number = graph.IsDouble ? "double" : "float";
        text.Append(string.Join("\n", functions.Select(f => $"    [Differentiable]\n    private static {number} {f.Name}({number} x) => {f.Body};\n")));
        return text.Append("}\n").ToString();
    }

    /// <summary>One attribute.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="StartsLine">Whether it begins a line.</param>
    /// <param name="EndsGroup">Whether a layer with parameters behind it begins a line.</param>
    private sealed record Attribute(string Text, bool StartsLine, bool EndsGroup);
}
