using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Other sizes: the language's own Upsample where it computes the same, else a product with the matrix of each axis.</summary>
internal static class Resampling
{
    public static void Resize(Operation node, LayerBuilder to)
    {
        var (resizing, layout, x) = (Resizing.Of(node), Layout.Of(node.Input(0)), to[node.Input(0)]);
        if (layout.RowsAxis < 0 && node.Input(0).Rank > 2 && node.Input(0).Dims[0] == 1 && resizing.Matrices[0] is null)
            (x, layout) = (Build.Reshape(x, [.. x.Shape.Skip(1)]), new Layout([Sizes.Rows, .. node.Input(0).Dims[1..]]));
        var matrices = new double[,]?[x.Shape.Count];
        for (var axis = 0; axis < resizing.Matrices.Length; axis++)
        {
            if (resizing.Matrices[axis] is { } matrix)
                matrices[layout.Axis(axis)] = matrix;
        }
        to.Set(node.Output, Upsampled(x, matrices) ?? Multiplied(x, matrices, to));
    }

    private static Layer? Upsampled(Layer x, double[,]?[] matrices)
    {
        if (x.Shape.Count is not (2 or 3) || matrices[0] is not null)
            return null;
        long[] from = [.. x.Shape.Skip(1).Select(static size => (long)size)], to = [.. from.Select((size, i) => matrices[i + 1]?.GetLength(0) ?? size)];
        foreach (var (options, place) in Modes)
        {
            // An axis that stays as it is has no matrix; every mode leaves it so.
            if (!Enumerable.Range(0, from.Length).All(i => matrices[i + 1] is not { } matrix || Interpolates(matrix, row => place(row, from[i], to[i]))))
                continue;
            var factor = to[0] / from[0];
            var isFactor = from.Zip(to, (f, t) => f * factor == t).All(static e => e);
            return new Layer("Upsample", [x], [x.Shape[0], .. to.Select(static size => (int)size)])
            {
                Arguments = isFactor ? [(int)factor] : [],
                Options = [.. isFactor ? ((string, object)[])[] : [("Size", to.Select(static size => (int)size).ToArray())], .. options],
            };
        }
        return null;
    }

    /// <summary>For each of Upsample's modes, the place at which a new position reads.</summary>
    private static readonly ((string, object)[] Options, Func<int, long, long, double> Place)[] Modes =
    [
        ([], static (i, from, to) => i * from / to),
        ([("Mode", new Verbatim("UpsampleMode.Bilinear"))], static (i, from, to) => Math.Max(0, (i + 0.5) * from / to - 0.5)),
        ([("Mode", new Verbatim("UpsampleMode.Bilinear")), ("AlignCorners", true)], static (i, from, to) => to == 1 ? 0 : i * (from - 1.0) / (to - 1)),
    ];

    /// <summary>Whether each row of a matrix interpolates at a place between two positions.</summary>
    private static bool Interpolates(double[,] matrix, Func<int, double> place)
    {
        var last = matrix.GetLength(1) - 1;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            var at = place(i);
            var floor = (int)Math.Floor(at);
            var (low, high, weight) = (Math.Min(floor, last), Math.Min(floor + 1, last), at - floor);
            for (var j = 0; j <= last; j++)
            {
                var expected = (j == low ? 1 - weight : 0) + (j == high ? weight : 0);
                if (Math.Abs(matrix[i, j] - expected) > 1e-6)
                    return false;
            }
        }
        return true;
    }

    /// <summary>Y = A X Bᵀ: the last axis from the right, the one before it from the left, any other as the last.</summary>
    private static Layer Multiplied(Layer x, double[,]?[] matrices, LayerBuilder to)
    {
        var last = matrices.Length - 1;
        for (var axis = 0; axis <= last; axis++)
        {
            if (matrices[axis] is not { } matrix)
                continue;
            to.Claim(matrix.Length);
            int[] order = [.. Enumerable.Range(0, last + 1).Where(a => a != axis), axis];
            var turned = Build.Permute(x, order);
            int[] shape = [.. turned.Shape.SkipLast(1), matrix.GetLength(0)];
            var rows = Build.Reshape(turned, [turned.Size / turned.Shape[^1], turned.Shape[^1]]);
            var product = Build.MatMul(rows, LayerBuilder.Constant(Tensor.Of([matrix.GetLength(0), matrix.GetLength(1)], [.. matrix.Cast<double>()])), transposeB: true);
            x = Build.Permute(Build.Reshape(product, shape), [.. Enumerable.Range(0, last + 1).Select(a => Array.IndexOf(order, a))]);
        }
        return x;
    }
}
