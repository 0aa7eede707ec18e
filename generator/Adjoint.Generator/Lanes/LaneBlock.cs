namespace Adjoint.Generator.Lanes;

/// <summary>Rows that lie beside each other, feature by feature: <c>value[feature][row]</c>.</summary>
internal static class LaneBlock
{
    /// <summary>The rows of a block, as many as the widest vectors have lanes.</summary>
    public const int Rows = 16;

    /// <summary>A number of features rounded up to whole vectors of the widest kind.</summary>
    public static int WholeVectors(int features) => (features + Rows - 1) / Rows * Rows;
}
