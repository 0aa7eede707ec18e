using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint;

/// <summary>
/// What happens to gradient and parameters before the update rule sees them, the same for all optimizers:
/// g ← clip(scale·g, ±limit) + decay·w + sparsity·sign(w), then w ← shrink·w.
/// </summary>
/// <param name="scale">The factor of norm clipping; 1 is off.</param>
/// <param name="limit">The largest magnitude of a component; infinity is off.</param>
/// <param name="decay">Coupled weight decay and the L2 penalty together; 0 is off.</param>
/// <param name="sparsity">The L1 penalty; 0 is off.</param>
/// <param name="shrink">1 − learning rate × decoupled weight decay; 1 is off.</param>
internal readonly struct UpdateShaping<E>(E scale, E limit, E decay, E sparsity, E shrink)
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly E scale = scale, limit = limit, decay = decay, sparsity = sparsity, shrink = shrink;

    /// <summary>Whether anything is to be done; a plain step skips it all.</summary>
    public bool IsActive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => scale != E.One || limit != E.PositiveInfinity || decay != E.Zero || sparsity != E.Zero || shrink != E.One;
    }

    /// <summary>Applies the formulas above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(ref TLanes w, ref TLanes g)
        where TLanes : struct, IUpdateLanes<TLanes, E>
    {
        g = TLanes.AtMost(TLanes.AtLeast(g * scale, -limit), limit);
        g = TLanes.MultiplyAdd(w, decay, g);
        g = TLanes.MultiplyAdd(TLanes.Sign(w), sparsity, g);
        w *= shrink;
    }
}
