namespace Adjoint;

/// <summary>What a file of parameters may hold besides finite floating-point numbers. Without options such a file is refused, and the message names the value.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether NaN and infinite values are loaded, and values that become infinite because they are beyond the network's type, such as a 64-bit 1e300 in a network
    /// of floats. Predictions of such a network are hardly ever meant.
    /// </summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>Whether tensors of integers and Booleans are loaded: the nearest number to each integer, 1 for true and 0 for false.</summary>
    public bool AllowIntegers { get; init; }
}
