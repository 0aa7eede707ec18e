using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>Persistent threads that share out the blocks of a batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Workers
{
    /// <summary>Calls <paramref name="work"/> once for each item from 0 to <paramref name="items"/> − 1 and returns when all have ended.</summary>
    /// <param name="work">Receives the context, the item, and the number of the thread that runs it, from 0 to <paramref name="threads"/> − 1.</param>
    /// <param name="context">Handed on to <paramref name="work"/>.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="threads">The most threads to use, the caller's among them.</param>
    public static void Run(delegate*<void*, int, int, void> work, void* context, int items, int threads)
    {
        for (var item = 0; item < items; item++)
            work(context, item, 0);
    }
}
