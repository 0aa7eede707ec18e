using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>A row that a loss ignores counts for nothing, and a class whose target is 0 adds nothing, whatever the numbers are.</summary>
public sealed class IgnoredRowsTests
{
    private static readonly float[] Bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f];

    public static TheoryData<string> Classifiers => [nameof(WideClassifier), nameof(WeightedClassifier), nameof(SmallLeNet), nameof(Pictures), nameof(Attention), nameof(CausalBlock)];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void What_is_in_an_ignored_row_changes_no_bit(string name)
    {
        foreach (var rows in new[] { 3, 15, 16, 17, 100 })
        {
            var (zeros, bad) = (Results(name, rows, [0]), Results(name, rows, Bad));
            Assert.True(float.IsFinite(zeros[0]), $"{name}, {rows} rows: the loss is {zeros[0]}.");
            Bits.AssertEqual(zeros, bad, $"{name}, {rows} rows");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void The_row_beside_an_ignored_one_has_its_own_loss(int copies)
    {
        var (network, doubles) = (new ThreeClasses(), new ThreeClassesOfDoubles());
        network.Parameters.Clear();
        doubles.Parameters.Clear();
        float[] x = [.. Enumerable.Repeat<float[]>([float.NaN, 1, float.NegativeInfinity, 1, 1, 1], copies).SelectMany(static r => r)];
        int[] labels = [.. Enumerable.Repeat<int[]>([-100, 0], copies).SelectMany(static r => r)];
        var (gradient, product, rowGradients, norms) = (new float[12], new float[12], new float[2 * copies * 12], new float[2 * copies]);
        Assert.Equal(MathF.Log(3), network.Loss(x, labels), 1e-6f);
        Assert.Equal(MathF.Log(3), network.Gradient(x, labels, gradient), 1e-6f);
        float third = 1f / 3;
        AssertGradient(gradient);
        network.RowGradients(x, labels, rowGradients);
        AssertGradient(rowGradients.AsSpan(12, 12));
        Assert.All(rowGradients[..12], static g => Assert.Equal(0, g));
        network.RowGradientNorms(x, labels, norms);
        Assert.Equal(0, norms[0]);
        Assert.Equal(MathF.Sqrt(4 * (4 + 1 + 1) / 9f), norms[1], 1e-6f);
        Assert.Equal(0, network.HessianVectorProduct(x, labels, Enumerable.Repeat(1f, 12).ToArray(), product), 1e-6f);
        Assert.All(product, static p => Assert.Equal(0, p, 1e-6f));
        Assert.Equal(Math.Log(3), doubles.Loss([.. x.Select(static v => (double)v)], labels), 1e-15);
        Assert.Equal(MathF.Log(3), network.Evaluate(new Dataset(x, 3, labels)).Loss, 1e-6);

        void AssertGradient(ReadOnlySpan<float> gradient)
        {
            // dW = (p − t) xᵀ with p = 1/3 everywhere, stored input-major; db = p − t.
            for (var i = 0; i < 12; i++)
                Assert.Equal(i % 3 == 0 ? third - 1 : third, gradient[i], 1e-6f);
        }
    }

    [Fact]
    public void A_batch_of_ignored_rows_has_no_loss_and_no_gradient()
    {
        var (network, gradient) = (new ThreeClasses(1), new float[12]);
        Assert.Equal(0, network.Gradient([float.NaN, 1, 2, 3, 4, float.PositiveInfinity], [-100, -100], gradient));
        Assert.All(gradient, static g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_class_of_weight_0_counts_for_nothing()
    {
        var (network, gradient, alone) = (new Unequal(2), new float[12], new float[12]);
        var loss = network.Gradient([0.1f, 0.2f, 0.3f, float.NaN, 1, 1], [2, 1], gradient);
        Assert.Equal(network.Gradient([0.1f, 0.2f, 0.3f], [2], alone), loss);
        Bits.AssertEqual(alone, gradient, "the gradient");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void A_masked_class_that_is_not_the_label_adds_nothing(int rows)
    {
        var network = new Masked();
        network.Parameters.Clear();
        float[] mask = [.. Enumerable.Repeat<float[]>([0, float.NegativeInfinity, 0], rows).SelectMany(static r => r)], x = [.. Enumerable.Repeat(1f, 2 * rows)];
        var (labels, gradient, product) = (new int[rows], new float[9], new float[9]);
        Assert.Equal(MathF.Log(2), network.Loss(mask, x, labels), 1e-6f);
        Assert.Equal(MathF.Log(2), network.Gradient(mask, x, labels, gradient), 1e-6f);
        for (var i = 0; i < 9; i++)
            Assert.Equal(i % 3 == 0 ? -0.5f : i % 3 == 1 ? 0 : 0.5f, gradient[i], 1e-6f);
        using var optimizer = new GradientDescent(0.1f);
        network.TrainStep(mask, x, labels, optimizer);
        Assert.Equal(1, optimizer.Steps);
        Assert.True(float.IsFinite(network.HessianVectorProduct(mask, x, labels, Enumerable.Repeat(0.5f, 9).ToArray(), product)));
        Assert.All(product, static p => Assert.True(float.IsFinite(p)));
        // The label at the masked class is impossible.
        Assert.Equal(float.PositiveInfinity, network.Loss(mask, x, [.. Enumerable.Repeat(1, rows)]));

        var doubles = new MaskedDoubles();
        doubles.Parameters.Clear();
        Assert.Equal(Math.Log(2), doubles.Loss([.. mask.Select(static v => (double)v)], [.. x.Select(static v => (double)v)], labels), 1e-15);
        var probabilities = new MaskedProbabilities();
        probabilities.Parameters.Clear();
        float[] shares = [.. Enumerable.Repeat<float[]>([0.25f, 0, 0.75f], rows).SelectMany(static r => r)];
        Assert.Equal(MathF.Log(2), probabilities.Loss(mask, x, shares), 1e-6f);
        // Smoothing puts every target above 0, as in PyTorch.
        var smoothed = new MaskedAndSmoothed();
        smoothed.Parameters.Clear();
        Assert.Equal(float.PositiveInfinity, smoothed.Loss(mask, x, labels));
    }

    /// <summary>Losses, gradient and parameters after two steps, on rows and on a batch in lane blocks, every third row ignored.</summary>
    private static float[] Results(string name, int rows, float[] ignored)
    {
        var trial = (Trial<int>)Trial.Of(name, rows);
        var size = trial.Network.InputSize;
        for (var row = 1; row < rows; row += 3)
        {
            for (var i = 0; i < size; i++)
                trial.X[row * size + i] = ignored[i % ignored.Length];
            trial.Targets[row] = -100;
        }
        using var optimizer = new Adam();
        var gradient = new float[trial.Network.Parameters.Length];
        return [trial.Loss(), trial.Gradient(gradient), .. gradient, trial.TrainStep(optimizer), trial.TrainStepOnBatch(optimizer), .. trial.Network.Parameters];
    }
}
