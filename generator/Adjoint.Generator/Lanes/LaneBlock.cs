namespace Adjoint.Generator.Lanes;

/// <summary>Rows that lie beside each other, feature by feature: <c>value[feature][row]</c>.</summary>
internal static class LaneBlock
{
    /// <summary>The rows of a block.</summary>
    public const int Rows = 16;
}
