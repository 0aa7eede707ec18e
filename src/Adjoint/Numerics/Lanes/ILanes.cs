namespace Adjoint.Runtime;

/// <summary>
/// One or more floats on which the same formula runs: a scalar or a vector of 4, 8 or 16. The functions of <see cref="VectorMath"/> are written
/// once over this interface; the compiler specialises them for each struct, so that nothing of the interface is left at run time.
/// </summary>
/// <remarks>
/// The names that end in Bits work on the lanes' bit patterns as 32-bit integers: that is how an exponent is set or read.
/// </remarks>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);
    static abstract TSelf operator /(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a);

    /// <summary><paramref name="value"/> in every lane.</summary>
    static abstract TSelf Create(float value);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger; a NaN in <paramref name="b"/> is handed on.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller; a NaN in <paramref name="b"/> is handed on.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf a);

    /// <summary><paramref name="magnitude"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    static abstract TSelf SelectGreater(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse);

    static abstract TSelf SelectGreaterOrEqual(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse);

    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    static abstract TSelf AndBits(TSelf a, int mask);

    static abstract TSelf ShiftLeftBits(TSelf a, int count);

    /// <summary>The bit patterns read as integers, as floats.</summary>
    static abstract TSelf ConvertBits(TSelf a);
}
