using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Lanes without a row have no part in any sum, whatever the network makes of the zeros in them: a batch repeated sixteen times, which fills all lanes, has the same mean.</summary>
public sealed class CountedRowsTests
{
    private const int Copies = 16;

    public static TheoryData<int> Rows => [1, 3, 15, 16, 17, 100];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_logarithm_of_the_inputs_has_the_gradient_of_its_rows(int rows)
    {
        var network = new Logarithm();
        network.Parameters.Fill(0.5f);
        var (x, t, gradient) = (Repeat<float>([2, 3], rows), Repeat<float>([1], rows), new float[3]);
        Assert.Equal(0.1567208f, network.Loss(x, t), 1e-6f);
        Assert.Equal(0.1567208f, network.Gradient(x, t, gradient), 1e-6f);
        AssertClose([0.5488058f, 0.8698368f, 0.7917595f], gradient, 1e-6f);
        network.Vjp(x, Repeat<float>([1], rows), [], gradient);
        AssertClose([rows * MathF.Log(2), rows * MathF.Log(3), rows], gradient, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_square_root_of_zeros_spoils_no_weight(int rows)
    {
        var network = new SquareRoot();
        network.Parameters.Fill(1);
        var (x, t, gradient) = (Repeat<float>([2, 2], rows), Repeat<float>([1], rows), new float[7]);
        Assert.Equal(16, network.Loss(x, t), 1e-5f);
        network.Gradient(x, t, gradient);
        AssertClose([4, 4, 4, 4, 16, 16, 8], gradient, 1e-5f);
        using var optimizer = new GradientDescent(1e-3f);
        network.TrainStep(x, t, optimizer);
        AssertClose([0.996f, 0.996f, 0.996f, 0.996f, 0.984f, 0.984f, 0.992f], network.Parameters, 1e-5f);
    }

    [Theory]
    [InlineData(nameof(Logarithm))]
    [InlineData(nameof(SquareRoot))]
    [InlineData(nameof(Divided))]
    [InlineData(nameof(Spectrum))]
    [InlineData(nameof(Percentage))]
    [InlineData(nameof(LogarithmOfImages))]
    [InlineData(nameof(LogarithmOfBatches))]
    public void Every_derivative_is_that_of_the_rows(string name)
    {
        foreach (var rows in Rows)
        {
            if (name == nameof(LogarithmOfBatches) && rows < 3)
                continue;
            var network = Network(name);
            network.Parameters.Fill(0.5f);
            var (x, t) = (Positive(rows * network.InputSize, seed: rows), Positive(rows * network.OutputSize, seed: rows + 1));
            AssertSame(network, x, t, $"{name}, {rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_derivative_of_doubles_is_that_of_the_rows(int rows)
    {
        AssertSame(new LogarithmOfDoubles(1), rows);
        AssertSame(new SquareRootOfDoubles(1), rows);
    }

    [Fact]
    public void An_epoch_of_counts_trains_with_every_batch()
    {
        // 100 rows in batches of 32: the last has 4.
        var network = new Divided(3);
        network.Parameters.Fill(0.5f);
        using var optimizer = new Adam(1e-3f);
        var data = new Dataset(Positive(100 * 5, 1), 5, Positive(300, 2), 3);
        var losses = new List<float>();
        foreach (var batch in new MiniBatches(data, 32).Epoch(0))
            losses.Add(network.TrainStep(batch, optimizer));
        Assert.All(losses, static loss => Assert.True(float.IsFinite(loss)));
        Assert.Equal(4, optimizer.Steps);
        Assert.True(double.IsFinite(network.Evaluate(data).Loss));
        Assert.True(GradientCheck.Of(network, new Dataset(Positive(15, 3), 5, Positive(9, 4), 3).ToBatch()).Agrees());
    }

    private static ITrainableNetwork<float> Network(string name) => name switch
    {
        nameof(Logarithm) => new Logarithm(1),
        nameof(SquareRoot) => new SquareRoot(1),
        nameof(Divided) => new Divided(1),
        nameof(Spectrum) => new Spectrum(1),
        nameof(Percentage) => new Percentage(1),
        nameof(LogarithmOfImages) => new LogarithmOfImages(1),
        _ => new LogarithmOfBatches(1),
    };

    private static void AssertSame(ITrainableNetwork<float> network, float[] x, float[] t, string what)
    {
        var (rows, count) = (x.Length / network.InputSize, network.Parameters.Length);
        var (repeatedX, repeatedT) = (Repeat(x, Copies), Repeat(t, Copies));
        float[] Of(Action<float[], float[], float[]> derivative, int length, bool repeated)
        {
            var result = new float[length];
            derivative(repeated ? repeatedX : x, repeated ? repeatedT : t, result);
            return result;
        }
        void Same(Action<float[], float[], float[]> derivative, string kind, float factor = 1) =>
            AssertClose([.. Of(derivative, count, repeated: true).Select(v => v * factor)], Of(derivative, count, repeated: false), 2e-5f, $"{kind} of {what}");

        Assert.Equal(network.Loss(repeatedX, repeatedT), network.Loss(x, t), 1e-4f * Math.Abs(network.Loss(x, t)));
        Same((x, t, gradient) => network.Gradient(x, t, gradient), "The gradient");
        if (network is IVjpNetwork<float> vjp)
            Same((x, dy, gradient) => vjp.Vjp(x, dy, [], gradient), "The vector–Jacobian product", 1f / Copies);
        var direction = Positive(count, 5);
        if (network is IHessianNetwork<float> hessian)
            Same((x, t, product) => hessian.HessianVectorProduct(x, t, direction, product), "The Hessian's product");
        void SameByRows(Action<float[], float[], float[]> derivative, string kind, int size) =>
            AssertClose(Of(derivative, Copies * rows * size, repeated: true).AsSpan(0, rows * size), Of(derivative, rows * size, repeated: false), 2e-5f, $"{kind} of {what}");
        if (network is IRowGradientNetwork<float> perRow)
            SameByRows((x, t, gradients) => perRow.RowGradients(x, t, gradients), "The rows' gradients", count);
        if (network is IRowGradientNormNetwork<float> norms)
            SameByRows((x, t, lengths) => norms.RowGradientNorms(x, t, lengths), "The norms", 1);
    }

    private static void AssertSame<TNetwork>(TNetwork network, int rows)
        where TNetwork : IHessianNetwork<double>, IVjpNetwork<double>
    {
        network.Parameters.Fill(0.5);
        double[] x = [.. Positive(rows * network.InputSize, 1)], t = [.. Positive(rows * network.OutputSize, 2)], direction = [.. Positive(network.Parameters.Length, 3)];
        double[][] Of(double[] x, double[] t)
        {
            var (gradient, along, product) = (new double[direction.Length], new double[direction.Length], new double[direction.Length]);
            var loss = network.Gradient(x, t, gradient);
            network.Vjp(x, t, [], along);
            network.HessianVectorProduct(x, t, direction, product);
            return [[loss], gradient, [.. along.Select(v => v / x.Length)], product];
        }
        var (expected, found) = (Of(Repeat(x, Copies), Repeat(t, Copies)), Of(x, t));
        for (var i = 0; i < found.Length; i++)
        {
            for (var j = 0; j < found[i].Length; j++)
                Assert.Equal(expected[i][j], found[i][j], 1e-12 * Math.Max(1, Math.Abs(expected[i][j])));
        }
    }

    private static T[] Repeat<T>(T[] row, int times) => [.. Enumerable.Repeat(row, times).SelectMany(static r => r)];

    /// <summary>Numbers from 1 to 3.</summary>
    private static float[] Positive(int count, int seed) => [.. Trial.Values(count, seed).Select(static v => v + 2)];

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance, string what = "It")
    {
        var largest = 1f;
        foreach (var value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * largest, $"{what}: number {i} is {found[i]} instead of {expected[i]}.");
    }
}
