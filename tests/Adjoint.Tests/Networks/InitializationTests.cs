using Adjoint.Runtime;

namespace Adjoint.Tests.Networks;

public class InitializationTests
{
    private const int FanIn = 300;
    private const int FanOut = 200;
    private const int Length = FanIn * FanOut;

    [Theory]
    [InlineData(Initializer.Default, 1.0 / FanIn)]
    [InlineData(Initializer.FanInUniform, 1.0 / FanIn)]
    [InlineData(Initializer.KaimingUniform, 6.0 / FanIn)]
    [InlineData(Initializer.GlorotUniform, 6.0 / (FanIn + FanOut))]
    public void Uniform_initializers_fill_their_interval(Initializer initializer, double boundSquared)
    {
        var values = Draw(Weight(initializer));
        var bound = Math.Sqrt(boundSquared);
        Assert.All(values, v => Assert.True(Math.Abs(v) <= (float)bound, $"{v} lies beyond ±{bound}"));
        Assert.True(values.Max() > 0.999 * bound && values.Min() < -0.999 * bound, $"only {values.Min()} … {values.Max()} of ±{bound}");
        AssertMoments(values, variance: boundSquared / 3, kurtosis: 1.8);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / (FanIn + FanOut))]
    [InlineData(Initializer.KaimingNormal, 2.0 / FanIn)]
    [InlineData(Initializer.LeCunNormal, 1.0 / FanIn)]
    public void Normal_initializers_have_their_variance(Initializer initializer, double variance) =>
        AssertMoments(Draw(Weight(initializer)), variance, kurtosis: 3);

    [Fact]
    public void The_truncated_normal_is_cut_at_two_deviations()
    {
        var values = Draw(Weight(Initializer.TruncatedNormal));
        Assert.All(values, v => Assert.True(Math.Abs(v) <= 0.04f, $"{v} lies beyond two deviations of 0.02"));
        Assert.True(values.Max() > 0.0399f, $"the largest of {Length} values is only {values.Max()}");
        // Of a standard normal cut at ±2 the variance is 0.7737413 and the fourth moment 1.4161891, by quadrature.
        AssertMoments(values, variance: 0.0004 * 0.7737413035, kurtosis: 2.3655);
    }

    [Theory]
    [InlineData(Initializer.Zeros, 0f)]
    [InlineData(Initializer.Ones, 1f)]
    [InlineData(Initializer.Quarter, 0.25f)]
    public void Constant_initializers_fill_every_role(Initializer initializer, float expected)
    {
        foreach (var role in Enum.GetValues<ParameterRole>())
            Assert.All(Draw(new ParameterInfo("p", [7], 0, role, initializer, 7, 7, outputsTogether: 1)), v => Assert.Equal(expected, v));
    }

    [Theory]
    [InlineData(Initializer.GlorotUniform)]
    [InlineData(Initializer.GlorotNormal)]
    [InlineData(Initializer.KaimingUniform)]
    [InlineData(Initializer.KaimingNormal)]
    [InlineData(Initializer.LeCunNormal)]
    [InlineData(Initializer.Orthogonal)]
    [InlineData(Initializer.TruncatedNormal)]
    public void Initializers_made_for_weights_leave_biases_zero(Initializer initializer) =>
        Assert.All(Draw(new ParameterInfo("b", [9], 0, ParameterRole.Bias, initializer, 5, 9, outputsTogether: 1)), v => Assert.Equal(0f, v));

    [Fact]
    public void The_default_of_a_bias_is_uniform_and_of_a_scale_one()
    {
        var bias = Draw(new ParameterInfo("b", [Length], 0, ParameterRole.Bias, Initializer.Default, FanIn, FanOut, outputsTogether: 1));
        AssertMoments(bias, variance: 1.0 / FanIn / 3, kurtosis: 1.8);
        Assert.All(Draw(new ParameterInfo("s", [9], 0, ParameterRole.Scale, Initializer.Default, 0, 0, outputsTogether: 1)), v => Assert.Equal(1f, v));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 40)]
    [InlineData(64, 17)]
    [InlineData(1, 6)]
    public void Orthogonal_vectors_are_orthonormal_on_the_shorter_side(int rows, int columns)
    {
        var matrix = Draw(new ParameterInfo("w", [rows, columns], 0, ParameterRole.Weight, Initializer.Orthogonal, columns, rows, outputsTogether: 1));
        var count = Math.Min(rows, columns);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => (double)At(i, k) * At(j, k));
                Assert.True(Math.Abs(dot - (i == j ? 1 : 0)) < 3e-7, $"vectors {i} and {j} of [{rows}, {columns}] have the product {dot}");
            }
        }

        float At(int vector, int k) => rows <= columns ? matrix[vector * columns + k] : matrix[k * columns + vector];
    }

    /// <summary>The sign fix: without it the first entry of Gram–Schmidt's or Householder's result is of one sign.</summary>
    [Fact]
    public void Orthogonal_matrices_of_size_one_are_both_signs()
    {
        var signs = Enumerable.Range(0, 200).Sum(seed =>
            Draw(new ParameterInfo("w", [1, 1], 0, ParameterRole.Weight, Initializer.Orthogonal, 1, 1, outputsTogether: 1), seed)[0]);
        Assert.True(Math.Abs(signs) < 57, $"the signs of 200 draws add up to {signs}; four deviations are 57");
    }

    [Fact]
    public void Orthogonal_takes_a_convolution_as_a_matrix_of_its_first_axis()
    {
        var tensor = Draw(new ParameterInfo("w", [4, 2, 3, 3], 0, ParameterRole.Weight, Initializer.Orthogonal, 18, 36, outputsTogether: 1));
        var matrix = Draw(new ParameterInfo("w", [4, 18], 0, ParameterRole.Weight, Initializer.Orthogonal, 18, 4, outputsTogether: 1));
        Assert.Equal(matrix, tensor);
    }

    [Theory]
    [InlineData(Initializer.KaimingUniform)]
    [InlineData(Initializer.TruncatedNormal)]
    [InlineData(Initializer.Orthogonal)]
    public void Storage_order_and_other_layers_change_no_value(Initializer initializer)
    {
        var alone = new ParameterLayout("A", new ParameterInfo("dense.weight", [35, 5], 0, ParameterRole.Weight, initializer, 5, 35, outputsTogether: 1));
        var among = new ParameterLayout(
            "B",
            new ParameterInfo("first.weight", [2, 7], 0, ParameterRole.Weight, Initializer.Default, 7, 2, outputsTogether: 16),
            new ParameterInfo("dense.weight", [35, 5], 14, ParameterRole.Weight, initializer, 5, 35, outputsTogether: 16),
            new ParameterInfo("dense.bias", [35], 189, ParameterRole.Bias, initializer, 5, 35, outputsTogether: 1));

        var expected = new float[35 * 5];
        new ParameterBlock<float>(alone, 11).View(0).CopyTo(expected);
        var actual = new float[35 * 5];
        new ParameterBlock<float>(among, 11).View(1).CopyTo(actual);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Seed_and_name_both_change_the_values()
    {
        var values = Draw(Named("a"), seed: 1);
        Assert.Equal(values, Draw(Named("a"), seed: 1));
        Assert.NotEqual(values, Draw(Named("a"), seed: 2));
        Assert.NotEqual(values, Draw(Named("b"), seed: 1));

        static ParameterInfo Named(string name) => new(name, [8, 8], 0, ParameterRole.Weight, Initializer.Default, 8, 8, outputsTogether: 1);
    }

    /// <summary>Pinned: these may never change, on any machine or in any version, or saved experiments cannot be repeated.</summary>
    [Theory]
    [InlineData(Initializer.Default, 0.663546383f, -0.237933367f, -0.104824349f, -0.508455038f)]
    [InlineData(Initializer.KaimingNormal, 1.869138f, -1.32307708f, -0.435070157f, -1.28749955f)]
    [InlineData(Initializer.TruncatedNormal, 0.0324870199f, -0.0243793968f, -0.00828142744f, -0.0237812512f)]
    [InlineData(Initializer.Orthogonal, 0.973963499f, -0.226704746f, -0.226704746f, -0.973963499f)]
    public void Values_of_one_seed_are_pinned(Initializer initializer, params float[] expected) =>
        Assert.Equal(expected, Draw(new ParameterInfo("dense1.weight", [2, 2], 0, ParameterRole.Weight, initializer, 2, 2, outputsTogether: 16), seed: 42));

    [Fact]
    public void Mistakes_are_named()
    {
        var scalar = new ParameterInfo("gate", [], 0, ParameterRole.Weight, Initializer.Orthogonal, 1, 1, outputsTogether: 1);
        Assert.Contains("'gate' has 0 axes", Assert.Throws<ArgumentException>(() => Draw(scalar)).Message, StringComparison.Ordinal);
        var rootless = new ParameterInfo("w", [2, 2], 0, ParameterRole.Weight, Initializer.KaimingNormal, 0, 2, outputsTogether: 1);
        Assert.Contains("fan-in of 0", Assert.Throws<ArgumentException>(() => Draw(rootless)).Message, StringComparison.Ordinal);
        var unknown = new ParameterInfo("w", [2, 2], 0, ParameterRole.Weight, (Initializer)99, 2, 2, outputsTogether: 1);
        Assert.Contains("99", Assert.Throws<ArgumentException>(() => Draw(unknown)).Message, StringComparison.Ordinal);
        var layout = new ParameterLayout("Net", Weight(Initializer.Zeros));
        Assert.Contains("the span has 3", Assert.Throws<ArgumentException>(() => Initialization.Fill(layout, new float[3], 0)).Message, StringComparison.Ordinal);
    }

    private static ParameterInfo Weight(Initializer initializer) =>
        new("layer.weight", [FanOut, FanIn], 0, ParameterRole.Weight, initializer, FanIn, FanOut, outputsTogether: 16);

    private static float[] Draw(ParameterInfo info, long seed = 5)
    {
        var values = new float[info.Length];
        Initialization.Fill(new ParameterLayout("Net", info), values, seed);
        return values;
    }

    /// <summary>Mean and variance within four standard errors; the error of a variance σ² is σ² · √((kurtosis − 1) / n).</summary>
    private static void AssertMoments(float[] values, double variance, double kurtosis)
    {
        var mean = values.Average(v => (double)v);
        var meanError = 4 * Math.Sqrt(variance / values.Length);
        Assert.True(Math.Abs(mean) < meanError, $"the mean is {mean}, beyond {meanError}");
        var found = values.Average(v => (double)v * v);
        var varianceError = 4 * variance * Math.Sqrt((kurtosis - 1) / values.Length);
        Assert.True(Math.Abs(found - variance) < varianceError, $"the variance is {found}, not within {varianceError} of {variance}");
    }
}
