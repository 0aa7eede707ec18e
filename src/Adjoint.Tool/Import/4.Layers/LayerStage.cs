using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>The fourth stage: from the nodes of a model to the layers of a network.</summary>
internal static class LayerStage
{
    /// <summary>Makes the layers; null where something is wrong, which is noted then.</summary>
    /// <param name="model">The nodes.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="numbers">The numbers in the file.</param>
    /// <param name="problems">What is wrong.</param>
    public static LayerGraph? Run(Model model, string className, long numbers, List<Problem> problems)
    {
        var readers = model.Readers();
        var builder = new LayerBuilder(IsDouble(model), readers.Keys.Concat(model.Outputs.Select(static o => o.Value)).ToHashSet(), Shared(model), new Room(numbers));
        var places = model.Inputs.Select(static (input, i) => (input, i)).ToDictionary(static p => p.input, static p => p.i);
        builder.Reserve(className);
        List<GraphPort> inputs = [];
        foreach (var input in model.Inputs.Where(input => model.Lengths.Contains(input) || readers.ContainsKey(input) || model.Outputs.Any(o => o.Value == input)))
        {
            Try(input.Name, "Input", problems, [input], () =>
            {
                var layout = Layout.Of(input);
                if (model.Lengths.Contains(input))
                {
                    // They belong to the input before them.
                    inputs.Add(new GraphPort(
                        input.Name,
                        inputs.Count > 0 ? inputs[^1].Layer : throw new ImportException("it is lengths, and no input comes before it"),
                        layout.RowsAxis,
                        input.Dims) { IsLengths = true });
                    return;
                }
                var hasLengths = model.Lengths.Any(n => places[n] == places[input] + 1);
                var layer = new Layer("Input", [], layout.Shape)
                {
                    Arguments = [.. layout.Shape.Cast<object>()],
                    Options = [.. TokensOf(input, readers), .. hasLengths ? ((string, object)[])[("Lengths", true)] : []],
                };
                builder.SetInput(input, layer);
                inputs.Add(new GraphPort(input.Name, layer, layout.RowsAxis, input.Dims));
            });
        }
        foreach (var node in model.Operations)
        {
            if (node.Inputs.Any(static input => input is { IsBroken: true }))
                Array.ForEach(node.Outputs, static output => output.IsBroken = true);
            else
                Try(node.Name, node.Type, problems, node.Outputs, () => LayerTable.Convert(node, builder));
        }
        List<GraphPort> outputs = [];
        foreach (var (name, value) in model.Outputs.Where(static o => !o.Value.IsBroken))
            Try(name, "Output", problems, [], () => outputs.Add(OutputOf(name, value, builder, inputs)));
        if (model.Outputs.Count == 0 && problems.Count == 0)
            problems.Add(new Problem("", "Output", "there is none"));
        if (inputs.Count == 0 && problems.Count == 0)
            problems.Add(new Problem(model.Outputs.FirstOrDefault().Name ?? "", "Output", "nothing of it depends on an input"));
        return problems.Count == 0 ? Fusion.Run(Composer.Run(new LayerGraph(inputs, outputs, builder.IsDouble)), builder) : null;
    }

    /// <summary>The tensors of the file that several nodes read, and training changes for all of them.</summary>
    private static HashSet<string> Shared(Model model)
    {
        HashSet<string> found = [], shared = [];
        HashSet<Operation> seen = [];
        Add(model.Operations);
        return shared;

        void Add(IEnumerable<Operation> operations)
        {
            foreach (var node in operations.Where(seen.Add))
            {
                foreach (var name in node.Inputs.OfType<Value>().Where(static i => i is { Formula: null, Origin.IsTrained: true }).Select(static i => i.Origin!.Name).Distinct())
                    _ = found.Add(name) || shared.Add(name);
                Add(node.Inputs.Select(static input => input?.Formula).OfType<Operation>());
                Add(node.Body?.Operations ?? []);
            }
        }
    }

    private static GraphPort OutputOf(string name, Value output, LayerBuilder builder, List<GraphPort> inputs)
    {
        if (output.Type == NumberType.Truth)
            throw new ImportException("its values are true and false, and a network's are numbers");
        var layer = builder[output];
        if (output.Constant is not null)
            throw new ImportException("it is the same for every input");
        var layout = Layout.Of(output);
        if (inputs.Any(static i => i.RowsAxis >= 0) && layout.RowsAxis < 0)
            throw new ImportException($"its shape [{Sizes.Text(output.Dims)}] has no axis for the rows");
        // An input that is an output as well has to be a value of its own.
        if (layer.Word == "Input")
            layer = Build.Keep("Scale", layer, 1);
        return new GraphPort(name, layer, layout.RowsAxis, output.Dims);
    }

    private static (string, object)[] TokensOf(Value input, Dictionary<Value, List<Operation>> readers)
    {
        // OneHot takes tokens that are written as floats.
        if (input.Type is NumberType.Float or NumberType.Double && !(readers.GetValueOrDefault(input)?.All(node => node.Type == "OneHot" && node.Input(0) == input) ?? false))
            return [];
        if (input.Type is NumberType.Truth or NumberType.Other)
            throw new ImportException("its values are neither numbers nor tokens");
        var all = Reached(input, readers);
        return Tokens.CountOf(all) is { } count ? [("Tokens", count)]
            : readers.GetValueOrDefault(input)?.All(static node => node.Type is "Cast" or "CastLike") == true ? []
            : throw new ImportException("its values are whole numbers, which the language knows as tokens that choose vectors of a table");
    }

    /// <summary>Who reads a value, or reads it under another shape.</summary>
    private static List<Operation> Reached(Value value, Dictionary<Value, List<Operation>> readers)
    {
        // Each once, however often it reads the value: as a tree a chain of such nodes would never end.
        List<Operation> reached = [];
        HashSet<Operation> seen = [];
        var values = new Queue<Value>([value]);
        while (values.TryDequeue(out var next))
        {
            foreach (var node in (readers.GetValueOrDefault(next) ?? []).Where(seen.Add))
            {
                if (node.Type is "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze")
                    values.Enqueue(node.Output);
                else
                    reached.Add(node);
            }
        }
        return reached;
    }

    private static bool IsDouble(Model model) => model.Inputs.Any(static i => i.Type == NumberType.Double)
        || model.Operations.Any(static node => node.Inputs.Any(static i => i?.Type == NumberType.Double) && node.Type is not ("Cast" or "CastLike"));

    private static void Try(string name, string type, List<Problem> problems, Value[] outputs, Action action)
    {
        try
        {
            action();
        }
        catch (Exception problem) when (problem is ImportException or OverflowException)
        {
            problems.Add(new Problem(name, type, problem is ImportException ? problem.Message : "its sizes overflow"));
            Array.ForEach(outputs, static output => output.IsBroken = true);
        }
    }
}
