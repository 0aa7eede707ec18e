namespace Browser;

/// <summary>A drawing as the digits of MNIST are: its ink within 20×20 pixels, the centre of its mass in the middle of 28×28, inputs of mean 0 and deviation 1.</summary>
internal static class Drawing
{
    public const int Side = 280;

    private const int Box = 20, Image = 28;

    /// <summary>As in the sample Digits.</summary>
    private const float Mean = 0.1307f, Deviation = 0.3081f;

    /// <summary>The inputs of the network.</summary>
    public static float[] Pixels(ReadOnlySpan<byte> ink)
    {
        var (left, top, right, bottom) = Bounds(ink);
        var image = new float[Image * Image];
        if (right > left)
        {
            var scale = (double)Box / Math.Max(right - left, bottom - top);
            var small = Shrink(ink, left, top, right, bottom, scale, out var width, out var height);
            var (x, y) = Centre(small, width);
            Place(small, width, height, (int)Math.Round(Image / 2.0 - x), (int)Math.Round(Image / 2.0 - y), image);
        }
        for (var i = 0; i < image.Length; i++)
            image[i] = (image[i] - Mean) / Deviation;
        return image;
    }

    private static (int Left, int Top, int Right, int Bottom) Bounds(ReadOnlySpan<byte> ink)
    {
        var (left, top, right, bottom) = (Side, Side, 0, 0);
        for (var i = 0; i < ink.Length; i++)
        {
            if (ink[i] == 0)
                continue;
            var (y, x) = Math.DivRem(i, Side);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return (left, top, right, bottom);
    }

    /// <summary>Each small pixel is the mean of those that it covers.</summary>
    private static float[] Shrink(ReadOnlySpan<byte> ink, int left, int top, int right, int bottom, double scale, out int width, out int height)
    {
        (width, height) = (Math.Max(1, (int)Math.Round((right - left) * scale)), Math.Max(1, (int)Math.Round((bottom - top) * scale)));
        var small = new float[width * height];
        for (var i = 0; i < small.Length; i++)
        {
            var (x0, x1) = (left + (right - left) * (i % width) / width, left + (right - left) * (i % width + 1) / width);
            var (y0, y1) = (top + (bottom - top) * (i / width) / height, top + (bottom - top) * (i / width + 1) / height);
            float sum = 0, count = 0;
            for (var y = y0; y < Math.Max(y1, y0 + 1); y++)
            {
                for (var x = x0; x < Math.Max(x1, x0 + 1); x++, count++)
                    sum += ink[y * Side + x] / 255f;
            }
            small[i] = sum / count;
        }
        return small;
    }

    private static (double X, double Y) Centre(float[] small, int width)
    {
        double x = 0, y = 0, mass = 0;
        for (var i = 0; i < small.Length; i++)
            (x, y, mass) = (x + small[i] * (i % width + 0.5), y + small[i] * (i / width + 0.5), mass + small[i]);
        return (x / mass, y / mass);
    }

    private static void Place(float[] small, int width, int height, int left, int top, float[] image)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (row, column) = (top + y, left + x);
                if (row is >= 0 and < Image && column is >= 0 and < Image)
                    image[row * Image + column] = small[y * width + x];
            }
        }
    }
}
