namespace Adjoint.Data;

/// <summary>What positions beyond the edges of an image hold.</summary>
public enum Border
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The image mirrored at its outermost pixels, which are not repeated: beyond <c>a b c</c> follow <c>b a</c>.</summary>
    Reflect,
}
