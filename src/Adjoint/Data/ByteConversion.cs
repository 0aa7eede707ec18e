namespace Adjoint.Data;

/// <summary>Turns a byte into a float: <c>(x · scale − mean) / std</c>, folded to one multiplication and addition with one rounding.</summary>
internal sealed class ByteConversion
{
    private readonly float[] values = new float[byte.MaxValue + 1];

    /// <summary>Folds the three numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not finite, or <paramref name="std"/> is not positive.</exception>
    public ByteConversion(float scale, float mean, float std)
    {
        CheckFinite(scale, nameof(scale));
        CheckFinite(mean, nameof(mean));
        CheckFinite(std, nameof(std));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(std);
        Scale = (float)((double)scale / std);
        Shift = (float)(-(double)mean / std);

        // The table and the vector instruction agree to the last bit, so that a value does not depend on the machine or on its place in a row.
        for (var x = 0; x < values.Length; x++)
            values[x] = MathF.FusedMultiplyAdd(x, Scale, Shift);
    }

    /// <summary>scale / std.</summary>
    public float Scale { get; }

    /// <summary>−mean / std.</summary>
    public float Shift { get; }

    /// <summary>The float that stands for <paramref name="x"/>.</summary>
    public float this[byte x] => values[x];

    private static void CheckFinite(float value, string name)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; a finite number is needed.");
    }
}
