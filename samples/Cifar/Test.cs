namespace Cifar;

/// <summary>How much of a data set a network tells right.</summary>
internal static class Test
{
    /// <summary>The share of the rows whose greatest output is that of their class.</summary>
    public static double Accuracy(ResidualNetwork network, Dataset pictures, Augmentation normalisation)
    {
        const int inputs = ResidualNetwork.InputSize, classes = ResidualNetwork.OutputSize;
        var (x, y) = (new float[pictures.Rows * inputs], new float[pictures.Rows * classes]);
        for (var row = 0; row < pictures.Rows; row++)
            pictures.Row(row, x.AsSpan(row * inputs, inputs));
        normalisation.Apply(x);
        network.Predict(x, y);
        return (double)Enumerable.Range(0, pictures.Rows).Count(row => Best(y.AsSpan(row * classes, classes)) == pictures.Label(row)) / pictures.Rows;
    }

    private static int Best(ReadOnlySpan<float> y)
    {
        var best = 0;
        for (var c = 1; c < y.Length; c++)
            best = y[c] > y[best] ? c : best;
        return best;
    }
}
