using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Values with channels and positions.</summary>
internal static class Images
{
    /// <summary>What a node reads, as [channels, positions…]: the first axis is that of the rows, or has one position.</summary>
    public static Layer Of(Value value, LayerBuilder to)
    {
        var layer = to[value];
        var rows = Layout.Of(value).RowsAxis;
        if (rows == 0 && layer.Shape.Count == value.Rank - 1)
            return layer;
        return rows < 0 && value.Dims[0] == 1
            ? Build.Reshape(layer, [.. layer.Shape.Skip(1)])
            : throw new ImportException($"the first axis of '{value.Name}' [{Sizes.Text(value.Dims)}] is not that of the rows");
    }
}
