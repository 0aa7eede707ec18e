using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>The logits of one token: one for each token of the vocabulary, none of them NaN or +∞, and at least one of them finite.</summary>
internal static class Logits
{
    /// <summary>Makes sure that they are logits, and returns the greatest.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="beam">Of several beams the one that they are for; −1 where there are none.</param>
    /// <exception cref="ArgumentException">There are none, one is NaN or +∞, or all are −∞.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Greatest(ReadOnlySpan<float> logits, int beam = -1)
    {
        var greatest = float.NegativeInfinity;
        for (var token = 0; token < logits.Length; token++)
        {
            var logit = logits[token];
            // False of NaN too.
            if (!(logit < float.PositiveInfinity))
                throw new ArgumentException(
                    $"The logit of token {token}{Of(beam)} is {logit.ToString(CultureInfo.InvariantCulture)}; a logit must be finite, or −∞ for a token that cannot come. Find out where the network's numbers stop being finite.",
                    nameof(logits));
            greatest = logit > greatest ? logit : greatest;
        }
        if (logits.Length == 0)
            throw new ArgumentException($"There are no logits{Of(beam)}; give one for each token of the vocabulary.", nameof(logits));
        return greatest > float.NegativeInfinity
            ? greatest
            : throw new ArgumentException($"All {logits.Length} logits{Of(beam)} are −∞, so no token can come; at least one must be finite.", nameof(logits));
    }

    private static string Of(int beam) => beam < 0 ? "" : $" of beam {beam}";

    /// <summary>Writes exp((score − greatest) / temperature) for each score: what the probabilities are in proportion to, the greatest being 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weigh(ReadOnlySpan<float> scores, float greatest, float temperature, Span<float> weights)
    {
        var (first, divisor, i) = (Vector128.Create(greatest), Vector128.Create(temperature), 0);
        for (; i + Vector128<float>.Count <= scores.Length; i += Vector128<float>.Count)
            VectorMath.Exp((Vector128.Create(scores.Slice(i, Vector128<float>.Count)) - first) / divisor).CopyTo(weights[i..]);
        for (; i < scores.Length; i++)
            weights[i] = VectorMath.Exp((scores[i] - greatest) / temperature);
    }

    /// <summary>ln Σ exp(logit), for logits whose greatest is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LogSum(ReadOnlySpan<float> logits, float greatest)
    {
        var sum = 0.0;
        foreach (var logit in logits)
            sum += VectorMath.Exp(logit - greatest);
        return greatest + Math.Log(sum);
    }
}
