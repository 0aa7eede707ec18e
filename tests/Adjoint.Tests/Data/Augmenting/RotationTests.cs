using System.Runtime.Intrinsics.X86;
using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data.Augmenting;

public sealed unsafe class RotationTests
{
    public static TheoryData<int, int, int> Shapes => Kernels.Shapes;

    [Theory]
    [InlineData(0, "1 2 3 4 5 6 7 8 9")]
    [InlineData(90, "3 6 9 2 5 8 1 4 7")]
    [InlineData(180, "9 8 7 6 5 4 3 2 1")]
    [InlineData(270, "7 4 1 8 5 2 9 6 3")]
    [InlineData(-90, "7 4 1 8 5 2 9 6 3")]
    [InlineData(360, "1 2 3 4 5 6 7 8 9")]
    [InlineData(-360, "1 2 3 4 5 6 7 8 9")]
    public void Quarter_turns_of_a_square_are_exact_and_counter_clockwise(double degrees, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rotate(new ImageShape(1, 3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9], degrees)));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Half_and_whole_turns_are_exact_for_all_shapes(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        Assert.Equal(image, Rotate(shape, image, 360));
        var half = NaiveImages.FlipVertically(shape, Array.ConvertAll(NaiveImages.FlipHorizontally(shape, image), static value => (float)value));
        Kernels.AssertExact(half, Rotate(shape, image, 180));
        Kernels.AssertExact(half, Rotate(shape, image, -180));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(32)]
    public void Four_quarter_turns_of_a_square_are_the_image(int side)
    {
        var shape = new ImageShape(2, side, side);
        var image = NaiveImages.Random(shape);
        var turned = image;
        for (var turn = 0; turn < 4; turn++)
        {
            var next = Rotate(shape, turned, 90);
            var before = turned;
            Kernels.AssertExact(NaiveImages.Map(shape, (channel, line, column) => NaiveImages.At(shape, before, channel, column, side - 1 - line)), next);
            turned = next;
        }
        Assert.Equal(image, turned);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_turn_is_close_to_the_naive_program(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        foreach (var degrees in new[] { 0.001, 1, 15, 29.7, 44.9, 45, 45.1, 60, 89, 91, 135, 200, 315, 359.5, -7.3, -120 })
        {
            // A coordinate has an error of some 2⁻²⁴ of the size; neighbours differ by 2 at most.
            Kernels.AssertClose(NaiveImages.Rotate(shape, image, degrees), Rotate(shape, image, degrees), 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Vectors_change_no_bit(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var image = NaiveImages.Random(shape);
        foreach (var degrees in new[] { 0, 3.0, 17, 44, 71, 90, 213, -120 })
            Bits.AssertEqual(Rotate(shape, image, degrees, inVectors: false), Rotate(shape, image, degrees, Avx2.IsSupported), $"{shape} turned by {degrees}");
    }

    [Fact]
    public void A_turn_is_that_of_the_platform_to_the_last_bit_or_so()
    {
        for (var degrees = -720.0; degrees <= 720; degrees += 0.37)
        {
            var turn = Turn.OfDegrees(degrees);
            Assert.Equal(Math.Sin(degrees * Math.PI / 180), turn.Sine, 1e-7);
            Assert.Equal(Math.Cos(degrees * Math.PI / 180), turn.Cosine, 1e-7);
        }
        Assert.Equal((1f, 0f), (Turn.OfDegrees(450).Sine, Turn.OfDegrees(450).Cosine));
    }

    [Theory]
    [InlineData(20f)]
    [InlineData(360f)]
    public void Angles_are_spread_evenly_to_both_sides(float degrees)
    {
        // A bar from the centre to the right, in an image so large that its end shows the angle.
        const int rows = 600, side = 41, centre = side / 2;
        var images = new float[rows * side * side];
        for (var row = 0; row < rows; row++)
            images[row * side * side + centre * side + centre + 18] = 1;
        Augmentation.For(1, side, side).RandomRotation(degrees).Apply(images, seed: 9);
        var counts = new int[4];
        for (var row = 0; row < rows; row++)
        {
            var (x, y) = (0.0, 0.0);
            for (var i = 0; i < side * side; i++)
            {
                x += images[row * side * side + i] * (i % side - centre);
                y += images[row * side * side + i] * (centre - i / side);
            }
            var angle = Math.Atan2(y, x) * 180 / Math.PI;
            if (degrees < 180)
                Assert.InRange(angle, -degrees - 1, degrees + 1);
            counts[(int)Math.Clamp((angle / Math.Min(degrees, 180) + 1) * 2, 0, 3)]++;
        }
        // 150 are expected in each quarter of the range, with a deviation of 11.
        Assert.All(counts, static count => Assert.InRange(count, 100, 200));
    }

    private static float[] Rotate(ImageShape shape, float[] image, double degrees) => Rotate(shape, image, degrees, Avx2.IsSupported);

    private static float[] Rotate(ImageShape shape, float[] image, double degrees, bool inVectors) => Kernels.ChangeWithRoom(
        image, new RandomRotation(shape, 1).Room, (x, padded) => RandomRotation.Rotate(shape, Turn.OfDegrees(degrees), x, padded, inVectors));
}
