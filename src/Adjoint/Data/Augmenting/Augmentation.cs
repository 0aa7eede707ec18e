using System.Buffers;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Random changes of images while batches are filled, so that no epoch shows the same image twice:
/// <c>Augmentation.For(3, 32, 32).RandomCrop(padding: 4).HorizontalFlip()</c>. Steps act in the order in which they are written; each returns a new object.
/// </summary>
/// <remarks>
/// What happens to a row depends on the seed of the <see cref="MiniBatches"/>, the epoch, and the row's place in the data set that was read, but neither on
/// the other rows of its batch nor on the number of threads; a further step does not change what the others draw. Only <see cref="Mixup"/> depends on
/// how rows are batched.
/// </remarks>
public sealed unsafe class Augmentation
{
    /// <summary>The most values of an image.</summary>
    private const int MostValues = 1 << 24;

    private readonly (AugmentationStep Step, ulong Name)[] steps;

    private Augmentation(ImageShape shape, (AugmentationStep Step, ulong Name)[] steps, Mixup? mixing, string? input)
    {
        this.steps = steps;
        Input = input;
        Shape = shape;
        Mixing = mixing;
        Room = shape.Size;
        foreach (var (step, _) in steps)
            Room = Math.Max(Room, step.Room);
    }

    /// <summary>The shape of images.</summary>
    internal ImageShape Shape { get; }

    /// <summary>Floats that each of the two buffers of <see cref="Apply(long, int, int, float*, float*)"/> must hold.</summary>
    internal int Room { get; }

    /// <summary>How rows are mixed; null when they are not.</summary>
    internal Mixup? Mixing { get; }

    /// <summary>The input that is changed; null for the only one.</summary>
    internal string? Input { get; }

    /// <summary>The same steps for rows by themselves.</summary>
    internal Augmentation WithoutMixing => new(Shape, steps, mixing: null, Input);

    /// <summary>Images without change, to which the other methods add. A row's features are <c>[channel][line][column]</c>.</summary>
    /// <param name="channels">Colours, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the image has more than 2²⁴ values.</exception>
    public static Augmentation For(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((UInt128)channels * (uint)height * (uint)width > MostValues)
            throw new ArgumentOutOfRangeException(nameof(channels), channels, $"An image of {channels} × {height} × {width} values is too large; it may have {MostValues}.");
        return new Augmentation(new ImageShape(channels, height, width), [], mixing: null, input: null);
    }

    /// <summary>Says which of several inputs of a data set is changed. <see cref="Mixup"/> mixes all inputs and targets of a row.</summary>
    /// <param name="input">The input's name.</param>
    public Augmentation On(string input)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        return new Augmentation(Shape, steps, Mixing, input);
    }

    /// <summary>Moves the image by up to <paramref name="padding"/> pixels along each axis, each way equally likely: it is padded and cut out again.</summary>
    /// <param name="padding">From 0 to one less than height and width.</param>
    /// <param name="border">What moves in from outside.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="padding"/> is outside, or <paramref name="border"/> is unknown.</exception>
    public Augmentation RandomCrop(int padding, Border border = Border.Zero)
    {
        var most = Math.Min(Shape.Height, Shape.Width) - 1;
        if (padding < 0 || padding > most)
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"The padding is {padding}; for images of {Shape} it must be from 0 to {most}.");
        if (!Enum.IsDefined(border))
            throw new ArgumentOutOfRangeException(nameof(border), border, $"There is no border {border}; use {nameof(Border.Zero)} or {nameof(Border.Reflect)}.");
        return Then(new RandomCrop(Shape, padding, border));
    }

    /// <summary>Exchanges left and right.</summary>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not from 0 to 1.</exception>
    public Augmentation HorizontalFlip(float probability = 0.5f) => Then(new HorizontalFlip(Shape, Probability(probability)));

    /// <summary>Exchanges top and bottom.</summary>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not from 0 to 1.</exception>
    public Augmentation VerticalFlip(float probability = 0.5f) => Then(new VerticalFlip(Shape, Probability(probability)));

    /// <summary>
    /// Turns the image about its centre, by an angle from −<paramref name="degrees"/> to <paramref name="degrees"/>, each equally likely. Values between
    /// pixels are interpolated linearly; from beyond the edges come zeros.
    /// </summary>
    /// <param name="degrees">The largest angle, from 0 to 360.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not from 0 to 360.</exception>
    public Augmentation RandomRotation(float degrees)
    {
        if (!(degrees is >= 0 and <= 360))
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, $"The largest angle is {degrees}°; it must be from 0 to 360.");
        return Then(new RandomRotation(Shape, degrees));
    }

    /// <summary>Subtracts a mean from each channel and divides by a deviation; <see cref="Dataset.ChannelStatistics"/> computes both.</summary>
    /// <param name="mean">One finite number for each channel.</param>
    /// <param name="deviation">One positive, finite number for each channel.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as channels, or one is not finite or not positive where it must be.</exception>
    public Augmentation Normalize(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        ForEachChannel(mean.Length, nameof(mean));
        ForEachChannel(deviation.Length, nameof(deviation));
        for (var channel = 0; channel < mean.Length; channel++)
        {
            if (!float.IsFinite(mean[channel]))
                throw new ArgumentException($"The mean of channel {channel} is {mean[channel]}; a finite number is needed.", nameof(mean));
            // A deviation so small that its inverse is infinite is none.
            if (!(deviation[channel] > 0 && float.IsFinite(deviation[channel]) && float.IsFinite(1 / deviation[channel])))
                throw new ArgumentException($"The deviation of channel {channel} is {deviation[channel]}; it must be above 0 and finite.", nameof(deviation));
        }
        return Then(new Normalisation(Shape, mean.ToArray(), deviation.ToArray()));
    }

    /// <summary>
    /// Sets a square to zero in all channels, around any pixel of the image, so that a part of it may be outside; after <see cref="Normalize"/> zero is the
    /// mean. Source: DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout" (2017).
    /// </summary>
    /// <param name="size">The sides of the square, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public Augmentation Cutout(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return Then(new Cutout(Shape, size));
    }

    /// <summary>
    /// Sets a rectangle within the image to zero in all channels; height over width is from 0.3 to 1/0.3. One that does not fit is drawn again, ten times in
    /// all. Source: Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation" (AAAI 2020).
    /// </summary>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <param name="smallest">The smallest part of the image's area, above 0.</param>
    /// <param name="largest">The largest part of the image's area, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside, or the parts are in the wrong order.</exception>
    public Augmentation RandomErasing(float probability = 0.5f, float smallest = 0.02f, float largest = 0.33f)
    {
        if (!(smallest > 0 && smallest <= largest && largest <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(smallest), smallest, $"The erased part is from {smallest} to {largest}; both must be above 0 and at most 1, the smaller one first.");
        }
        return Then(new RandomErasing(Shape, Probability(probability), smallest, largest));
    }

    /// <summary>
    /// Mixes each row with another of its batch, once all other steps are done: x becomes λ x + (1 − λ) x′, and so do the targets, with a λ for each row from
    /// Beta(α, α). Labels become probabilities, one for each class, in <see cref="MiniBatch.Targets"/>: the network declares
    /// <c>[CrossEntropy(Targets = Targets.Probabilities)]</c>. Source: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization"
    /// (ICLR 2018).
    /// </summary>
    /// <param name="alpha">α, above 0: the smaller, the more of each row is one of the two; 0.2 is usual.</param>
    /// <param name="classes">The number of classes, where it is above <see cref="Dataset.Classes"/>; by default that.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0 and finite, or <paramref name="classes"/> is below 1.</exception>
    public Augmentation Mixup(float alpha, int? classes = null)
    {
        if (!(alpha > 0 && float.IsFinite(alpha)))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"α is {alpha}; it must be above 0 and finite. Leave {nameof(Mixup)} out to mix nothing.");
        if (classes < 1)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"There are {classes} classes; at least 1 is needed.");
        return new Augmentation(Shape, steps, new Mixup(alpha, classes), Input);
    }

    /// <summary>
    /// Applies the steps to images outside batches, in place: with <see cref="Normalize"/> alone, it prepares what a network predicts.
    /// <see cref="Mixup"/>, which takes a batch, is left out.
    /// </summary>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="firstRow">The number of the first image in its data set; the others follow.</param>
    /// <exception cref="ArgumentException">The values do not divide into images.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> or <paramref name="firstRow"/> is negative.</exception>
    public void Apply(Span<float> images, long seed = 0, int epoch = 0, int firstRow = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        if (images.Length % Shape.Size != 0)
            throw new ArgumentException($"An image of {Shape} has {Shape.Size} values; {images.Length} values do not divide into whole images.", nameof(images));
        var buffer = ArrayPool<float>.Shared.Rent(2 * Room);
        fixed (float* memory = buffer)
        {
            for (var row = 0; row < images.Length / Shape.Size; row++)
            {
                var image = images.Slice(row * Shape.Size, Shape.Size);
                image.CopyTo(new Span<float>(memory, Shape.Size));
                new ReadOnlySpan<float>(Apply(seed, epoch, firstRow + row, memory, memory + Room), Shape.Size).CopyTo(image);
            }
        }
        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>The random numbers of one step for one row, or for one batch, of an epoch.</summary>
    internal static CounterRandom Numbers(long seed, ulong name, int epoch, int index) =>
        // A key for each step, a stream for each epoch and row: no two meet.
        new((long)SplitMix.Mix((ulong)seed ^ name), (ulong)(uint)epoch << 32 | (uint)index);

    /// <summary>Applies the steps to one image; returns where the result is, <paramref name="image"/> or <paramref name="spare"/>.</summary>
    internal float* Apply(long seed, int epoch, int row, float* image, float* spare)
    {
        foreach (var (step, name) in steps)
        {
            var random = Numbers(seed, name, epoch, row);
            var result = step.Apply(ref random, image, spare);
            spare = result == image ? spare : image;
            image = result;
        }
        return image;
    }

    private static float Probability(float probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"The probability is {probability}; it must be from 0 to 1.");
        return probability;
    }

    private void ForEachChannel(int count, string argument)
    {
        if (count != Shape.Channels)
            throw new ArgumentException($"Images of {Shape} need {Shape.Channels} numbers, one for each channel; there are {count}.", argument);
    }

    /// <summary>A step's numbers depend on its kind, and on how many of its kind are before it.</summary>
    private Augmentation Then(AugmentationStep step)
    {
        var before = steps.Count(entry => entry.Step.Name == step.Name);
        return new Augmentation(Shape, [.. steps, (step, CounterRandom.StreamOf($"Augmentation.{step.Name}.{before}"))], Mixing, Input);
    }
}
