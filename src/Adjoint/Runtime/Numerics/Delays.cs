using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>What leads from one step of a recurrence to the next.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Delays
{
    /// <summary>s = h of the step before; 0 at the first step.</summary>
    /// <param name="h">The step's place among the values that are delayed; the step before is before it.</param>
    /// <param name="s">Receives them.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="step">The step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StepBefore<T>(T* h, T* s, nint size, nint step)
        where T : unmanaged
    {
        var state = new Span<T>(s, checked((int)size));
        if (step == 0)
            state.Clear();
        else
            new ReadOnlySpan<T>(h - size, state.Length).CopyTo(state);
    }

    /// <summary>The same with a value at the first step.</summary>
    /// <param name="h">The step's place among the values that are delayed; the step before is before it.</param>
    /// <param name="first">What is read at the first step.</param>
    /// <param name="s">Receives them.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="step">The step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StepBefore<T>(T* h, T* first, T* s, nint size, nint step)
        where T : unmanaged =>
        new ReadOnlySpan<T>(step == 0 ? first : h - size, checked((int)size)).CopyTo(new Span<T>(s, (int)size));

    /// <summary>The same for rows of different lengths: what was left after the end of a row is 0.</summary>
    /// <param name="h">The step's place among the values that are delayed; the step before is before it.</param>
    /// <param name="n">The lengths, one in each lane.</param>
    /// <param name="s">Receives them.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="step">The step.</param>
    /// <param name="lanes">The rows next to each other: 16, or 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void StepBeforeEnd<T>(T* h, T* n, T* s, nint size, nint step, nint lanes)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        StepBefore(h, s, size, step);
        ClearEnded(n, s, size, step, lanes);
    }

    /// <summary>The same with a value at the first step.</summary>
    /// <inheritdoc cref="StepBeforeEnd{T}(T*, T*, T*, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void StepBeforeEnd<T>(T* h, T* first, T* n, T* s, nint size, nint step, nint lanes)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        StepBefore(h, first, s, size, step);
        ClearEnded(n, s, size, step, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearEnded<T>(T* n, T* s, nint size, nint step, nint lanes)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        var number = T.CreateTruncating(step);
        for (nint lane = 0; lane < lanes; lane++)
        {
            for (var i = lane; i < size && n[lane] < number; i += lanes)
                s[i] = T.Zero;
        }
    }

    /// <summary>dh = ds of the step after; 0 at the last step.</summary>
    /// <param name="ds">The step's place among the gradients of the state; the step after is after it.</param>
    /// <param name="dh">Receives them.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="step">The step.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StepAfter<T>(T* ds, T* dh, nint size, nint step, nint steps)
        where T : unmanaged
    {
        var gradient = new Span<T>(dh, checked((int)size));
        if (step == steps - 1)
            gradient.Clear();
        else
            new ReadOnlySpan<T>(ds + size, gradient.Length).CopyTo(gradient);
    }

    /// <summary>The gradient of what a state begins with: that of the state at the first step.</summary>
    /// <param name="ds">The gradients of the state at all steps of some blocks.</param>
    /// <param name="first">Receives those of the first steps.</param>
    /// <param name="size">The numbers of a step.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="units">The steps of all blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void First<T>(T* ds, T* first, nint size, nint steps, nint units)
        where T : unmanaged
    {
        for (nint block = 0; block < units / steps; block++)
            new ReadOnlySpan<T>(ds + block * steps * size, checked((int)size)).CopyTo(new Span<T>(first + block * size, (int)size));
    }
}
