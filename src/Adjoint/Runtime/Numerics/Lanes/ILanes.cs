namespace Adjoint.Runtime;

/// <summary>
/// The operations on a number <typeparamref name="E"/>, float or double, or on a vector of them, under one name each, so that a formula is written once for all of them. The functions
/// of <see cref="VectorMath"/> are; the compiler specialises them for each struct that implements this, and nothing of it is left at run time.
/// </summary>
/// <remarks>
/// <para>The raw intrinsic is used wherever the portable method would cost more than one instruction. What a machine has not is done in halves, down to 128
/// bits, which every vector machine has.</para>
/// <para>Named methods on the vectors themselves, rather than operators on a struct around them: each operator of such a struct is four methods to the
/// inliner, whose budget of locals a caller would use up three times as fast.</para>
/// <para>The names that end in Bits work on bit patterns as integers of the number's size: that is how an exponent is set or read.</para>
/// </remarks>
internal interface ILanes<E, V>
{
    /// <summary><paramref name="value"/> in every lane.</summary>
    static abstract V Create(E value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    static abstract V Negate(V a);

    /// <inheritdoc cref="VectorMath.MultiplyAdd(float, float, float)"/>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <inheritdoc cref="VectorMath.Max(float, float)"/>
    static abstract V Max(V a, V b);

    /// <inheritdoc cref="VectorMath.Min(float, float)"/>
    static abstract V Min(V a, V b);

    static abstract V Abs(V a);

    static abstract V Sqrt(V a);

    /// <summary><paramref name="magnitude"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <inheritdoc cref="VectorMath.SelectGreater(float, float, float, float)"/>
    static abstract V SelectGreater(V a, V b, V whenTrue, V whenFalse);

    /// <inheritdoc cref="VectorMath.SelectGreaterOrEqual(float, float, float, float)"/>
    static abstract V SelectGreaterOrEqual(V a, V b, V whenTrue, V whenFalse);

    /// <inheritdoc cref="VectorMath.SelectEqual(float, float, float, float)"/>
    static abstract V SelectEqual(V a, V b, V whenTrue, V whenFalse);

    /// <summary>Whether a &gt; b in any lane.</summary>
    static abstract bool AnyGreater(V a, V b);

    static abstract V SubtractBits(V a, V b);

    static abstract V AndBits(V a, long mask);

    static abstract V ShiftLeftBits(V a, int count);

    /// <summary>The bit patterns read as integers, as numbers.</summary>
    static abstract V ConvertBits(V a);
}
