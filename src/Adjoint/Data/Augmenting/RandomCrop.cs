using System.Runtime.CompilerServices;
using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Pads an image on all sides and cuts it out again at a random place: it moves by up to the padding, each way equally likely.</summary>
internal sealed unsafe class RandomCrop(ImageShape shape, int padding, Border border) : AugmentationStep(shape, "RandomCrop")
{
    /// <inheritdoc/>
    public override float* Apply(ref CounterRandom random, float* image, float* spare)
    {
        var down = random.NextInt(2 * padding + 1) - padding;
        var right = random.NextInt(2 * padding + 1) - padding;
        if (down == 0 && right == 0)
            return image;
        Cut(Shape, image, down, right, border, spare);
        return spare;
    }

    /// <summary>y[line][column] = x[line + down][column + right], with the border where there is no such x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Cut(ImageShape shape, float* x, int down, int right, Border border, float* y)
    {
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var line = 0; line < shape.Height; line++, y += shape.Width)
            {
                var source = line + down;
                if (border == Border.Reflect)
                    source = Reflect(source, shape.Height);
                if ((uint)source < (uint)shape.Height)
                    CutLine(x + source * shape.Width, shape.Width, right, border, y);
                else
                    new Span<float>(y, shape.Width).Clear();
            }
            x += shape.Height * shape.Width;
        }
    }

    private static void CutLine(float* x, int width, int right, Border border, float* y)
    {
        var (from, to) = (Math.Max(0, -right), width - Math.Max(0, right));
        new ReadOnlySpan<float>(x + from + right, to - from).CopyTo(new Span<float>(y + from, to - from));
        if (border == Border.Zero)
        {
            new Span<float>(y, from).Clear();
            new Span<float>(y + to, width - to).Clear();
            return;
        }
        for (var column = 0; column < from; column++)
            y[column] = x[Reflect(column + right, width)];
        for (var column = to; column < width; column++)
            y[column] = x[Reflect(column + right, width)];
    }

    /// <summary>Brings a place that is less than one length beyond either edge back by reflection at the outermost element.</summary>
    private static int Reflect(int place, int length) => place < 0 ? -place : place >= length ? 2 * (length - 1) - place : place;
}
