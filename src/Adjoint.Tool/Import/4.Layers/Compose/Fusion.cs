using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>
/// Formulas of one number that exporters write operator by operator: what is between a value and the last of them becomes one function of the class, with
/// trained numbers as its parameters. Activations that are words of the language stay layers where they are at either end.
/// </summary>
internal sealed class Fusion
{
    /// <summary>What a formula may have, so that it is one still.</summary>
    private const int MostLayers = 24, MostCharacters = 180;

    private readonly LayerBuilder builder;
    private readonly Passage passage;
    private readonly Dictionary<Layer, Region> found = [];

    private Fusion(LayerGraph graph, LayerBuilder builder)
    {
        (this.builder, passage) = (builder, new Passage(graph));
        HashSet<Layer> taken = [];
        foreach (var end in Enumerable.Reverse(passage.Order).Where(layer => layer.Word is "Apply" or "Add" or "Subtract" or "Multiply" or "Scale" && !taken.Contains(layer)))
        {
            if (Largest(end) is not { } region)
                continue;
            found.Add(end, region);
            taken.UnionWith(region.Layers);
        }
    }

    /// <summary>What becomes one layer.</summary>
    /// <param name="Layers">The layers, the last among them.</param>
    /// <param name="Input">The value that they read.</param>
    /// <param name="Parameters">The trained numbers that they read.</param>
    /// <param name="Body">The formula.</param>
    private sealed record Region(HashSet<Layer> Layers, Layer Input, IReadOnlyList<(string Name, Layer Variable)> Parameters, string Body);

    public static LayerGraph Run(LayerGraph graph, LayerBuilder builder) => new Fusion(graph, builder).Run();

    private LayerGraph Run() => passage.Run([(_, walk) => found.TryGetValue(walk.Current, out var region) ? Made(region, walk) : null]);

    private Layer Made(Region region, Passage walk)
    {
        var x = walk.New(region.Input);
        return new Layer("Apply", [x], x.Shape)
        {
            Arguments = [builder.Function("Formula", region.Body, [.. region.Parameters.Select(static p => p.Name)])],
            Tensors = [.. region.Parameters.Select(static p => (p.Name, p.Variable.Tensors[0].Value.As(1)))],
            Origins = [.. region.Parameters.SelectMany(static p => p.Variable.Origins)],
        };
    }

    /// <summary>The largest formula that ends in a layer; null where there is none.</summary>
    private Region? Largest(Layer end)
    {
        HashSet<Layer> layers = [end];
        var open = new PriorityQueue<Layer, int>();
        HashSet<Layer> waiting = [];
        Region? best = null;
        Open(end);
        while (open.TryDequeue(out var latest, out _))
        {
            waiting.Remove(latest);
            if (waiting.Count == 0 && layers.Count > 1 && RegionOf(end, layers, latest) is { } region)
                best = region;
            // What stands alone at the beginning is a layer of its own where it has a name.
            if (layers.Count == MostLayers
                || !IsPart(latest, end)
                || (waiting.Count == 0 && latest.Word is not ("Apply" or "Add" or "Subtract" or "Multiply"))
                || !passage.ReadersOf(latest).All(layers.Contains))
                break;
            layers.Add(latest);
            Open(latest);
        }
        return best;

        void Open(Layer layer)
        {
            foreach (var input in layer.Inputs.Where(input => NumberOf(input) is null && !IsParameter(input)).Where(waiting.Add))
                open.Enqueue(input, -passage.PlaceOf(input));
        }
    }

    private Region? RegionOf(Layer end, HashSet<Layer> layers, Layer input)
    {
        List<(string Name, Layer Variable)> parameters = [];
        foreach (var variable in layers.SelectMany(static layer => layer.Inputs).Where(IsParameter).Distinct().OrderBy(static v => v.Origins[0].Name, StringComparer.Ordinal))
        {
            if (!passage.ReadersOf(variable).All(layers.Contains))
                return null;
            parameters.Add((NameOf(variable, parameters.Count), variable));
        }
        if ((parameters.Count == 0 && layers.All(static layer => layer.Word != "Apply"))
            || parameters.DistinctBy(static p => p.Name).Count() < parameters.Count
            || !input.Shape.SequenceEqual(end.Shape))
            return null;
        var names = parameters.ToDictionary(static p => p.Variable, static p => p.Name);
        return Text(end, layers, names) is { Characters.Length: <= MostCharacters } body ? new Region([.. layers], input, parameters, body.Characters) : null;
    }

    /// <summary>Whether a layer may be part of a formula.</summary>
    private static bool IsPart(Layer layer, Layer end) =>
        layer.Shape.SequenceEqual(end.Shape)
            && layer.Word is "Apply" or "Add" or "Subtract" or "Multiply" or "Scale" or "ReLU" or "Tanh" or "Sigmoid" or "Softplus" or "SiLU"
            && layer.Tensors.Count == 0;

    private static double? NumberOf(Layer layer) => layer.Size == 1 && Constants.Of(layer) is { } constant ? constant[0] : null;

    private static bool IsParameter(Layer layer) => layer is { Word: "Variable", Size: 1, Origins.Count: 1 } && layer.Origins[0].IsTrained;

    private static string NameOf(Layer variable, int number)
    {
        var member = variable.Origins[0].Name[(variable.Origins[0].Name.LastIndexOf('.') + 1)..];
        return member.Length is > 0 and < 20 && member.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterLower(member[0]) && member != "x" && Commands.Names.IsIdentifier(member)
            ? member
            : FormattableString.Invariant($"p{number + 1}");
    }

    /// <summary>Of c a + (1 − c) b, c being 1 or 0 as a comparison says, the choice that it is; null of other layers.</summary>
    private Formula? Chosen(Layer layer, HashSet<Layer> layers, Dictionary<Layer, string> names)
    {
        if (layer is not { Word: "Add", Inputs: [var first, var second] }
            || Weighted(first) is not (var truth, false, var yes)
            || Weighted(second) is not (var other, true, var no)
            || truth != other
            || !layers.Contains(truth))
            return null;
        return Text(truth.Inputs[0], layers, names) is { } compared && ValueOf(yes) is { } a && ValueOf(no) is { } b ? Formula.Choice(Formula.Substituted(ConditionOf(truth)!, compared), a, b) : null;

        Formula? ValueOf(object value) => value is Layer of ? Text(of, layers, names) : Formula.Of(builder.Number((double)value));
    }

    /// <summary>What is multiplied with a comparison, or with what is left of it to 1.</summary>
    private static (Layer Truth, bool IsNot, object Value)? Weighted(Layer layer)
    {
        if (layer is { Word: "Scale", Inputs: [var scaled] } && TruthOf(scaled) is var (of, isNot))
            return (of, isNot, Convert.ToDouble(layer.Arguments[0], System.Globalization.CultureInfo.InvariantCulture));
        if (layer is not { Word: "Multiply", Inputs: [var a, var b] })
            return null;
        return TruthOf(b) is var (right, isNotRight) ? (right, isNotRight, a) : TruthOf(a) is var (left, isNotLeft) ? (left, isNotLeft, b) : null;
    }

    private static (Layer Truth, bool IsNot)? TruthOf(Layer layer) => ConditionOf(layer) is not null ? (layer, false)
        : layer is { Word: "Apply", Arguments: [Function { Body: "1 - x" }], Inputs: [var of] } && ConditionOf(of) is not null ? (of, true) : null;

    /// <summary>The comparison that a layer is, a C# expression; null where it is something else.</summary>
    private static string? ConditionOf(Layer layer) => layer is { Word: "Apply", Arguments: [Function { Body: var body }] }
        ? new[] { " ? 1f : 0f", " ? 1.0 : 0.0" }.Where(end => body.EndsWith(end, StringComparison.Ordinal) && !body[..^end.Length].Contains('?', StringComparison.Ordinal))
            .Select(end => body[..^end.Length])
            .FirstOrDefault()
        : null;

    /// <summary>The formula of a layer of a region, whose input is x; null where it becomes too long.</summary>
    private Formula? Text(Layer layer, HashSet<Layer> layers, Dictionary<Layer, string> names)
    {
        if (names.TryGetValue(layer, out var name))
            return Formula.Of(name);
        if (NumberOf(layer) is { } number)
            return Formula.Of(builder.Number(number));
        if (!layers.Contains(layer))
            return Formula.Of("x");
        if (Chosen(layer, layers, names) is { } choice)
            return choice;
        List<Formula> inputs = [];
        foreach (var input in layer.Inputs)
        {
            if (Text(input, layers, names) is not { Characters.Length: <= MostCharacters } text)
                return null;
            inputs.Add(text);
        }
        return layer.Word switch
        {
            "Apply" => ((Function)layer.Arguments[0]).Parameters.Count == 0 ? Formula.Substituted(((Function)layer.Arguments[0]).Body, inputs[0]) : null,
            "Add" => inputs.Aggregate(Formula.Sum),
            "Subtract" => Formula.Difference(inputs[0], inputs[1]),
            "Multiply" => inputs.Aggregate(Formula.Product),
            "Scale" => Formula.Product(Formula.Of(builder.Number(Convert.ToDouble(layer.Arguments[0], System.Globalization.CultureInfo.InvariantCulture))), inputs[0]),
            "ReLU" => Formula.Of(builder.Call("Max", inputs[0].Characters, "0")),
            "Tanh" => Formula.Of(builder.Call("Tanh", inputs[0].Characters)),
            "SiLU" => Formula.Product(inputs[0], Formula.Of($"SpecialFunctions.Sigmoid({inputs[0].Characters})")),
            _ => Formula.Of($"SpecialFunctions.{layer.Word}({inputs[0].Characters})"),
        };
    }
}
