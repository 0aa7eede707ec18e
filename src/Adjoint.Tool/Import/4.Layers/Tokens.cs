using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Whole numbers: tokens that choose rows of a table, and positions that are known.</summary>
internal static class Tokens
{
    /// <summary>With a table that is known, an embedding; with positions that are known, those of the value.</summary>
    public static void Gather(Operation node, LayerBuilder to)
    {
        var (data, axis) = (node.Input(0), node.Axis(0));
        if (node.Input(1).Constant is { } positions)
        {
            var layout = Layout.Of(data);
            var size = data.Dims[axis];
            long[] wanted = [.. positions.Wholes().Select(i => i < 0 ? i + size : i)];
            if (wanted.Any(i => i < 0 || i >= size))
                throw new ImportException($"it takes a position that axis {axis} of [{Sizes.Text(data.Dims)}] does not have");
            to.Set(node.Output, Build.Pick(to[data], layout.Axis(axis), wanted));
            return;
        }
        if (data.Constant is not { } table || axis != 0 || table.Rank < 2 || table.Count == 0)
            throw new ImportException("its positions depend on the input, and it takes them of no table of vectors");
        var tokens = to[node.Input(1)];
        var (count, width) = (table.Dims[0], (int)(table.Count / table.Dims[0]));
        var list = Build.Reshape(tokens, [tokens.Size]);
        to.Set(node.Output, new Layer("Embedding", [list], [list.Size, width])
        {
            Arguments = [width],
            Options = data.Origin?.PaddingRow is { } row && row < count ? [("Padding", row)] : [],
            Tensors = [("weight", table.As(count, width))],
            Origins = Layer.OriginsOf(data),
        });
    }

    /// <summary>1 for the token that is there, else 0.</summary>
    public static void OneHot(Operation node, LayerBuilder to)
    {
        var (depth, values, x) = (node.Constant(1, "its depth"), node.Constant(2, "its values"), to[node.Input(0)]);
        if (values.Count != 2 || depth.Count != 1)
            throw new ImportException("it needs one depth and two values");
        var list = Build.Reshape(x, [x.Size]);
        var hot = Build.Reshape(new Layer("OneHot", [list], [list.Size, (int)depth.Whole(0)]), [.. Layout.Of(node.Input(0)).Shape, (int)depth.Whole(0)]);
        var (off, on) = (values[0], values[1]);
        if ((off, on) is not (0, 1))
            hot = to.Apply(hot, "Values", $"{to.Number(off)} + {to.Number(on - off)} * x");
        // The new axis is the last here; in the model it may lie before others.
        var (rank, at) = (hot.Shape.Count, Layout.Of(node.Output).Axis(ShapeRules.OneHotAxis(node)));
        List<int> order = [.. Enumerable.Range(0, rank - 1)];
        order.Insert(at, rank - 1);
        to.Set(node.Output, Build.Permute(hot, [.. order]));
    }

    /// <summary>The tokens that an input tells apart, as the tables say that are read by it; null where it is not read as tokens.</summary>
    public static int? CountOf(IEnumerable<Operation> readers)
    {
        var tables = readers.Select(static node => node.Type switch
        {
            "Gather" => node.Input(0).Constant is { Rank: > 1 } table ? table.Dims[0] : (long?)null,
            "OneHot" => node.InputOrNull(1)?.Constant?.Whole(0),
            _ => null,
        }).OfType<long>().ToList();
        return tables.Count == 0 ? null : (int)tables.Min();
    }

    /// <summary>Whole numbers that are read as numbers are floats already.</summary>
    public static void Cast(Operation node, LayerBuilder to)
    {
        if (node.Output.Type is not (NumberType.Float or NumberType.Double) || node.Input(0).Type is NumberType.Float or NumberType.Double)
            throw new ImportException($"it makes numbers of the type {node.Output.Type} of those of {node.Input(0).Type}, and a network computes in one");
        to.Set(node.Output, to[node.Input(0)]);
    }
}
