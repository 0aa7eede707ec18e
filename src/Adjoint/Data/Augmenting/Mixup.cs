using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Replaces each row of a batch, and its targets, by λ times itself and 1 − λ times another. Source: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond
/// empirical risk minimization" (ICLR 2018); λ is drawn for each row.
/// </summary>
/// <param name="alpha">λ is distributed as Beta(α, α).</param>
/// <param name="classes">The classes of which labels become probabilities; null for those of the data set.</param>
internal sealed class Mixup(float alpha, int? classes)
{
    private static readonly ulong partnersName = CounterRandom.StreamOf("Augmentation.Mixup.Partners");
    private static readonly ulong sharesName = CounterRandom.StreamOf("Augmentation.Mixup.Shares");

    /// <summary>The classes of which labels become probabilities; null for those of the data set.</summary>
    public int? Classes => classes;

    /// <summary>Draws with which other row of its batch each row is mixed: any order of all of them is equally likely.</summary>
    public static void DrawPartners(long seed, int epoch, int batch, Span<int> partners)
    {
        for (var i = 0; i < partners.Length; i++)
            partners[i] = i;
        Augmentation.Numbers(seed, partnersName, epoch, batch).Shuffle(partners);
    }

    /// <summary>Draws λ, the share that row <paramref name="row"/> of the data set keeps of itself.</summary>
    public float DrawShare(long seed, int epoch, int row)
    {
        // With G and H distributed as Gamma(α), G / (G + H) is distributed as Beta(α, α).
        var random = Augmentation.Numbers(seed, sharesName, epoch, row);
        var own = NextLogOfGamma(ref random);
        var other = NextLogOfGamma(ref random);
        return (float)(1 / (1 + Math.Exp(other - own)));
    }

    /// <summary>y = share · x + (1 − share) · partner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void Mix(float* x, float* partner, float share, int count, float* y)
    {
        var rest = 1 - share;
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.Load(x + i) * share + Vector.Load(partner + i) * rest).Store(y + i);
        for (; i < count; i++)
            y[i] = x[i] * share + partner[i] * rest;
    }

    /// <summary>
    /// The logarithm of a Gamma(α) variable: G(α + 1) U^{1/α}, with G by Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). A
    /// logarithm, because for small α most values are too small for a double.
    /// </summary>
    private double NextLogOfGamma(ref CounterRandom random)
    {
        var d = alpha + 1 - 1 / 3.0;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var cubeRoot = 1 + c * x;
            if (cubeRoot <= 0)
                continue;
            var v = cubeRoot * cubeRoot * cubeRoot;
            if (Math.Log(random.NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v))
                return Math.Log(d * v) + Math.Log(random.NextDouble()) / alpha;
        }
    }
}
