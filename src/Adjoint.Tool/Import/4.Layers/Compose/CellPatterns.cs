namespace Adjoint.Tool.Import.Layers;

/// <summary>What one step of a recurrent layer computes: the word that it is, and its two products.</summary>
/// <param name="Word">LSTM, GRU or RNN.</param>
/// <param name="FromInput">The product with the step.</param>
/// <param name="FromState">The product with the state.</param>
/// <param name="IsRectified">Whether a plain layer has ReLU in the place of tanh.</param>
internal sealed record RecurrentCell(string Word, Layer FromInput, Layer FromState, bool IsRectified = false)
{
    public int Units => FromState.Inputs[0].Shape[0];

    public bool HasBias => FromInput.Tensors.Count == 2;

    /// <summary>Finds it in the steps of a Scan; null where they are something else.</summary>
    public static RecurrentCell? Of(Cell cell)
    {
        if (cell is not { Inputs: [{ Shape.Count: 1 } x], States.Count: 1 or 2 } || cell.States.FirstOrDefault(s => s.Next == cell.Output) is not { State: { Shape.Count: 1 } h })
            return null;
        var found = cell.States.Count == 2 ? Lstm(cell, h, x) : Gru(cell.Output, h, x) ?? Plain(cell.Output, h, x);
        return found is { FromInput.Tensors.Count: var own } && own == found.FromState.Tensors.Count && Belongs(found) ? found : null;
    }

    /// <summary>Cells that have names of their own for their products stay as they were written.</summary>
    private static bool Belongs(RecurrentCell cell) => new[] { cell.FromInput, cell.FromState }.SelectMany(static product => product.Origins).All(static origin =>
        origin.Layer is null || origin.Name[(origin.Name.LastIndexOf('.') + 1)..].Split('_') is ["weight" or "bias", "ih" or "hh", ['l', ..], ..]);

    /// <summary>c′ = σ(f) c + σ(i) tanh(g), h′ = σ(o) tanh(c′).</summary>
    private static RecurrentCell? Lstm(Cell cell, Layer h, Layer x)
    {
        var (c, next, _) = cell.States.First(s => s.State != h);
        if (Products(cell.Output) is not { } shown || Sums(next) is not { } sum)
            return null;
        foreach (var (gate, value) in shown)
        {
            foreach (var (kept, gained) in sum)
            {
                if (Is(value, "Tanh") != next || Part(Is(gate, "Sigmoid")) is not (var z, 3) || Products(kept) is not { } forget || Products(gained) is not { } add)
                    continue;
                var isForget = forget.Any(pair => pair.B == c && Part(Is(pair.A, "Sigmoid")) == (z, 1));
                var isAdd = add.Any(pair => Part(Is(pair.A, "Sigmoid")) == (z, 0) && Part(Is(pair.B, "Tanh")) == (z, 2));
                if (isForget && isAdd && Sum(z, h, x) is var (fromInput, fromState) && fromState.Shape[0] == 4 * h.Shape[0])
                    return new("LSTM", fromInput, fromState);
            }
        }
        return null;

        (Layer? Of, int Number) Part(Layer? slice) =>
            slice is { Word: "Slice", Options.Count: 0, Arguments: [0, int start, int count] } && count == h.Shape[0] && start % count == 0
                ? (slice.Inputs[0], start / count)
                : (null, -1);
    }

    /// <summary>h′ = n + z (h − n), n = tanh(a₃ + r u₃), (r, z) = σ(a₁₂ + u₁₂), with a of the step and u of the state.</summary>
    private static RecurrentCell? Gru(Layer output, Layer h, Layer x)
    {
        var units = h.Shape[0];
        foreach (var (change, n) in Sums(output) ?? [])
        {
            foreach (var (update, difference) in Products(change) ?? [])
            {
                if (difference is not { Word: "Subtract" }
                    || difference.Inputs[0] != h
                    || difference.Inputs[1] != n
                    || Slice(update, units, units) is not { } gates
                    || Is(gates, "Sigmoid") is not { } z)
                    continue;
                foreach (var (fromState, fromInput) in Sums(Is(n, "Tanh")) ?? [])
                {
                    if (Slice(fromInput, 2 * units, units) is not { } a || Products(fromState)?.Any(pair => Slice(pair.A, 0, units) == gates && Slice(pair.B, 2 * units, units) is not null) != true)
                        continue;
                    var u = Products(fromState)!.Select(pair => Slice(pair.A, 0, units) == gates ? Slice(pair.B, 2 * units, units) : null).First(static found => found is not null)!;
                    if (Sums(z)?.Any(pair => Slice(pair.A, 0, 2 * units) == a && Slice(pair.B, 0, 2 * units) == u) == true && IsProduct(a, x) && IsProduct(u, h) && u.Shape[0] == 3 * units)
                        return new("GRU", a, u);
                }
            }
        }
        return null;
    }

    private static RecurrentCell? Plain(Layer output, Layer h, Layer x) =>
        output.Word is "Tanh" or "ReLU" && Sum(output.Inputs[0], h, x) is var (fromInput, fromState) && fromState.Shape[0] == h.Shape[0]
            ? new("RNN", fromInput, fromState, output.Word == "ReLU")
            : null;

    /// <summary>The products of a sum of one with the state and one with the step.</summary>
    private static (Layer FromInput, Layer FromState)? Sum(Layer? sum, Layer h, Layer x)
    {
        foreach (var (a, b) in Sums(sum) ?? [])
        {
            if (IsProduct(a, x) && IsProduct(b, h))
                return (a, b);
        }
        return null;
    }

    private static bool IsProduct(Layer layer, Layer of) => layer.Word == "Dense" && layer.Inputs[0] == of && layer.Tensors is [("weight", _), ..];

    private static Layer? Is(Layer? layer, string word) => layer?.Word == word ? layer.Inputs[0] : null;

    private static Layer? Slice(Layer? layer, int start, int count) => layer is { Word: "Slice", Options.Count: 0, Arguments: [0, int s, int c] } && s == start && c == count ? layer.Inputs[0] : null;

    /// <summary>The two summands, in either order.</summary>
    private static (Layer A, Layer B)[]? Sums(Layer? layer) => Pairs(layer, "Add");

    private static (Layer A, Layer B)[]? Products(Layer? layer) => Pairs(layer, "Multiply");

    private static (Layer A, Layer B)[]? Pairs(Layer? layer, string word) =>
        layer is { Inputs: [var a, var b] } && layer.Word == word && a.Shape.SequenceEqual(b.Shape) ? [(a, b), (b, a)] : null;
}
