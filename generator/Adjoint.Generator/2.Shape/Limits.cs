namespace Adjoint.Generator.Shape;

/// <summary>What the addresses of the generated code can reach.</summary>
internal static class Limits
{
    /// <summary>The most parameters of a network: their block is one array of floats.</summary>
    public const int Parameters = 1_000_000_000;

    /// <summary>The most values of one layer's output for one row.</summary>
    public const int ValueSize = 10_000_000;
}
