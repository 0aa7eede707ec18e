namespace Adjoint.Tool.Import.Layers;

/// <summary>Layers as a person would declare them, where other layers compute the same.</summary>
internal static class Habits
{
    /// <summary>The largest number of a window does not depend on whether those below 0 become 0 before or after: <c>SaveOnnx</c> writes what is cheaper, and people the activation first.</summary>
    public static Layer? PoolingBehindActivation(Layer layer, Passage passage) =>
        layer is { Word: "ReLU", Inputs: [{ Word: "MaxPool1D" or "MaxPool2D", Inputs: [{ Tensors.Count: > 0 } x] } pool] } && passage.IsReadOnce(pool) ? pool.With([Build.Keep("ReLU", x)]) : null;

    /// <summary>Known numbers that are added to a sequence, and are the sines and cosines of Vaswani et al. (2017).</summary>
    public static Layer? Positions(Layer layer, Passage passage)
    {
        if (layer is not { Word: "Add", Inputs: [var a, var b], Shape: [var positions, var size] } || positions < 2)
            return null;
        var (x, table) = Constants.Of(b) is { } second ? (a, second) : (b, Constants.Of(a));
        if (table is null || table.Count != layer.Size || !x.Shape.SequenceEqual(layer.Shape))
            return null;
        for (var i = 0; i < table.Count; i++)
        {
            var (p, feature) = (i / size, i % size);
            var angle = p * Math.Pow(10_000, -(feature - feature % 2) / (double)size);
            if (Math.Abs(table[i] - (feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle))) > 1e-6)
                return null;
        }
        return new Layer("SinusoidalPositions", [x], x.Shape);
    }
}
