using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Loops whose steps are those of an LSTM, a GRU or a plain recurrent layer.</summary>
internal static class RecurrentLayers
{
    /// <summary>A loop forwards and one in reverse, side by side.</summary>
    public static Layer? BothWays(Layer layer, Passage passage) =>
        layer is { Word: "Concat", Inputs: [var first, var second], Options: [("Axis", 1)], Shape.Count: 2 }
            && CellOf(first, isReverse: false) is { } forwards
            && CellOf(second, isReverse: true) is { } back
        && first.Inputs[0] == second.Inputs[0] && (forwards.Word, forwards.Units, forwards.HasBias, forwards.IsRectified) == (back.Word, back.Units, back.HasBias, back.IsRectified)
            ? Made(first.Inputs[0], [forwards, back])
            : null;

    /// <summary>A loop forwards.</summary>
    public static Layer? OneWay(Layer layer, Passage passage) => CellOf(layer, isReverse: false) is { } cell ? Made(layer.Inputs[0], [cell]) : null;

    /// <summary>Layers on one another that are called as layers of one, weight_ih_l0 and weight_ih_l1.</summary>
    public static Layer? Stacked(Layer layer, Passage passage)
    {
        if (layer is not { Word: "LSTM" or "GRU" or "RNN", Inputs: [var before] } || before.Word != layer.Word || !passage.IsReadOnce(before) || layer.Name is null || layer.Name != before.Name)
            return null;
        var (below, own) = (LayersOf(before), before.Options.Where(static o => o.Name != "Layers").ToList());
        if (!own.SequenceEqual(layer.Options) || !before.Arguments.SequenceEqual(layer.Arguments) || !layer.Origins.All(origin => NumberOf(origin) == below))
            return null;
        return new Layer(layer.Word, before.Inputs, layer.Shape)
        {
            Arguments = layer.Arguments, Options = [("Layers", below + 1), .. own], Origins = [.. before.Origins, .. layer.Origins],
            Tensors = [.. before.Tensors, .. layer.Tensors.Select(tensor => (tensor.Name.Replace("_l0", FormattableString.Invariant($"_l{below}"), StringComparison.Ordinal), tensor.Value))],
        };
    }

    /// <summary>The last step; where a layer runs both ways, of its second half the first.</summary>
    public static Layer? Last(Layer layer, Passage passage)
    {
        if (layer is { Word: "Concat", Options.Count: 0, Inputs: [var end, var start], Shape.Count: 1 } && Half(end, 0) is { } forwards && Half(start, 1) is { } back
            && StepOf(forwards, isLast: true) is { } x && StepOf(back, isLast: false) == x && x.Options.Any(static o => o.Name == "Bidirectional"))
            return new Layer("Last", [x], layer.Shape);
        return !passage.HasBothWays && layer.Word != "Last" && StepOf(layer, isLast: true) is { } sequence ? new Layer("Last", [sequence], layer.Shape) : null;
    }

    /// <summary>What one half of a vector is of.</summary>
    private static Layer? Half(Layer layer, int which) =>
        layer is { Word: "Slice", Options.Count: 0, Arguments: [0, int first, int count] } && layer.Inputs[0].Shape[0] == 2 * count && first == which * count ? layer.Inputs[0] : null;

    /// <summary>The sequence, where a vector is its last or its first step.</summary>
    private static Layer? StepOf(Layer layer, bool isLast) =>
        isLast && layer.Word == "Last" ? layer.Inputs[0]
        : layer is { IsView: true, Shape.Count: 1, Inputs: [{ Word: "Slice", Arguments: [0, int first, 1], Inputs: [{ Shape: [var steps, _] } sequence] }] }
            && steps > 1
            && first == (isLast ? steps - 1 : 0)
            ? sequence
            : null;

    private static RecurrentCell? CellOf(Layer layer, bool isReverse) =>
        layer is { Word: "Scan", Cell: { } cell, Inputs.Count: 1 } && layer.Options.Any(static o => o.Name == "Reverse") == isReverse && RecurrentCell.Of(cell) is { } found ? found : null;

    private static Layer Made(Layer x, List<RecurrentCell> cells)
    {
        var cell = cells[0];
        return new Layer(cell.Word, [x], [x.Shape[0], cells.Count * cell.Units])
        {
            Arguments = [cell.Units],
            Options =
            [
                .. cells.Count == 2 ? ((string, object)[])[("Bidirectional", true)] : [],
                .. cell.HasBias ? ((string, object)[])[] : [("Bias", false)], .. cell.IsRectified ? ((string, object)[])[("ReLU", true)] : [],
            ],
            Tensors = [.. cells.SelectMany((direction, i) => TensorsOf(direction, i == 0 ? "l0" : "l0_reverse"))],
            Origins = [.. cells.SelectMany(static direction =>
                direction.FromInput.Origins.Take(1)
                    .Concat(direction.FromState.Origins.Take(1))
                    .Concat(direction.FromInput.Origins.Skip(1))
                    .Concat(direction.FromState.Origins.Skip(1)))],
        };
    }

    private static IEnumerable<(string, Tensor)> TensorsOf(RecurrentCell cell, string suffix)
    {
        yield return ($"weight_ih_{suffix}", cell.FromInput.Tensors[0].Value);
        yield return ($"weight_hh_{suffix}", cell.FromState.Tensors[0].Value);
        if (!cell.HasBias)
            yield break;
        yield return ($"bias_ih_{suffix}", cell.FromInput.Tensors[1].Value);
        yield return ($"bias_hh_{suffix}", cell.FromState.Tensors[1].Value);
    }

    private static int LayersOf(Layer layer) => layer.Options.FirstOrDefault(static o => o.Name == "Layers").Value is int layers ? layers : 1;

    /// <summary>The number in weight_ih_l1; −1 where there is none.</summary>
    private static int NumberOf(Origin origin)
    {
        var at = origin.Name.LastIndexOf("_l", StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(origin.Name.Skip(at + 2).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
