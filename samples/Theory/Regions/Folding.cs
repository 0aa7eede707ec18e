namespace Theory.Regions;

/// <summary>Weights with which a network of one input has as many pieces as Montúfar et al. prove to be possible.</summary>
internal static class Folding
{
    /// <summary>The bound of Montúfar et al. (2014) for one input: n^(L−1) (n + 1) pieces with L layers of n units.</summary>
    public static int Bound(int depth, int width) => (int)Math.Pow(width, depth - 1) * (width + 1);

    /// <summary>
    /// Each layer but the last folds [0, 1] n times onto itself: z(x) = n x − 2n (x − 1/n)₊ + 2n (x − 2/n)₊ − …, a zigzag of slopes ±n. Its units are (x − k/n)₊, and the next layer reads z. The
    /// last layer bends between each two folds and beside them.
    /// </summary>
    public static void Write(INetwork<double> network, int depth, int width)
    {
        for (var layer = 0; layer < depth; layer++)
        {
            var (weight, bias) = (network.View(2 * layer), network.View(2 * layer + 1));
            for (var unit = 0; unit < width; unit++)
            {
                bias[unit] = layer < depth - 1 ? -(double)unit / width : -(unit + 0.5) / width;
                for (var input = 0; input < weight.Shape[1]; input++)
                    weight[unit, input] = layer == 0 ? 1 : Zigzag(input, width);
            }
        }
        var output = network.View(2 * depth);
        for (var input = 0; input < width; input++)
            output[0, input] = Zigzag(input, width);
        network.View(2 * depth + 1)[0] = 0;
    }

    private static double Zigzag(int input, int width) => (input == 0 ? 1 : 2) * (input % 2 == 0 ? width : -width);
}
