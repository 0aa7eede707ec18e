using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Made-up colour images of 32 by 32 pixels, for use where no photographs are at hand: a bright shape on a dark ground, with random colours, place, size and
/// tilt, under noise. The shape decides the class. They have the form of CIFAR-10's images, and are much easier: accuracies on one say nothing about the other.
/// </summary>
public static class SyntheticImages
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Pixels = Side * Side;

    private static readonly ulong stream = CounterRandom.StreamOf("SyntheticImages");

    /// <summary>The names of the classes, in their order.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. SyntheticShape.All.Select(static shape => shape.Name)];

    /// <summary>Draws images. Row i is of class i modulo <paramref name="classes"/>, and depends on the seed, its number and its class only.</summary>
    /// <param name="classes">The number of classes, from 1 to 10: the first of <see cref="ClassNames"/>.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="seed">Equal seeds give equal images, on every machine.</param>
    /// <returns>
    /// Rows of 3,072 features from 0 to 1, <c>[channel][line][column]</c>, channels red, green, blue; they stay bytes until a batch needs them.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are not that many classes, or <paramref name="count"/> is negative or more than an array can hold.
    /// </exception>
    public static Dataset Create(int classes, int count, long seed)
    {
        if (classes < 1 || classes > ClassNames.Count)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"{classes} classes were asked for; there are from 1 to {ClassNames.Count}.");
        var most = Array.MaxLength / (Channels * Pixels);
        if (count < 0 || count > most)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} images were asked for; there may be from 0 to {most}.");
        var pixels = new byte[count * Channels * Pixels];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % classes;
            var random = new CounterRandom((long)SplitMix.Mix((ulong)seed ^ stream), (ulong)row);
            Draw(SyntheticShape.All[labels[row]], ref random, pixels.AsSpan(row * Channels * Pixels, Channels * Pixels));
        }
        return Dataset.FromBytes(pixels, Channels * Pixels, labels);
    }

    private static void Draw(SyntheticShape shape, ref CounterRandom random, Span<byte> image)
    {
        Span<float> coverage = stackalloc float[Pixels];
        Cover(shape, ref random, coverage);
        for (var channel = 0; channel < Channels; channel++)
        {
            var ground = Between(ref random, 0.05f, 0.45f);
            var bright = Between(ref random, 0.4f, 0.95f);
            var (across, down) = (Between(ref random, -0.01f, 0.01f), Between(ref random, -0.01f, 0.01f));
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                var slope = across * (pixel % Side - Side / 2) + down * (pixel / Side - Side / 2);
                var value = ground + (bright - ground) * coverage[pixel] + slope + Noise(ref random);
                image[channel * Pixels + pixel] = (byte)Math.Clamp(value * 255 + 0.5f, 0, 255);
            }
        }
    }

    /// <summary>How much of each pixel the shape covers, from 0 to 1.</summary>
    private static void Cover(SyntheticShape shape, ref CounterRandom random, Span<float> coverage)
    {
        var radius = Between(ref random, 7, 11);
        var (centreX, centreY) = (Between(ref random, 10.5f, 20.5f), Between(ref random, 10.5f, 20.5f));
        // Not so far that one shape could be taken for another.
        var tilt = Turn.OfDegrees(Between(ref random, -12, 12));
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            var (x, y) = ((pixel % Side - centreX) / radius, (pixel / Side - centreY) / radius);
            var outside = shape.Outside(x * tilt.Cosine - y * tilt.Sine, x * tilt.Sine + y * tilt.Cosine);
            coverage[pixel] = Math.Clamp(0.5f - outside * radius, 0, 1);
        }
    }

    private static float Between(ref CounterRandom random, float low, float high) => low + (high - low) * random.NextSingle();

    /// <summary>The sum of four uniform numbers, near enough to a normal one: mean 0, deviation 0.1.</summary>
    private static float Noise(ref CounterRandom random)
    {
        var word = random.NextWord();
        var sum = (int)((word & 0xFF) + (word >> 8 & 0xFF) + (word >> 16 & 0xFF) + (word >> 24)) - 510;
        // A byte has the variance (256² − 1)/12; four of them have the deviation 147.8.
        return sum * (0.1f / 147.8f);
    }
}
