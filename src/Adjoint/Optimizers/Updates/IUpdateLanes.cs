namespace Adjoint;

/// <summary>
/// A handful of numbers that are updated together: one register of 512, 256 or 128 bits, or a single number. Update rules are written once
/// over this interface, that is over one name instead of the two of <see cref="UpdateLanes{E, L, V}"/>; the JIT compiles one straight copy a width.
/// </summary>
/// <remarks>
/// Every operation rounds as the scalar one does, so that a parameter's new value does not depend on the width that reached it, and hence
/// neither on where chunks and segments begin nor on the number of threads.
/// </remarks>
internal unsafe interface IUpdateLanes<TSelf, E>
    where TSelf : struct, IUpdateLanes<TSelf, E>
    where E : unmanaged
{
    /// <summary>How many they are.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> numbers from any address.</summary>
    static abstract TSelf Load(E* source);

    /// <summary>Writes <see cref="Count"/> numbers to any address.</summary>
    void Store(E* destination);

    /// <summary>The same value in every lane.</summary>
    static abstract implicit operator TSelf(E value);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>The correctly rounded quotient.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x·y + z, rounded once if the machine has such an instruction, else twice, the same at every width.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The correctly rounded square root.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The larger of the two; a NaN in <paramref name="x"/> stays NaN.</summary>
    static abstract TSelf AtLeast(TSelf x, TSelf bound);

    /// <summary>The smaller of the two; a NaN in <paramref name="x"/> stays NaN.</summary>
    static abstract TSelf AtMost(TSelf x, TSelf bound);

    /// <summary>−1, 0 or 1; 0 at both zeros.</summary>
    static abstract TSelf Sign(TSelf x);
}
