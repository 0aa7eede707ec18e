namespace Theory.Adversaries;

/// <summary>Changes of an image by at most ε in each pixel that make the loss as large as a few gradients can tell.</summary>
internal static class Attack
{
    /// <summary>
    /// Projected gradient ascent (Madry et al., 2018): steps of the sign of the loss's gradient, each followed by a projection onto the ε-cube around the image
    /// and onto [0, 1]. One step of ε is the fast gradient sign method (Goodfellow, Shlens and Szegedy, 2015).
    /// </summary>
    public static float[] Gradient(SmallDigits network, float[] x, ReadOnlySpan<int> labels, float epsilon, int steps)
    {
        var (attacked, dx) = ((float[])x.Clone(), new float[x.Length]);
        var stride = steps == 1 ? epsilon : 2.5f * epsilon / steps;
        var dy = new float[labels.Length * SmallDigits.OutputSize];
        for (var step = 0; step < steps; step++)
        {
            // The gradient of cross-entropy by the logits is p − the label's unit vector; the network carries it back to the pixels.
            network.Probabilities(attacked, dy);
            for (var row = 0; row < labels.Length; row++)
                dy[row * SmallDigits.OutputSize + labels[row]] -= 1;
            network.Vjp(attacked, dy, dx, []);
            for (var i = 0; i < x.Length; i++)
                attacked[i] = Math.Clamp(attacked[i] + stride * Math.Sign(dx[i]), Math.Max(0, x[i] - epsilon), Math.Min(1, x[i] + epsilon));
        }
        return attacked;
    }

    /// <summary>A change of the same size whose signs are drawn: what the network takes without harm.</summary>
    public static float[] Noise(float[] x, float epsilon, int seed)
    {
        var random = new Random(seed);
        return [.. x.Select(pixel => Math.Clamp(pixel + (random.Next(2) == 0 ? -epsilon : epsilon), 0, 1))];
    }
}
