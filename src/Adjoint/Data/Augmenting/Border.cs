namespace Adjoint.Data;

/// <summary>What lies beyond the edges of an image.</summary>
public enum Border
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The image in a mirror that stands on its outermost pixels: beyond <c>a b c</c> follow <c>b a</c>.</summary>
    Reflect,
}
