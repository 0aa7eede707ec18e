namespace Adjoint.Data;

/// <summary>Shuffles by (seed, stream) alone: the order is the same on every machine and in every version.</summary>
internal static class Shuffler
{
    /// <summary>2⁶⁴ / φ, odd: the step of SplitMix64.</summary>
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Fisher and Yates' shuffle (Durstenfeld, 1964): all orders are equally likely.</summary>
    public static void Shuffle(Span<int> values, ulong seed, ulong stream)
    {
        var state = Mix(seed) ^ Mix(~stream);
        for (var last = values.Length - 1; last > 0; last--)
        {
            var chosen = Below((uint)last + 1, ref state);
            (values[last], values[chosen]) = (values[chosen], values[last]);
        }
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1 without bias: Lemire, "Fast random integer generation in an interval" (2019).</summary>
    private static int Below(uint bound, ref ulong state)
    {
        ulong fraction;
        ulong number;
        do
        {
            state += Step;
            number = Math.BigMul(Mix(state), bound, out fraction);
        }
        while (fraction < (0UL - bound) % bound);
        return (int)number;
    }

    /// <summary>The output function of SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
