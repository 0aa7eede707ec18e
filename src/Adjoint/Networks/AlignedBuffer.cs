using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// A zeroed block of floats that starts on a 64-byte boundary and is followed by at least 64 bytes that may be read, so that a vector may be
/// loaded at any element.
/// </summary>
/// <remarks>
/// The memory belongs to the garbage collector (a pinned array, aligned by hand): a <see cref="Span{T}"/> handed to a user stays valid for as
/// long as the user holds it, and nothing has to be disposed. Code that works on <see cref="Pointer"/> must keep this object reachable.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class AlignedBuffer
{
    /// <summary>The alignment in floats: one cache line, one 512-bit register.</summary>
    public const int Alignment = 16;

    private readonly float[] array;
    private readonly int start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        array = GC.AllocateArray<float>(checked(length + 2 * Alignment), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref array[0]);
        var misalignment = address % (Alignment * sizeof(float));
        start = misalignment == 0 ? 0 : (int)((Alignment * sizeof(float) - misalignment) / sizeof(float));
        Length = length;
        Pointer = (float*)address + start;
    }

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>The first float; valid while this object is reachable.</summary>
    public float* Pointer { get; }

    /// <summary>The floats; valid for as long as the span is held.</summary>
    public Span<float> Span => array.AsSpan(start, Length);
}
