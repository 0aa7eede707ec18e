using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Data;

/// <summary>Turns a byte into a float: <c>(x · scale − mean) / deviation</c>, folded to one multiplication and addition with one rounding.</summary>
internal sealed class ByteConversion
{
    private readonly float[] values = new float[byte.MaxValue + 1];

    /// <summary>Folds the three numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not finite, or <paramref name="deviation"/> is not positive.</exception>
    public ByteConversion(float scale, float mean, float deviation)
    {
        CheckFinite(scale, nameof(scale));
        CheckFinite(mean, nameof(mean));
        CheckFinite(deviation, nameof(deviation));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        Scale = (float)((double)scale / deviation);
        Shift = (float)(-(double)mean / deviation);

        // The table and the vector instruction agree to the last bit, so that a value does not depend on the machine or on its place in a row.
        for (var x = 0; x < values.Length; x++)
            values[x] = MathF.FusedMultiplyAdd(x, Scale, Shift);
    }

    /// <summary>scale / deviation.</summary>
    public float Scale { get; }

    /// <summary>−mean / deviation.</summary>
    public float Shift { get; }

    /// <summary>Converts bytes to as many floats.</summary>
    public unsafe void Convert(ReadOnlySpan<byte> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        var i = 0;
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            var scale = Vector256.Create(Scale);
            var shift = Vector256.Create(Shift);
            fixed (byte* bytes = x)
            fixed (float* floats = y)
            {
                for (; i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
                    Fma.MultiplyAdd(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(bytes + i)), scale, shift).Store(floats + i);
            }
        }
        for (; i < x.Length; i++)
            y[i] = values[x[i]];
    }

    private static void CheckFinite(float value, string name)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; a finite number is needed.");
    }
}
