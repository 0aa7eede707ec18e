namespace Adjoint.Tests.Networks;

/// <summary>Dense weights lie in groups of sixteen outputs, but whoever reads or writes one names its output and input. 35 outputs are two groups and a narrow one.</summary>
public class StoredOrderTests
{
    private const int Inputs = 5, Outputs = 35;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(33)]
    public void Outputs_are_products_with_the_weights_that_the_view_shows(int rows)
    {
        var network = new Rectangle(1);
        var (x, y) = (Draw(rows * Inputs, 2), new float[rows * Outputs]);
        network.Predict(x, y);
        for (var i = 0; i < y.Length; i++)
            Assert.Equal(Output(network, x, i / Outputs, i % Outputs), y[i], 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    public void A_gradient_has_the_derivative_by_each_weight_where_its_view_says(int rows)
    {
        var network = new Rectangle(1);
        var (x, t, gradient) = (Draw(rows * Inputs, 2), Draw(rows * Outputs, 3), new float[Rectangle.ParameterCount]);
        network.Gradient(x, t, gradient);
        for (var o = 0; o < Outputs; o++)
        {
            for (var i = 0; i < Inputs; i++)
            {
                // ∂L/∂W_oi = 2/(rows · outputs) Σ (y_o − t_o) x_i
                var expected = Enumerable.Range(0, rows).Sum(row => (Output(network, x, row, o) - t[row * Outputs + o]) * x[row * Inputs + i]) * 2 / (rows * Outputs);
                Assert.Equal(expected, gradient[network.Dense1.Weight.IndexOf(o, i)], 1e-5);
            }
        }
    }

    [Fact]
    public void A_step_moves_each_weight_against_its_derivative()
    {
        var network = new Rectangle(1);
        var (x, t, gradient) = (Draw(7 * Inputs, 2), Draw(7 * Outputs, 3), new float[Rectangle.ParameterCount]);
        network.Gradient(x, t, gradient);
        var before = Values(network.Dense1.Weight);
        using var optimizer = new GradientDescent(0.5f);
        network.TrainStep(x, t, optimizer);
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(before[i] - 0.5f * gradient[network.Dense1.Weight.IndexOf(i)], network.Dense1.Weight[i], 1e-6);
    }

    [Fact]
    public void Every_index_has_a_place_of_its_own()
    {
        var network = new Rectangle(1);
        var places = Enumerable.Range(0, Outputs * Inputs).Select(index => network.Dense1.Weight.IndexOf(index)).ToList();
        Assert.Equal(Enumerable.Range(network.Dense1.Weight.Offset, Outputs * Inputs), places.Order());
        Assert.Equal(places[17 * Inputs + 3], network.Dense1.Weight.IndexOf(17, 3));
        foreach (var place in places.Select((place, index) => (place, index)))
            Assert.Equal(network.Dense1.Weight[place.index], network.Parameters[place.place]);
    }

    [Fact]
    public void A_file_has_the_weights_row_by_row()
    {
        var network = new Rectangle(1);
        var path = Path.Combine(Directory.CreateTempSubdirectory("adjoint").FullName, "rectangle.safetensors");
        network.Save(path);
        var file = File.ReadAllBytes(path);
        var weight = Values(network.Dense1.Weight);
        byte[] row = [.. weight.Skip(17 * Inputs).Take(Inputs).SelectMany(BitConverter.GetBytes)];
        Assert.True(file.AsSpan().IndexOf(row) > 0);
        var loaded = Rectangle.Load(path);
        Assert.Equal(weight, Values(loaded.Dense1.Weight));
        Assert.Equal(network.Parameters.ToArray(), loaded.Parameters.ToArray());
    }

    [Fact]
    public void A_shared_matrix_is_one_matrix()
    {
        var network = new Tied(1);
        var (x, y) = (Draw(Outputs, 2), new float[Outputs]);
        network.Predict(x, y);
        var (weight, bias) = (network.First.Weight, network.First.Bias);
        double[] hidden = [.. Enumerable.Range(0, Outputs).Select(o => Math.Tanh(bias[o] + Enumerable.Range(0, Outputs).Sum(i => (double)weight[o, i] * x[i])))];
        for (var o = 0; o < Outputs; o++)
            Assert.Equal(bias[o] + Enumerable.Range(0, Outputs).Sum(i => weight[o, i] * hidden[i]), y[o], 1e-5);
    }

    private static double Output(Rectangle network, float[] x, int row, int output) =>
        network.Dense1.Bias[output] + Enumerable.Range(0, Inputs).Sum(i => (double)network.Dense1.Weight[output, i] * x[row * Inputs + i]);

    private static float[] Values(ParameterView<float> view)
    {
        var values = new float[view.Length];
        view.CopyTo(values);
        return values;
    }

    private static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
