using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Rotary positions: pairs (a, b) of numbers of queries and keys that are turned, (a cos θ − b sin θ, a sin θ + b cos θ), by θ = p·β^(−2i/d) at position p.</summary>
internal static class Rotations
{
    /// <summary>Attention whose queries and keys are turned, which it does itself.</summary>
    public static Layer? OfAttention(Layer layer, Passage passage)
    {
        if (layer.Word != "Attention")
            return null;
        if (layer.InputNames is ["Key", ..])
        {
            return Of(layer.Inputs[0]) is { } q
                && Of(layer.Inputs[1]) is { } k
                && q.Width == k.Width
                && Matching(q, k) is { } both
                && q.First == layer.Inputs[1].Shape[0] - layer.Inputs[0].Shape[0]
                && k.First == 0
                ? Made(layer, [q.Of, k.Of, .. layer.Inputs.Skip(2)], both)
                : null;
        }
        // Queries and keys are turned together, and the values behind them put back.
        return layer.Inputs[0] is { Word: "Concat", Inputs: [var turned, { Word: "Slice", Arguments: [1, int start, int count], Inputs: [var all] }], Options: [("Axis", 1)] }
            && Of(turned) is { First: 0 } packed
            && packed.Of is { Word: "Slice", Arguments: [1, 0, int length], Inputs: [var source] } && source == all && length == start && start + count == all.Shape[1]
                ? Made(layer, [all, .. layer.Inputs.Skip(1)], packed)
                : null;
    }

    private static Layer Made(Layer layer, IReadOnlyList<Layer> inputs, Turn turn) => new("Attention", inputs, layer.Shape)
    {
        Arguments = layer.Arguments, InputNames = layer.InputNames,
        Options = [.. layer.Options, ("Rotary", (float)turn.Base), .. turn.IsInterleaved ? ((string, object)[])[("Interleaved", true)] : []],
    };

    private static Turn? Matching(Turn q, Turn k) => q.IsInterleaved != k.IsInterleaved ? null : q.Base == k.Base ? k : null;

    /// <param name="Of">What is turned, [positions, heads · width].</param>
    /// <param name="Width">The numbers of a head.</param>
    /// <param name="First">The first position.</param>
    /// <param name="Base">β.</param>
    /// <param name="IsInterleaved">Whether the two of a pair are neighbours.</param>
    private sealed record Turn(Layer Of, int Width, int First, double Base, bool IsInterleaved);

    private static Turn? Of(Layer turned)
    {
        if (turned is not { IsView: true, Shape: [var positions, _], Inputs: [{ Word: "Concat", Inputs: [{ IsView: true } one, { IsView: true } two], Shape: [_, _, var third, var last] } pairs] })
            return null;
        var axis = pairs.Options is [("Axis", int written)] ? written : 0;
        var (isInterleaved, half) = (axis == 3, axis == 3 ? third : last);
        // a cos − b sin, and a sin + b cos.
        if (axis is not (2 or 3) || one.Inputs[0] is not { Word: "Subtract", Inputs: [var ac, var bs] } || two.Inputs[0] is not { Word: "Add", Inputs: [var p, var q] })
            return null;
        foreach (var (other, another) in new[] { (p, q), (q, p) })
        {
            if (Product(ac) is not (var a, var cos) || Product(bs) is not (var b, var sin) || Product(other) is not (var a2, var sin2) || Product(another) is not (var b2, var cos2))
                continue;
            if ((a, b, cos, sin) != (a2, b2, cos2, sin2) || Half(a, axis, 0) is not { } x || Half(b, axis, 1) != x || x is not { IsView: true, Inputs: [var source] } || source.Shape.Count != 2)
                continue;
            return AngleOf(Constants.Of(cos)!, Constants.Of(sin)!, positions, half) is var (first, turns) ? new Turn(source, 2 * half, first, turns, isInterleaved) : null;
        }
        return null;
    }

    /// <summary>A value and the constant that it is multiplied with.</summary>
    private static (Layer Value, Layer Constant)? Product(Layer layer) => layer is not { Word: "Multiply", Inputs: [var a, var b] } ? null
        : Constants.Of(b) is not null ? (a, b) : Constants.Of(a) is not null ? (b, a) : null;

    private static Layer? Half(Layer layer, int axis, int which) =>
        layer is { IsView: true, Inputs: [{ Word: "Slice", Arguments: [int along, int start, 1] } slice] } && along == axis && start == which ? slice.Inputs[0] : null;

    /// <summary>The first position and the base of the angles whose cosines and sines are given, [positions, half]; null where they are of other angles.</summary>
    private static (int First, double Base)? AngleOf(Tensor cos, Tensor sin, int positions, int half)
    {
        if (cos.Count != positions * half || sin.Count != cos.Count)
            return null;
        // The first pair is turned by p.
        var first = Enumerable.Range(0, MostPositions).FirstOrDefault(p => Is(0, 0, p), -1);
        if (first < 0)
            return null;
        if (half == 1)
            return Fits(first, Usual) ? (first, Usual) : null;
        var row = first == 0 ? 1 : 0;
        if (row >= positions)
            return null;
        // θ of the second pair is p·β^(−2/d), below half a turn at the first positions that are told apart; whole turns are tried at later ones.
        var d = 2.0 * half;
        for (var turns = 0; turns <= (first + row) / 6; turns++)
        {
            var angle = (Math.Atan2(sin[row * half + 1], cos[row * half + 1]) + 2 * Math.PI) % (2 * Math.PI) + 2 * Math.PI * turns;
            var found = Math.Pow(angle / (first + row), -d / 2);
            foreach (var digits in new[] { 2, 4, 6 })
            {
                var rounded = double.Parse(found.ToString($"G{digits}", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
                if (rounded > 1 && double.IsFinite(rounded) && Fits(first, rounded))
                    return (first, rounded);
            }
        }
        return null;

        bool Is(int row, int i, double angle) => Math.Abs(cos[row * half + i] - Math.Cos(angle)) < Near && Math.Abs(sin[row * half + i] - Math.Sin(angle)) < Near;

        bool Fits(int start, double turns) => Enumerable.Range(0, positions * half).All(at => Is(at / half, at % half, (start + at / half) * Math.Pow(turns, -2.0 * (at % half) / (2 * half))));
    }

    private const int MostPositions = 1 << 16;
    private const double Near = 1e-6, Usual = 10_000;
}
