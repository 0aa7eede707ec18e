using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>
/// A zeroed block of numbers that starts on a 64-byte boundary and is followed by at least 64 bytes that may be read, so that a vector may be
/// loaded at any element.
/// </summary>
/// <remarks>
/// The memory belongs to the garbage collector (a pinned array, aligned by hand): a <see cref="Span{T}"/> handed to a user stays valid for as
/// long as the user holds it, and nothing has to be disposed. Code that works on <see cref="Pointer"/> must keep this object reachable.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    /// <summary>The alignment in numbers: of floats one cache line, one 512-bit register.</summary>
    public const int Alignment = 16;

    private readonly T[] array;
    private readonly int start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        array = GC.AllocateArray<T>(checked(length + 2 * Alignment), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref array[0]);
        var bytes = (nuint)(Alignment * sizeof(T));
        var misalignment = address % bytes;
        start = misalignment == 0 ? 0 : (int)((bytes - misalignment) / (nuint)sizeof(T));
        Length = length;
        Pointer = (T*)address + start;
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The first number; valid while this object is reachable.</summary>
    public T* Pointer { get; }

    /// <summary>The numbers; valid for as long as the span is held.</summary>
    public Span<T> Span => array.AsSpan(start, Length);
}
