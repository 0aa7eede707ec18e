using System.Runtime.CompilerServices;
using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>Copies parts of values: what concatenating and slicing are made of. All sizes are in numbers: a feature of a lane block is 16 of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Parts
{
    /// <summary>Copies a whole value into a part of a larger one, unit by unit.</summary>
    /// <param name="part">The source, <c>[units][partSize]</c>.</param>
    /// <param name="whole">The destination, <c>[units][wholeSize]</c>.</param>
    /// <param name="start">Where the part starts in a unit of the destination.</param>
    /// <param name="partSize">The numbers of the part.</param>
    /// <param name="wholeSize">The numbers of a unit of the destination.</param>
    /// <param name="units">The number of units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyIn<T>(T* part, T* whole, int start, int partSize, int wholeSize, nint units)
        where T : unmanaged
    {
        for (whole += start; units != 0; units--, part += partSize, whole += wholeSize)
            new ReadOnlySpan<T>(part, partSize).CopyTo(new Span<T>(whole, partSize));
    }

    /// <summary>Copies a part of a value out of it, the inverse of <see cref="CopyIn"/>.</summary>
    /// <param name="whole">The source, <c>[units][wholeSize]</c>.</param>
    /// <param name="part">The destination, <c>[units][partSize]</c>.</param>
    /// <param name="start">Where the part starts in a unit of the source.</param>
    /// <param name="partSize">The numbers of the part.</param>
    /// <param name="wholeSize">The numbers of a unit of the source.</param>
    /// <param name="units">The number of units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyOut<T>(T* whole, T* part, int start, int partSize, int wholeSize, nint units)
        where T : unmanaged
    {
        for (whole += start; units != 0; units--, part += partSize, whole += wholeSize)
            new ReadOnlySpan<T>(whole, partSize).CopyTo(new Span<T>(part, partSize));
    }
}
