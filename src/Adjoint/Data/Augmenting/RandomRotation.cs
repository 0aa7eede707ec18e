using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>
/// Turns an image about its centre by a random angle; between pixels values are interpolated linearly along both axes, beyond the edges are zeros.
/// </summary>
internal sealed unsafe class RandomRotation(ImageShape shape, float degrees) : AugmentationStep(shape, "RandomRotation")
{
    /// <summary>The zeros around an image: with one line and column before and two after, all four neighbours of any point from −1 to the size are there.</summary>
    private const int Before = 1;
    private const int Around = 3;

    /// <inheritdoc/>
    public override int Room => Shape.Channels * (Shape.Height + Around) * (Shape.Width + Around);

    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        var angle = (2 * (double)random.NextSingle() - 1) * degrees;
        if (angle != 0)
            Rotate(Shape, Turn.OfDegrees(angle), image, spare, inVectors: Avx2.IsSupported);
        return image;
    }

    /// <summary>
    /// Turns an image counter-clockwise: with (u, v) the place from the centre, v downwards, y(u, v) = x(u cos − v sin, u sin + v cos).
    /// </summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="turn">The angle.</param>
    /// <param name="image">Is replaced by the result.</param>
    /// <param name="padded">Room for the image with zeros around it, <c>[channel][height + 3][width + 3]</c>.</param>
    /// <param name="inVectors">Whether eight pixels are computed at a time, which needs AVX2; the result is the same, bit by bit.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rotate(ImageShape shape, Turn turn, float* image, float* padded, bool inVectors)
    {
        Pad(shape, image, padded);
        for (var line = 0; line < shape.Height; line++)
        {
            var points = new LineOfPoints(shape, turn, line);
            var column = 0;
            if (inVectors)
            {
                for (; column <= shape.Width - Vector256<float>.Count; column += Vector256<float>.Count)
                    SampleEight(shape, points, column, padded, image + line * shape.Width + column);
            }
            for (; column < shape.Width; column++)
                Sample(shape, points, column, padded, image + line * shape.Width + column);
        }
    }

    private static void Pad(ImageShape shape, float* image, float* padded)
    {
        new Span<float>(padded, shape.Channels * (shape.Height + Around) * (shape.Width + Around)).Clear();
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var target = padded + Before * (shape.Width + Around) + Before;
            for (var line = 0; line < shape.Height; line++, image += shape.Width, target += shape.Width + Around)
                new ReadOnlySpan<float>(image, shape.Width).CopyTo(new Span<float>(target, shape.Width));
            padded += (shape.Height + Around) * (shape.Width + Around);
        }
    }

    /// <summary>One pixel of all channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sample(ImageShape shape, in LineOfPoints points, int column, float* padded, float* y)
    {
        var fromCentre = column - points.Centre;
        var right = Math.Min(Math.Max(fromCentre * points.Cosine + points.Right, 0), shape.Width + Before);
        var down = Math.Min(Math.Max(fromCentre * points.Sine + points.Down, 0), shape.Height + Before);
        var (wholeRight, wholeDown) = ((int)right, (int)down);
        var (partRight, partDown) = (right - wholeRight, down - wholeDown);
        var stride = shape.Width + Around;
        var x = padded + wholeDown * stride + wholeRight;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var above = Between(x[0], x[1], partRight);
            var below = Between(x[stride], x[stride + 1], partRight);
            *y = Between(above, below, partDown);
            x += (shape.Height + Around) * stride;
            y += shape.Height * shape.Width;
        }
    }

    /// <summary>The same eight times, with the same roundings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SampleEight(ImageShape shape, in LineOfPoints points, int column, float* padded, float* y)
    {
        var fromCentre = Vector256.Create((float)column) + Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) - Vector256.Create(points.Centre);
        var right = fromCentre * points.Cosine + Vector256.Create(points.Right);
        var down = fromCentre * points.Sine + Vector256.Create(points.Down);
        right = Vector256.Min(Vector256.Max(right, Vector256<float>.Zero), Vector256.Create((float)(shape.Width + Before)));
        down = Vector256.Min(Vector256.Max(down, Vector256<float>.Zero), Vector256.Create((float)(shape.Height + Before)));
        var (wholeRight, wholeDown) = (Vector256.ConvertToInt32(right), Vector256.ConvertToInt32(down));
        var (partRight, partDown) = (right - Vector256.ConvertToSingle(wholeRight), down - Vector256.ConvertToSingle(wholeDown));
        var stride = shape.Width + Around;
        var place = wholeDown * stride + wholeRight;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var above = Between(Gather(padded, place), Gather(padded + 1, place), partRight);
            var below = Between(Gather(padded + stride, place), Gather(padded + stride + 1, place), partRight);
            Between(above, below, partDown).Store(y);
            padded += (shape.Height + Around) * stride;
            y += shape.Height * shape.Width;
        }
    }

    private static float Between(float a, float b, float part) => a + part * (b - a);

    private static Vector256<float> Between(Vector256<float> a, Vector256<float> b, Vector256<float> part) => a + part * (b - a);

    private static Vector256<float> Gather(float* x, Vector256<int> place) => Avx2.GatherVector256(x, place, sizeof(float));

    /// <summary>Where the columns of one line come from, in places of the padded image: those of the line's own centre, and what each column adds.</summary>
    private readonly struct LineOfPoints(ImageShape shape, Turn turn, int line)
    {
        public readonly float Centre = (shape.Width - 1) / 2f;
        public readonly float Cosine = turn.Cosine;
        public readonly float Sine = turn.Sine;
        public readonly float Right = (shape.Width - 1) / 2f + Before - (line - (shape.Height - 1) / 2f) * turn.Sine;
        public readonly float Down = (shape.Height - 1) / 2f + Before + (line - (shape.Height - 1) / 2f) * turn.Cosine;
    }
}
