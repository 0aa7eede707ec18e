using System.Numerics;
using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>y = (x − mean) / deviation, channel by channel; the division is a multiplication by the rounded inverse.</summary>
internal sealed unsafe class Normalisation(ImageShape shape, float[] mean, float[] deviation) : AugmentationStep(shape, "Normalise")
{
    private readonly float[] inverse = Array.ConvertAll(deviation, static value => (float)(1 / (double)value));

    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        var size = Shape.Height * Shape.Width;
        for (var channel = 0; channel < Shape.Channels; channel++)
            Shift(image + channel * size, size, mean[channel], inverse[channel]);
        return image;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Shift(float* x, int count, float mean, float inverse)
    {
        var i = 0;
        var means = new Vector<float>(mean);
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            ((Vector.Load(x + i) - means) * inverse).Store(x + i);
        for (; i < count; i++)
            x[i] = (x[i] - mean) * inverse;
    }
}
