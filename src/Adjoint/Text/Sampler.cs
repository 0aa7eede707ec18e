using System.Globalization;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// Draws the next token from a network's logits: <c>token = sampler.Next(logits)</c>. At temperature 1 each token has the probability that the network gives it, exp(logit) / Σ exp(logits).
/// </summary>
/// <remarks>
/// <para>
/// What is set is done in this order: <see cref="RepetitionPenalty"/>, <see cref="Temperature"/>, <see cref="TopK"/>, <see cref="TopP"/>. Equal seeds and logits give equal tokens: each random
/// number is a function of seed and <see cref="Draws"/>. Nothing is allocated after the first call of a vocabulary's size.
/// </para>
/// <para>A sampler counts its draws and has room of its own, so it is for one thread at a time.</para>
/// </remarks>
public sealed class Sampler
{
    /// <summary>What the random numbers are for; other uses of the same seed have others.</summary>
    private static readonly ulong stream = CounterRandom.StreamOf("Sampler");

    private float[] scores = [];
    private float[] weights = [];
    private int[] ranked = [];

    /// <summary>Makes a sampler.</summary>
    /// <param name="temperature">What logits are divided by: below 1 likely tokens become more likely, above 1 less. 0 takes the greatest logit, of equal ones the first.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is negative or not finite.</exception>
    public Sampler(float temperature = 1, long seed = 0)
    {
        if (!(temperature >= 0 && float.IsFinite(temperature)))
            throw Refused(nameof(temperature), temperature, "a finite number, 0 or more; 0 always takes the most likely token");
        (Temperature, Seed) = (temperature, seed);
    }

    /// <summary>What logits are divided by; 0 takes the greatest.</summary>
    public float Temperature { get; }

    /// <summary>What decides the tokens that are drawn.</summary>
    public long Seed { get; }

    /// <summary>Only the <c>TopK</c> tokens with the greatest logits are drawn, of equal ones the first; 0, the default, draws from all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int TopK
    {
        get;
        init => field = value >= 0 ? value : throw Refused(nameof(TopK), value, "1 or more, or 0 for all tokens");
    }

    /// <summary>
    /// Only the most likely tokens are drawn, as few as have this probability together (nucleus sampling); 1, the default, draws from all. With <see cref="TopK"/> it is a share of the probability
    /// of those. Source: Holtzman, Buys, Du, Forbes and Choi (2020), The curious case of neural text degeneration.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0 and at most 1.</exception>
    public float TopP
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw Refused(nameof(TopP), value, "above 0 and at most 1, which draws from all tokens");
    } = 1;

    /// <summary>
    /// Makes tokens less likely that have been seen: positive logits are divided by it and negative ones multiplied, once for each token; 1, the default, changes nothing, and below 1 such tokens
    /// become more likely. Source: Keskar, McCann, Varshney, Xiong and Socher (2019), CTRL.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive or not finite.</exception>
    public float RepetitionPenalty
    {
        get;
        init => field = value > 0 && float.IsFinite(value) ? value : throw Refused(nameof(RepetitionPenalty), value, "a finite number above 0; 1 changes nothing");
    } = 1;

    /// <summary>The tokens that have been drawn. Set it, with the same seed, to go on where another sampler has stopped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public long Draws
    {
        get;
        set => field = value >= 0 ? value : throw Refused(nameof(Draws), value, "0 or more");
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">The logit of each token, such as <c>Step</c> writes them; −∞ for a token that is never drawn.</param>
    /// <returns>The token, from 0.</returns>
    /// <exception cref="ArgumentException">A logit is NaN or +∞, or none is finite; nothing was drawn.</exception>
    public int Next(ReadOnlySpan<float> logits) => Next(logits, []);

    /// <summary>Draws a token, with regard to those that have been seen.</summary>
    /// <param name="logits">The logit of each token, such as <c>Step</c> writes them; −∞ for a token that is never drawn.</param>
    /// <param name="seen">The tokens that <see cref="RepetitionPenalty"/> is for, such as the text so far; any of them may be there several times.</param>
    /// <returns>The token, from 0.</returns>
    /// <exception cref="ArgumentException">A logit is NaN or +∞, none is finite, or a token that was seen is not in the vocabulary; nothing was drawn.</exception>
    public int Next(ReadOnlySpan<float> logits, ReadOnlySpan<int> seen)
    {
        var greatest = Logits.Greatest(logits);
        for (var i = 0; i < seen.Length; i++)
        {
            if ((uint)seen[i] >= (uint)logits.Length)
                throw new ArgumentException($"seen[{i}] is {seen[i]}; there are logits for {logits.Length} tokens, 0 to {logits.Length - 1}.", nameof(seen));
        }
        if (scores.Length < logits.Length)
            (scores, weights, ranked) = (new float[logits.Length], new float[logits.Length], new int[logits.Length]);
        var penalised = scores.AsSpan(0, logits.Length);
        logits.CopyTo(penalised);
        if (RepetitionPenalty != 1 && seen.Length > 0)
            greatest = Penalise(logits, seen, penalised);
        var token = Temperature == 0 ? penalised.IndexOf(greatest) : Draw(penalised, greatest);
        Draws++;
        return token;
    }

    /// <summary>Changes the scores of the tokens that were seen, each once; returns the greatest of all.</summary>
    private float Penalise(ReadOnlySpan<float> logits, ReadOnlySpan<int> seen, Span<float> penalised)
    {
        foreach (var token in seen)
        {
            var logit = logits[token];
            // Held at the largest float: an infinity would be refused, or never drawn.
            if (float.IsFinite(logit))
                penalised[token] = Math.Clamp(logit > 0 ? logit / RepetitionPenalty : logit * RepetitionPenalty, float.MinValue, float.MaxValue);
        }
        return Logits.Greatest(penalised);
    }

    private int Draw(ReadOnlySpan<float> penalised, float greatest)
    {
        var all = weights.AsSpan(0, penalised.Length);
        Logits.Weigh(penalised, greatest, Temperature, all);
        var bits = CounterRandom.Philox((ulong)Draws, stream, (ulong)Seed);
        // An odd multiple of 2⁻⁵³, so neither 0 nor 1.
        var random = ((((ulong)bits[0] << 32) | bits[1]) >> 12) + 0.5;
        random /= 1UL << 52;
        return TopP == 1 && (TopK == 0 || TopK >= all.Length) ? DrawOfAll(all, random) : DrawOfFew(penalised, all, random);
    }

    /// <summary>The token at which the sum of the weights passes its share.</summary>
    private static int DrawOfAll(ReadOnlySpan<float> weights, double random)
    {
        var (rest, last) = (random * Sum(weights), 0);
        for (var token = 0; token < weights.Length; token++)
        {
            rest -= weights[token];
            if (rest < 0)
                return token;
            last = weights[token] > 0 ? token : last;
        }
        // Rounding alone leads here.
        return last;
    }

    /// <summary>The same among the first tokens by rank.</summary>
    private int DrawOfFew(ReadOnlySpan<float> penalised, ReadOnlySpan<float> weights, double random)
    {
        var ranking = new Ranking(penalised, ranked.AsSpan(0, weights.Length));
        var most = TopK == 0 ? weights.Length : Math.Min(TopK, weights.Length);
        var whole = 0.0;
        for (var rank = 0; rank < most && most < weights.Length; rank++)
            whole += weights[ranking[rank]];
        if (most == weights.Length)
            whole = Sum(weights);
        var (kept, count) = (0.0, 0);
        while (count < most && kept < TopP * whole)
            kept += weights[ranking[count++]];
        var rest = random * kept;
        for (var rank = 0; rank < count; rank++)
        {
            rest -= weights[ranking[rank]];
            if (rest < 0)
                return ranking[rank];
        }
        // Rounding alone leads here.
        return ranking[0];
    }

    private static double Sum(ReadOnlySpan<float> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }

    private static ArgumentOutOfRangeException Refused<T>(string name, T value, string needed)
        where T : IFormattable => new(name, value, $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}; it must be {needed}.");
}
