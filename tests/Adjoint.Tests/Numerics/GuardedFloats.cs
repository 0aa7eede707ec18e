using System.Runtime.InteropServices;

namespace Adjoint.Tests.Numerics;

/// <summary>
/// Floats with a poisoned zone before them and, on Linux, an inaccessible page right behind them: a read or write past the end is a fault, a
/// write before the start is found by <see cref="AssertSurroundingsIntact"/>. Elsewhere both sides are poisoned.
/// </summary>
internal sealed unsafe partial class GuardedFloats : IDisposable
{
    private const int Poison = 0x7FA5_5A5A; // a signalling NaN that no kernel produces
    private const int Margin = 64;
    private const int NoAccess = 0;
    private const int ReadWrite = 1 | 2;
    private const int PrivateAnonymous = 0x02 | 0x20;

    private readonly byte* memory;
    private readonly nuint mapped;
    private readonly int after;

    public GuardedFloats(int length)
    {
        Length = length;
        var bytes = (nuint)(Margin + length) * sizeof(float);
        if (OperatingSystem.IsLinux())
        {
            var page = (nuint)Environment.SystemPageSize;
            var usable = (bytes + page - 1) / page * page;
            mapped = usable + page;
            memory = (byte*)Map(null, mapped, ReadWrite, PrivateAnonymous, -1, 0);
            Assert.True((nint)memory != -1, "mmap failed");
            Assert.Equal(0, Protect(memory + usable, page, NoAccess));
            Pointer = (float*)(memory + usable) - length;
        }
        else
        {
            after = Margin;
            memory = (byte*)NativeMemory.Alloc(bytes + Margin * sizeof(float));
            Pointer = (float*)memory + Margin;
        }
        new Span<int>(Pointer - Margin, Margin + length + after).Fill(Poison);
    }

    public GuardedFloats(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(Span);

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>Whether nobody has written to this element.</summary>
    public bool IsUntouched(int index) => ((int*)Pointer)[index] == Poison;

    public void AssertSurroundingsIntact()
    {
        for (var i = -Margin; i < Length + after; i = i == -1 ? Length : i + 1)
            Assert.True(IsUntouched(i), $"element {i} of {Length} was overwritten by {Pointer[i]}");
    }

    public void Dispose()
    {
        if (mapped == 0)
            NativeMemory.Free(memory);
        else
            _ = Unmap(memory, mapped);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
