using Adjoint.Data;

namespace Adjoint.Tests.Data.Augmenting;

public sealed unsafe class CropAndFlipTests
{
    private static readonly ImageShape Small = new(1, 3, 4);
    private static readonly float[] Counting = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    public static TheoryData<int, int, int> Shapes => Kernels.Shapes;

    [Theory]
    [InlineData(0, 0, Border.Zero, "1 2 3 4 5 6 7 8 9 10 11 12")]
    [InlineData(1, 0, Border.Zero, "5 6 7 8 9 10 11 12 0 0 0 0")]
    [InlineData(-1, 2, Border.Zero, "0 0 0 0 3 4 0 0 7 8 0 0")]
    [InlineData(0, -1, Border.Zero, "0 1 2 3 0 5 6 7 0 9 10 11")]
    [InlineData(0, 9, Border.Zero, "0 0 0 0 0 0 0 0 0 0 0 0")]
    [InlineData(0, -2, Border.Reflect, "3 2 1 2 7 6 5 6 11 10 9 10")]
    [InlineData(1, 1, Border.Reflect, "6 7 8 7 10 11 12 11 6 7 8 7")]
    [InlineData(-2, 3, Border.Reflect, "12 11 10 9 8 7 6 5 4 3 2 1")]
    public void A_crop_at_a_known_place_is_exact(int down, int right, Border border, string expected)
    {
        // Zeros may come from anywhere outside, the mirror's image only from less than one length away.
        if (right == 9)
            Assert.All(Kernels.Write(Counting, (x, y) => RandomCrop.Cut(Small, x, 3, 0, border, y)), static value => Assert.Equal(0, value));
        else
            Assert.Equal(expected, string.Join(' ', Kernels.Write(Counting, (x, y) => RandomCrop.Cut(Small, x, down, right, border, y))));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_crop_is_that_of_the_naive_program(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        var most = Math.Min(Math.Min(height, width) - 1, 5);
        for (var down = -most; down <= most; down++)
        {
            for (var right = -most; right <= most; right++)
            {
                foreach (var border in Enum.GetValues<Border>())
                    Kernels.AssertExact(NaiveImages.Cut(shape, image, down, right, border), Kernels.Write(image, (x, y) => RandomCrop.Cut(shape, x, down, right, border, y)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Flips_are_those_of_the_naive_program_and_a_flip_of_a_flip_is_the_image(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        var across = Kernels.Change(image, x => HorizontalFlip.Reverse(shape, x));
        var upended = Kernels.Write(image, (x, y) => VerticalFlip.Reverse(shape, x, y));
        Kernels.AssertExact(NaiveImages.FlipHorizontally(shape, image), across);
        Kernels.AssertExact(NaiveImages.FlipVertically(shape, image), upended);
        Assert.Equal(image, Kernels.Change(across, x => HorizontalFlip.Reverse(shape, x)));
        Assert.Equal(image, Kernels.Write(upended, (x, y) => VerticalFlip.Reverse(shape, x, y)));
    }

    [Fact]
    public void A_crop_moves_by_each_distance_about_equally_often()
    {
        // Each image has one pixel set, in the middle, and shows by how much it was moved.
        const int rows = 9_000, padding = 1;
        var images = new float[rows * 25];
        for (var row = 0; row < rows; row++)
            images[row * 25 + 12] = 1;
        Augmentation.For(1, 5, 5).RandomCrop(padding).Apply(images, seed: 3);
        var counts = new int[25];
        for (var row = 0; row < rows; row++)
            counts[images.AsSpan(row * 25, 25).IndexOf(1f)]++;
        // 1000 are expected, with a deviation of 30.
        Assert.All([6, 7, 8, 11, 12, 13, 16, 17, 18], place => Assert.InRange(counts[place], 850, 1150));
        Assert.Equal(rows, new[] { 6, 7, 8, 11, 12, 13, 16, 17, 18 }.Sum(place => counts[place]));
    }

    [Theory]
    [InlineData(0f, 0, 0)]
    [InlineData(0.25f, 2250, 200)]
    [InlineData(0.5f, 4500, 250)]
    [InlineData(1f, 9000, 0)]
    public void Flips_come_as_often_as_they_should(float probability, int expected, int tolerance)
    {
        const int rows = 9_000;
        var across = Pairs(rows);
        Augmentation.For(1, 1, 2).HorizontalFlip(probability).Apply(across, seed: 5);
        var upended = Pairs(rows);
        Augmentation.For(1, 2, 1).VerticalFlip(probability).Apply(upended, seed: 5);
        Assert.InRange(Flipped(across), expected - tolerance, expected + tolerance);
        Assert.InRange(Flipped(upended), expected - tolerance, expected + tolerance);
        if (tolerance > 0)
            Assert.NotEqual(across, upended);

        static float[] Pairs(int rows) => [.. Enumerable.Range(0, 2 * rows).Select(static i => (float)(i % 2))];

        static int Flipped(float[] pairs) => pairs.Where(static (value, i) => i % 2 == 0 && value == 1).Count();
    }
}
