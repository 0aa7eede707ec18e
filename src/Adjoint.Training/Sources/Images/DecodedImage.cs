namespace Adjoint.Training;

/// <summary>An image as it was in its file: pixel by pixel, line by line.</summary>
internal sealed class DecodedImage(byte[] pixels, int width, int height, int channels)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Writes the image at a size, channel after channel.</summary>
    public void CopyTo(int newWidth, int newHeight, ImageFit fit, Span<byte> into)
    {
        var (left, top, partWidth, partHeight) = fit == ImageFit.Crop ? Middle(newWidth, newHeight) : (0, 0, width, height);
        var (columns, rows) = (Resampling.Of(left, partWidth, newWidth), Resampling.Of(top, partHeight, newHeight));
        // Lines first: of an image that becomes smaller, the other way round would compute what is then not needed.
        var lines = new float[newWidth * partHeight];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < partHeight; y++)
                Squeeze(columns, (top + y) * width, channel, lines.AsSpan(y * newWidth, newWidth));
            for (var y = 0; y < newHeight; y++)
                Merge(rows[y], top, lines, newWidth, into.Slice((channel * newHeight + y) * newWidth, newWidth));
        }
    }

    private void Squeeze(Resampling[] columns, int line, int channel, Span<float> into)
    {
        for (var x = 0; x < into.Length; x++)
        {
            var (first, weights, sum) = (columns[x].First, columns[x].Weights, 0f);
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * pixels[(line + first + i) * channels + channel];
            into[x] = sum;
        }
    }

    private static void Merge(Resampling row, int top, float[] lines, int width, Span<byte> into)
    {
        for (var x = 0; x < width; x++)
        {
            var sum = 0f;
            for (var i = 0; i < row.Weights.Length; i++)
                sum += row.Weights[i] * lines[(row.First - top + i) * width + x];
            into[x] = (byte)Math.Clamp(sum + 0.5f, 0, byte.MaxValue);
        }
    }

    /// <summary>The largest part in the middle that has the wanted shape.</summary>
    private (int Left, int Top, int Width, int Height) Middle(int newWidth, int newHeight)
    {
        var partWidth = (int)Math.Clamp(Math.Round((double)height * newWidth / newHeight), 1, width);
        var partHeight = (int)Math.Clamp(Math.Round((double)width * newHeight / newWidth), 1, height);
        return ((width - partWidth) / 2, (height - partHeight) / 2, partWidth, partHeight);
    }
}
