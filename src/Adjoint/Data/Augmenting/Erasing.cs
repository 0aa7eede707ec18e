using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Sets a rectangle of an image to zero in all channels.</summary>
internal static unsafe class Erasing
{
    /// <summary>Erases what of the rectangle is within the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Erase(ImageShape shape, float* image, int top, int left, int height, int width)
    {
        var (firstLine, lastLine) = (Math.Max(0, top), Math.Min(shape.Height, top + height));
        var (first, last) = (Math.Max(0, left), Math.Min(shape.Width, left + width));
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var line = firstLine; line < lastLine; line++)
                new Span<float>(image + line * shape.Width + first, last - first).Clear();
            image += shape.Height * shape.Width;
        }
    }
}

/// <summary>
/// Erases a square whose centre is any pixel, so that a part of it may be outside. Source: DeVries and Taylor, "Improved regularization of convolutional
/// neural networks with cutout" (2017).
/// </summary>
internal sealed unsafe class Cutout(ImageShape shape, int size) : AugmentationStep(shape, "Cutout")
{
    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        var top = random.NextInt(Shape.Height) - size / 2;
        var left = random.NextInt(Shape.Width) - size / 2;
        Erasing.Erase(Shape, image, top, left, size, size);
        return image;
    }
}

/// <summary>
/// With a given probability erases a rectangle of random area and sides that is within the image. Source: Zhong, Zheng, Kang, Li and Yang, "Random
/// erasing data augmentation" (AAAI 2020).
/// </summary>
internal sealed unsafe class RandomErasing(ImageShape shape, float probability, float smallest, float largest) : AugmentationStep(shape, "RandomErasing")
{
    /// <summary>Height over width is from this to its inverse, the logarithm uniform.</summary>
    private const double FlattestAspect = 0.3;

    /// <summary>A rectangle that does not fit is drawn again, up to this number of times; then the image is left as it is.</summary>
    private const int Attempts = 10;

    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        if (!(random.NextSingle() < probability))
            return image;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = (smallest + (largest - (double)smallest) * random.NextDouble()) * Shape.Height * Shape.Width;
            var aspect = Math.Exp((2 * random.NextDouble() - 1) * Math.Log(FlattestAspect));
            var height = Math.Max(1, (int)Math.Round(Math.Sqrt(area * aspect)));
            var width = Math.Max(1, (int)Math.Round(Math.Sqrt(area / aspect)));
            if (height > Shape.Height || width > Shape.Width)
                continue;
            Erasing.Erase(Shape, image, random.NextInt(Shape.Height - height + 1), random.NextInt(Shape.Width - width + 1), height, width);
            break;
        }
        return image;
    }
}
