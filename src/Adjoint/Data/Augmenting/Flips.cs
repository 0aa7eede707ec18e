using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Exchanges left and right with a given probability.</summary>
internal sealed unsafe class HorizontalFlip(ImageShape shape, float probability) : AugmentationStep(shape, "HorizontalFlip")
{
    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        if (random.NextSingle() < probability)
            Reverse(Shape, image);
        return image;
    }

    /// <summary>Reverses every line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Reverse(ImageShape shape, float* image)
    {
        for (var line = 0; line < shape.Lines; line++)
            new Span<float>(image + line * shape.Width, shape.Width).Reverse();
    }
}

/// <summary>Exchanges top and bottom with a given probability.</summary>
internal sealed unsafe class VerticalFlip(ImageShape shape, float probability) : AugmentationStep(shape, "VerticalFlip")
{
    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        if (!(random.NextSingle() < probability))
            return image;
        Reverse(Shape, image, spare);
        return spare;
    }

    /// <summary>Writes the lines of every channel in reverse order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Reverse(ImageShape shape, float* image, float* turned)
    {
        for (var line = 0; line < shape.Lines; line++)
        {
            var inChannel = line % shape.Height;
            var mirrored = line - inChannel + shape.Height - 1 - inChannel;
            new ReadOnlySpan<float>(image + line * shape.Width, shape.Width).CopyTo(new Span<float>(turned + mirrored * shape.Width, shape.Width));
        }
    }
}
