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
internal readonly struct UpdateShaping(float scale, float limit, float decay, float sparsity, float shrink)
{
    private readonly float scale = scale, limit = limit, decay = decay, sparsity = sparsity, shrink = shrink;

    /// <summary>Whether anything is to be done; a plain step skips it all.</summary>
    public bool IsActive => scale != 1 || limit != float.PositiveInfinity || decay != 0 || sparsity != 0 || shrink != 1;

    /// <summary>Applies the formulas above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(ref TLanes w, ref TLanes g)
        where TLanes : struct, IUpdateLanes<TLanes>
    {
        g = TLanes.AtMost(TLanes.AtLeast(g * scale, -limit), limit);
        g = TLanes.MultiplyAdd(w, decay, g);
        g = TLanes.MultiplyAdd(TLanes.Sign(w), sparsity, g);
        w *= shrink;
    }
}
