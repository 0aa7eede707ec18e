using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint.Tests.Data.Augmenting;

/// <summary>Runs single steps on images in memory that shows what is written beside it.</summary>
internal static unsafe class Kernels
{
    private const int Guard = 32;
    private const float Untouched = 12345;

    public delegate void Changing(float* image);

    public delegate void Writing(float* image, float* result);

    /// <summary>Image shapes: squares, lines, one pixel, sizes around whole vectors.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 1, 7 }, { 2, 5, 1 }, { 1, 2, 2 }, { 3, 4, 4 }, { 1, 7, 8 }, { 2, 8, 9 }, { 3, 5, 16 }, { 1, 16, 17 }, { 3, 32, 32 }, { 1, 28, 28 }, { 2, 31, 33 },
    };

    /// <summary>A new image from a kernel that changes one in place, with room for what it may leave behind the image.</summary>
    public static float[] Change(float[] image, Changing kernel) => Write(image, 0, (x, _) => kernel(x), inPlace: true);

    /// <summary>A new image from a kernel that writes one.</summary>
    public static float[] Write(float[] image, Writing kernel) => Write(image, image.Length, kernel, inPlace: false);

    /// <summary>A new image from a kernel that changes one in place and takes some room.</summary>
    public static float[] ChangeWithRoom(float[] image, int room, Writing kernel) => Write(image, room, kernel, inPlace: true);

    private static float[] Write(float[] image, int room, Writing kernel, bool inPlace)
    {
        var x = new AlignedBuffer(image.Length + Guard);
        var y = new AlignedBuffer(room + Guard);
        x.Span.Fill(Untouched);
        y.Span.Fill(Untouched);
        image.CopyTo(x.Span);
        kernel(x.Pointer, y.Pointer);
        Assert.All(x.Span[image.Length..].ToArray(), static value => Assert.Equal(Untouched, value));
        Assert.All(y.Span[room..].ToArray(), static value => Assert.Equal(Untouched, value));
        if (!inPlace)
            Assert.Equal(image, x.Span[..image.Length].ToArray());
        return (inPlace ? x : y).Span[..image.Length].ToArray();
    }

    /// <summary>What is moved, and not computed with, is exact.</summary>
    public static void AssertExact(double[] expected, float[] found) => Assert.Equal(expected, Array.ConvertAll(found, static value => (double)value));

    public static void AssertClose(double[] expected, float[] found, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"Value {i} is {found[i]:R}, in double {expected[i]:R}.");
    }
}
