using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Products with a matrix of parameters, which are dense layers, and of two values.</summary>
internal static class Products
{
    /// <summary>α A B + β C.</summary>
    public static void Gemm(Operation node, LayerBuilder to)
    {
        var (alpha, beta) = (node.Attributes.Float("alpha", 1), node.Attributes.Float("beta", 1));
        var (b, c) = (node.Input(1), beta == 0 ? null : node.InputOrNull(2));
        var x = Left(node, to);
        var transposesB = node.Attributes.Flag("transB");
        if (b.Constant is not { } weight)
        {
            if (Layout.Of(node.Output).RowsAxis >= 0)
                throw new ImportException("both of its factors depend on the input, and so do its rows");
            var product = Build.Scale(Build.MatMul(x, to[b], transposesB), alpha);
            to.Set(node.Output, c is null ? product : Build.Merge("Add", product, Build.Scale(to.Operand(c, node.Output), beta)));
            return;
        }
        var turned = Scaled(transposesB ? weight : Rearranger.Transposed(weight, [1, 0]), alpha);
        var bias = c?.Constant is { } constant ? BiasOf(constant, (int)turned.Dims[0], beta) : null;
        var dense = Build.Dense(x, turned, bias, Layer.OriginsOf(b, c));
        to.Set(node.Output, c is null || bias is not null ? dense : Build.Merge("Add", dense, Build.Scale(to.Operand(c, node.Output), beta)));
    }

    /// <summary>A dense layer: what <c>3.Recognise</c> makes of a product with a matrix and a sum with a vector.</summary>
    public static void Linear(Operation node, LayerBuilder to)
    {
        var (weight, bias) = (node.Constant(1, "its weight"), node.Constant(2, "its bias"));
        var units = (int)weight.Dims[1];
        to.Set(node.Output, Build.Dense(
            LastAxis(node.Input(0), to), Rearranger.Transposed(weight, [1, 0]), bias.Count == 1 ? bias.Picked([units], static _ => 0) : bias.As(units), Layer.OriginsOf(node.Input(1), node.Input(2))));
    }

    public static void MatMul(Operation node, LayerBuilder to)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        if (b is { Constant: { Rank: 1 or 2 } weight, IsComputed: false })
        {
            var turned = weight.Rank == 1 ? weight.As(1, weight.Count) : Rearranger.Transposed(weight, [1, 0]);
            to.Set(node.Output, Build.Dense(LastAxis(a, to), turned, null, Layer.OriginsOf(b)));
            return;
        }
        var (left, right) = (Matrix(a, node, to, isRight: false), Matrix(b, node, to, isRight: true));
        to.Set(node.Output, Product(left, right, to));
    }

    /// <summary>The product, where axes before the last two agree, or are there on one side alone.</summary>
    private static Layer Product(Layer a, Layer b, LayerBuilder to)
    {
        var (before, other) = (a.Shape.SkipLast(2).ToList(), b.Shape.SkipLast(2).ToList());
        if (a.Shape.Count == 2 || b.Shape.Count == 2 || before.SequenceEqual(other))
            return Build.MatMul(a, b);
        if (other.All(static size => size == 1))
            return Build.MatMul(a, Build.Reshape(b, [.. b.Shape.TakeLast(2)]));
        if (before.All(static size => size == 1))
            return Build.MatMul(Build.Reshape(a, [.. a.Shape.TakeLast(2)]), b);
        // Several products share a factor, as heads of attention share their keys: it is repeated.
        int[] all = [.. Sizes.Broadcast([.. before.Select(static s => (long)s)], [.. other.Select(static s => (long)s)]).Select(static s => (int)s)];
        return Build.MatMul(Repeated(a, all, to), Repeated(b, all, to));
    }

    private static Layer Repeated(Layer x, int[] before, LayerBuilder to)
    {
        int[] shape = [.. before, .. x.Shape.TakeLast(2)];
        return x.Shape.SequenceEqual(shape)
            ? x
            : Build.Merge("Add", x, to.Filled(shape.Select(static s => (long)s), 0));
    }

    private static Layer Matrix(Value value, Operation node, LayerBuilder to, bool isRight)
    {
        if (value.Rank == 1)
            return Build.Reshape(to[value], isRight ? [(int)value.Dims[0], 1] : [1, (int)value.Dims[0]]);
        if (Layout.Of(value).RowsAxis is var rows && rows >= value.Rank - 2)
            throw new ImportException($"it multiplies along the rows of '{value.Name}' [{Sizes.Text(value.Dims)}]");
        var layer = to.Operand(value, node.Output.Rank >= value.Rank ? node.Output : value);
        return layer.Shape.Count >= 2 ? layer : Build.Reshape(layer, [(int)value.Dims[^2], (int)value.Dims[^1]]);
    }

    /// <summary>A, with its rows as the last axis but one.</summary>
    private static Layer Left(Operation node, LayerBuilder to)
    {
        var a = node.Input(0);
        var (rows, turns) = (Layout.Of(a).RowsAxis, node.Attributes.Flag("transA"));
        if (rows < 0)
            return turns ? Build.Permute(to[a], [1, 0]) : to[a];
        return rows == (turns ? 1 : 0) ? to[a] : throw new ImportException($"it multiplies along the rows of '{a.Name}' [{Sizes.Text(a.Dims)}]");
    }

    /// <summary>A value whose last axis is not an axis of rows.</summary>
    private static Layer LastAxis(Value value, LayerBuilder to)
    {
        _ = Layout.Of(value).Axis(value.Rank - 1);
        return to[value];
    }

    private static Tensor Scaled(Tensor tensor, double factor) => factor == 1 ? tensor : tensor.Map(x => x * factor);

    /// <summary>A vector of biases, if that is what a summand is.</summary>
    private static Tensor? BiasOf(Tensor summand, int units, double beta) =>
        summand.Count == 1 ? Scaled(summand, beta).Picked([units], static _ => 0)
        : summand.Count == units && summand.Dims[^1] == units ? Scaled(summand, beta).As(units)
        : null;
}
