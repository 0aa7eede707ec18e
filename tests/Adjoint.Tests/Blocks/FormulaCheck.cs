namespace Adjoint.Tests.Blocks;

/// <summary>A network of doubles against the formula of one row: what it yields, and how that changes with every parameter and every input, by central differences of the formula.</summary>
/// <param name="network">The network; its parameters are drawn anew, those that begin as 0 or 1 too.</param>
/// <param name="formula">What it computes for one row.</param>
internal sealed class FormulaCheck(IVjpNetwork<double> network, Func<Tensors, double[], double[]> formula)
{
    private const double Step = 1e-5;

    /// <summary>Outputs of one row, of a few and of more than a lane block, to twelve digits.</summary>
    public void Values()
    {
        foreach (var rows in new[] { 1, 3, 17 })
        {
            var x = Prepared(rows);
            var y = new double[rows * network.OutputSize];
            network.Predict(x, y);
            Near(Outputs(new(network, network.Parameters.ToArray()), x), y, 1e-12, $"outputs of {rows} rows");
        }
    }

    /// <summary>Gradients with respect to parameters and inputs, of outputs in a direction, to seven digits.</summary>
    public void Gradients()
    {
        const int rows = 2;
        var x = Prepared(rows);
        var direction = Numbers(rows * network.OutputSize, 7, 1);
        var (dx, gradient, parameters) = (new double[x.Length], new double[network.Parameters.Length], network.Parameters.ToArray());
        network.Vjp(x, direction, dx, gradient);
        Tensors tensors = new(network, parameters);
        Near(Differences(parameters, () => Tensors.Dot(Outputs(tensors, x), direction)), gradient, 1e-7, "gradients of the parameters");
        Near(Differences(x, () => Tensors.Dot(Outputs(tensors, x), direction)), dx, 1e-7, "gradients of the inputs");
    }

    /// <summary>Numbers from −<paramref name="size"/> to <paramref name="size"/>.</summary>
    public static double[] Numbers(int count, int seed, double size)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => size * (random.NextDouble() * 2 - 1))];
    }

    private double[] Prepared(int rows)
    {
        Numbers(network.Parameters.Length, 3, 0.8).CopyTo(network.Parameters);
        return Numbers(rows * network.InputSize, 5, 1);
    }

    private double[] Outputs(Tensors tensors, double[] x) => [.. x.Chunk(network.InputSize).SelectMany(row => formula(tensors, row))];

    private static double[] Differences(double[] values, Func<double> function)
    {
        var differences = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            values[i] = value + Step;
            var above = function();
            values[i] = value - Step;
            differences[i] = (above - function()) / (2 * Step);
            values[i] = value;
        }
        return differences;
    }

    /// <summary>Each difference is small beside the largest number, and no more than a few numbers are 0, so that something is compared.</summary>
    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(Math.Abs);
        Assert.True(largest > 1e-3, $"All {what} are nearly 0.");
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, largest), $"Of the {what}, number {i} is {actual[i]:R} and should be {expected[i]:R}.");
    }
}
