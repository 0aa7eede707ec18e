using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>The widths of the registers that an update goes through for one type of numbers.</summary>
internal unsafe interface IUpdateWidths<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Goes from the widest registers to a single number: each width takes what the one before has left.</summary>
    static abstract void Update<TRule>(E* weights, E* gradient, int start, int end, UpdateShaping<E> shaping, TRule rule)
        where TRule : unmanaged, IUpdateRule<E>;
}

/// <summary>Those of floats.</summary>
internal readonly unsafe struct FloatWidths : IUpdateWidths<float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Update<TRule>(float* weights, float* gradient, int start, int end, UpdateShaping<float> shaping, TRule rule)
        where TRule : unmanaged, IUpdateRule<float>
    {
        if (Avx512F.IsSupported)
            start = UpdateLoop<float>.Run<UpdateLanes<float, Lanes512, Vector512<float>>, TRule>(weights, gradient, start, end, shaping, rule);
        if (Fma.IsSupported)
            start = UpdateLoop<float>.Run<UpdateLanes<float, Lanes256, Vector256<float>>, TRule>(weights, gradient, start, end, shaping, rule);
        start = UpdateLoop<float>.Run<UpdateLanes<float, Lanes128, Vector128<float>>, TRule>(weights, gradient, start, end, shaping, rule);
        UpdateLoop<float>.Run<UpdateLanes<float, Lane, float>, TRule>(weights, gradient, start, end, shaping, rule);
    }
}

/// <summary>Those of doubles.</summary>
internal readonly unsafe struct DoubleWidths : IUpdateWidths<double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Update<TRule>(double* weights, double* gradient, int start, int end, UpdateShaping<double> shaping, TRule rule)
        where TRule : unmanaged, IUpdateRule<double>
    {
        if (Avx512F.IsSupported)
            start = UpdateLoop<double>.Run<UpdateLanes<double, DoubleLanes512, Vector512<double>>, TRule>(weights, gradient, start, end, shaping, rule);
        if (Fma.IsSupported)
            start = UpdateLoop<double>.Run<UpdateLanes<double, DoubleLanes256, Vector256<double>>, TRule>(weights, gradient, start, end, shaping, rule);
        start = UpdateLoop<double>.Run<UpdateLanes<double, DoubleLanes128, Vector128<double>>, TRule>(weights, gradient, start, end, shaping, rule);
        UpdateLoop<double>.Run<UpdateLanes<double, DoubleLane, double>, TRule>(weights, gradient, start, end, shaping, rule);
    }
}

/// <summary>The loop of an update, for one width.</summary>
internal static unsafe class UpdateLoop<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <returns>The first index that is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Run<TLanes, TRule>(E* weights, E* gradient, int start, int end, UpdateShaping<E> shaping, TRule rule)
        where TLanes : struct, IUpdateLanes<TLanes, E>
        where TRule : unmanaged, IUpdateRule<E>
    {
        var shaped = shaping.IsActive;
        var index = start;
        for (; index <= end - TLanes.Count; index += TLanes.Count)
        {
            var w = TLanes.Load(weights + index);
            var g = TLanes.Load(gradient + index);
            if (shaped)
                shaping.Apply(ref w, ref g);
            rule.Update(index, w, g).Store(weights + index);
        }
        return index;
    }
}
