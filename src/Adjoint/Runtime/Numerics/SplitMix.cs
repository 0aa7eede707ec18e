namespace Adjoint.Runtime;

/// <summary>SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).</summary>
internal static class SplitMix
{
    /// <summary>2⁶⁴ divided by the golden ratio, odd: what the state advances by.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The number that follows the state <paramref name="z"/>: no two states have the same.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z += Step;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
