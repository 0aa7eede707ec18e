namespace Adjoint.Training;

/// <summary>
/// Which pixels one of another size is made of, and how much of each: linear interpolation, whose triangle is widened where the image becomes smaller, so that every pixel counts. The same as Pillow's
/// BILINEAR.
/// </summary>
/// <param name="First">The first of the pixels.</param>
/// <param name="Weights">The share of each; together 1.</param>
internal sealed record Resampling(int First, float[] Weights)
{
    /// <summary>For each of the new pixels those of a part of the old ones.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">The pixels of the part.</param>
    /// <param name="wanted">The new pixels.</param>
    public static Resampling[] Of(int start, int length, int wanted)
    {
        var scale = (double)length / wanted;
        var support = Math.Max(scale, 1);
        return [.. Enumerable.Range(0, wanted).Select(i =>
        {
            var centre = (i + 0.5) * scale;
            var (first, end) = (Math.Max(0, (int)(centre - support + 0.5)), Math.Min(length, (int)(centre + support + 0.5)));
            double[] weights = [.. Enumerable.Range(first, end - first).Select(x => Math.Max(0, 1 - Math.Abs((x + 0.5 - centre) / support)))];
            var sum = weights.Sum();
            return new Resampling(start + first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
        })];
    }
}
