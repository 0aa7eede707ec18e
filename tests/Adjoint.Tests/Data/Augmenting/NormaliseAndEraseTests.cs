using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint.Tests.Data.Augmenting;

public sealed unsafe class NormaliseAndEraseTests
{
    public static TheoryData<int, int, int> Shapes => Kernels.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_channel_is_normalised_by_its_own_numbers(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        var (mean, deviation) = (new[] { 0.4914f, -3, 0.25f }[..channels], new[] { 0.2470f, 7, 0.01f }[..channels]);
        var step = new Normalisation(shape, mean, deviation);
        var found = Kernels.Change(image, x => Apply(step, x));
        var expected = NaiveImages.Normalise(shape, image, mean, deviation);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= 3e-7 * Math.Abs(expected[i]) + 1e-7 / deviation[i / (height * width)], $"Value {i} is {found[i]:R}, in double {expected[i]:R}.");
    }

    [Fact]
    public void Normalised_by_its_own_statistics_a_data_set_has_mean_0_and_deviation_1()
    {
        const int rows = 200, channels = 3, pixels = 24;
        var random = new Random(4);
        // Far from zero, with little deviation: squares that are subtracted would leave nothing.
        float[] x = [.. Enumerable.Range(0, rows * channels * pixels).Select(i => 1000f * (i / pixels % channels) + random.NextSingle())];
        var data = new Dataset((float[])x.Clone(), channels * pixels, new int[rows]);
        var (mean, deviation) = data.ChannelStatistics(channels);
        for (var channel = 0; channel < channels; channel++)
        {
            var values = x.Where((_, i) => i / pixels % channels == channel).Select(static value => (double)value).ToList();
            var average = values.Average();
            Assert.Equal(average, mean[channel], 1e-4);
            Assert.Equal(Math.Sqrt(values.Average(value => (value - average) * (value - average))), deviation[channel], 1e-6);
        }

        Augmentation.For(channels, 4, 6).Normalize(mean, deviation).Apply(x);
        var (centred, scaled) = new Dataset(x, channels * pixels, new int[rows]).ChannelStatistics(channels);
        Assert.All(centred, static value => Assert.Equal(0, value, 1e-3f));
        Assert.All(scaled, static value => Assert.Equal(1, value, 1e-3f));
    }

    [Fact]
    public void Statistics_are_of_the_rows_of_a_part_only()
    {
        var data = new Dataset([1, 2, 3, 4, 100, 200], 2, [0, 0, 0]).Take(2);
        var (mean, deviation) = data.ChannelStatistics(2);
        Assert.Equal([2, 3], mean);
        Assert.Equal([1, 1], deviation);
        (mean, deviation) = data.ChannelStatistics(1);
        Assert.Equal([2.5f], mean);
        Assert.Equal([(float)Math.Sqrt(1.25)], deviation);
        Assert.Contains("2 features a row are not 3 channels", Assert.Throws<ArgumentException>(() => data.ChannelStatistics(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.ChannelStatistics(0));
        Assert.Contains("is empty", Assert.Throws<InvalidOperationException>(() => data.Take(0).ChannelStatistics(1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 2, 2, "0 0 3 4 0 0 7 8 9 10 11 12")]
    [InlineData(-1, -1, 2, 2, "0 2 3 4 5 6 7 8 9 10 11 12")]
    [InlineData(1, 2, 9, 9, "1 2 3 4 5 6 0 0 9 10 0 0")]
    [InlineData(-5, -5, 99, 99, "0 0 0 0 0 0 0 0 0 0 0 0")]
    public void What_of_a_rectangle_lies_within_is_erased(int top, int left, int height, int width, string expected)
    {
        var found = Kernels.Change([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], x => Erasing.Erase(new ImageShape(1, 3, 4), x, top, left, height, width));
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public void A_cutout_erases_one_square_of_all_channels_around_any_pixel(int size)
    {
        const int channels = 2, height = 10, width = 13, rows = 2_000;
        var images = Ones(rows, channels * height * width);
        Augmentation.For(channels, height, width).Cutout(size).Apply(images, seed: 2);
        var centres = new HashSet<(int, int)>();
        for (var row = 0; row < rows; row++)
        {
            var image = images.AsSpan(row * channels * height * width, channels * height * width).ToArray();
            Assert.True(image.AsSpan(0, height * width).SequenceEqual(image.AsSpan(height * width)), "The channels differ.");
            var hole = Hole(image, height, width);
            // Clipped on one side it reaches the edge there; unclipped it has its full size.
            Assert.True(hole.Bottom - hole.Top == size || hole.Top == 0 || hole.Bottom == height, $"{hole}");
            Assert.True(hole.Right - hole.Left == size || hole.Left == 0 || hole.Right == width, $"{hole}");
            Assert.Equal((hole.Bottom - hole.Top) * (hole.Right - hole.Left), image.AsSpan(0, height * width).Count(0f));
            centres.Add((hole.Top, hole.Left));
        }
        if (size == 1)
            Assert.Equal(height * width, centres.Count);
    }

    [Theory]
    [InlineData(1f, 0.02f, 0.33f)]
    [InlineData(0.5f, 0.1f, 0.1f)]
    [InlineData(1f, 1e-6f, 1e-6f)]
    public void A_random_rectangle_has_an_area_within_its_bounds_and_lies_within(float probability, float smallest, float largest)
    {
        const int height = 32, width = 24, rows = 1_000;
        var images = Ones(rows, height * width);
        Augmentation.For(1, height, width).RandomErasing(probability, smallest, largest).Apply(images, seed: 2);
        var erased = 0;
        for (var row = 0; row < rows; row++)
        {
            var image = images.AsSpan(row * height * width, height * width).ToArray();
            var area = image.AsSpan().Count(0f);
            if (area == 0)
                continue;
            erased++;
            var hole = Hole(image, height, width);
            var (high, wide) = (hole.Bottom - hole.Top, hole.Right - hole.Left);
            Assert.Equal(high * wide, area);
            // Each side is rounded to whole pixels.
            Assert.InRange(area, (high - 0.5) * (wide - 0.5) <= smallest * height * width ? 1 : smallest * height * width * 0.8, (largest * height * width + 1) * 1.25);
            if (high > 5 && wide > 5)
                Assert.InRange((double)high / wide, 0.25, 1 / 0.25);
        }
        // Flat rectangles that do not fit leave few images as they are.
        Assert.InRange(erased, rows * probability - 60, rows * probability + 60);
    }

    private static void Apply(AugmentationStep step, float* image)
    {
        var random = new CounterRandom(1, 1);
        Assert.True(step.Apply(ref random, image, null) == image);
    }

    private static float[] Ones(int rows, int values) => [.. Enumerable.Repeat(1f, rows * values)];

    /// <summary>The smallest rectangle around the zeros of a first channel.</summary>
    private static (int Top, int Bottom, int Left, int Right) Hole(float[] image, int height, int width)
    {
        var (top, bottom, left, right) = (height, 0, width, 0);
        for (var i = 0; i < height * width; i++)
        {
            if (image[i] == 0)
                (top, bottom, left, right) = (Math.Min(top, i / width), Math.Max(bottom, i / width + 1), Math.Min(left, i % width), Math.Max(right, i % width + 1));
        }
        return (top, bottom, left, right);
    }
}
