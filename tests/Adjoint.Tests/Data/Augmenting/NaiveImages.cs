using Adjoint.Data;

namespace Adjoint.Tests.Data.Augmenting;

/// <summary>What each step does to an image, pixel by pixel in double precision and straight from the definition.</summary>
internal static class NaiveImages
{
    /// <summary>An image of numbers from −1 to 1.</summary>
    public static float[] Random(ImageShape shape, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, shape.Size).Select(_ => 2 * random.NextSingle() - 1)];
    }

    /// <summary>Makes a new image of old places: y[channel, line, column] = value(channel, line, column).</summary>
    public static double[] Map(ImageShape shape, Func<int, int, int, double> value)
    {
        var y = new double[shape.Size];
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var line = 0; line < shape.Height; line++)
            {
                for (var column = 0; column < shape.Width; column++)
                    y[(channel * shape.Height + line) * shape.Width + column] = value(channel, line, column);
            }
        }
        return y;
    }

    /// <summary>The pixel at a place, or zero where there is none.</summary>
    public static double At(ImageShape shape, float[] x, int channel, int line, int column) =>
        line >= 0 && line < shape.Height && column >= 0 && column < shape.Width ? x[(channel * shape.Height + line) * shape.Width + column] : 0;

    public static double[] Cut(ImageShape shape, float[] x, int down, int right, Border border) => Map(shape, (channel, line, column) =>
        border == Border.Zero
            ? At(shape, x, channel, line + down, column + right)
            : At(shape, x, channel, Mirrored(line + down, shape.Height), Mirrored(column + right, shape.Width)));

    public static double[] FlipHorizontally(ImageShape shape, float[] x) => Map(shape, (channel, line, column) => At(shape, x, channel, line, shape.Width - 1 - column));

    public static double[] FlipVertically(ImageShape shape, float[] x) => Map(shape, (channel, line, column) => At(shape, x, channel, shape.Height - 1 - line, column));

    public static double[] Rotate(ImageShape shape, float[] x, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (middle, centre) = ((shape.Height - 1) / 2.0, (shape.Width - 1) / 2.0);
        return Map(shape, (channel, line, column) =>
        {
            var right = centre + (column - centre) * cosine - (line - middle) * sine;
            var down = middle + (column - centre) * sine + (line - middle) * cosine;
            var (c, l) = ((int)Math.Floor(right), (int)Math.Floor(down));
            var sum = 0.0;
            for (var dl = 0; dl <= 1; dl++)
            {
                for (var dc = 0; dc <= 1; dc++)
                    sum += (1 - Math.Abs(down - l - dl)) * (1 - Math.Abs(right - c - dc)) * At(shape, x, channel, l + dl, c + dc);
            }
            return sum;
        });
    }

    public static double[] Normalise(ImageShape shape, float[] x, float[] mean, float[] deviation) =>
        Map(shape, (channel, line, column) => (At(shape, x, channel, line, column) - mean[channel]) / (double)deviation[channel]);

    /// <summary>The walk of a place between two mirrors at the first and the last element, one step at a time.</summary>
    private static int Mirrored(int place, int length)
    {
        var (at, step) = (0, place < 0 ? -1 : 1);
        for (var walked = 0; walked < Math.Abs(place); walked++)
        {
            if (at + step < 0 || at + step >= length)
                step = -step;
            at += step;
        }
        return at;
    }
}
