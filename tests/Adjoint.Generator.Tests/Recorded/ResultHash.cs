using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Adjoint.Generator.Tests.Recorded;

/// <summary>The first half of SHA-256 over the bits of numbers.</summary>
internal sealed class ResultHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(numbers));

    public void Add<T>(T number)
        where T : unmanaged => Add<T>([number]);

    public override string ToString() => Convert.ToHexString(hash.GetCurrentHash(), 0, 16);

    public void Dispose() => hash.Dispose();
}
