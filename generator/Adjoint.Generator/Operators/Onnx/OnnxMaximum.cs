namespace Adjoint.Generator.Operators;

/// <summary>The numbers of one value at the first maxima of another.</summary>
internal static class OnnxMaximum
{
    /// <summary>Of windows: where the maxima lie, MaxPool says, as numbers of the whole tensor.</summary>
    public static string OfWindows(OnnxContext node, MaxPool pool)
    {
        var places = node.AddSeveral("MaxPool", [node.x(1)], 2, [.. pool.OnnxAttributes(node.In(1))])[1];
        return node.Add("Gather", node.Add("Reshape", node.x(), node.Integers(-1)), places);
    }

    /// <summary>Of all numbers along some axes.</summary>
    public static string OfAxes(OnnxContext node, IReadOnlyList<int> axes)
    {
        var (sizes, kept) = (node.In().Sizes, Enumerable.Range(0, node.In().Rank).Except(axes).ToList());
        int[] order = [0, .. kept.Concat(axes.OrderBy(static axis => axis)).Select(static axis => axis + 1)];
        // The axes that are reduced lie behind the others, as one.
        string Behind(string x) => node.Reshape(node.Transpose(x, order), [.. kept.Select(axis => sizes[axis]), -1]);
        var place = node.Add("ArgMax", [Behind(node.x(1))], new OnnxAttribute("axis", -1L));
        return node.Reshaped(node.Add("GatherElements", [Behind(node.x()), place], new OnnxAttribute("axis", -1L)));
    }
}
