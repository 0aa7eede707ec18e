namespace Adjoint.Tests;

/// <summary>Whether calls allocate.</summary>
internal static class Allocation
{
    /// <summary>Fails where a call allocates on this thread once it has been made. The runtime itself now and then does (when it recompiles a method, say);
    /// what a call allocates shows every time.</summary>
    public static void AssertNone(Action call, string what = "The call") => AssertNone(call, GC.GetAllocatedBytesForCurrentThread, what);

    /// <summary>The same by another count, such as that of all threads.</summary>
    public static void AssertNone(Action call, Func<long> allocated, string what)
    {
        call();
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = allocated();
            call();
            least = Math.Min(least, allocated() - before);
        }
        Assert.True(least == 0, $"{what} allocates {least} bytes.");
    }
}
