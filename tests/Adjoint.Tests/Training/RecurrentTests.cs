namespace Adjoint.Tests.Training;

/// <summary>Recurrent networks as users run them. What they compute is compared with PyTorch's numbers and with double precision elsewhere.</summary>
[Collection(nameof(Alone))]
public sealed class RecurrentTests
{
    [Fact]
    public void Tensors_have_PyTorchs_names_and_shapes()
    {
        Assert.Equal(
            [
                "gru1.weight_ih_l0 192×5", "gru1.bias_ih_l0 192", "gru1.weight_hh_l0 192×64", "gru1.bias_hh_l0 192",
                "gru2.weight_ih_l0 192×64", "gru2.bias_ih_l0 192", "gru2.weight_hh_l0 192×64", "gru2.bias_hh_l0 192",
                "gru2.weight_ih_l0_reverse 192×64", "gru2.bias_ih_l0_reverse 192", "gru2.weight_hh_l0_reverse 192×64", "gru2.bias_hh_l0_reverse 192",
                "dense1.weight 1×128", "dense1.bias 1",
            ],
            Forecast.Layout.Parameters.Select(static tensor => $"{tensor.Name} {string.Join("×", tensor.Shape)}"));
        // U(±1/√units) for all of them.
        var bound = 1 / MathF.Sqrt(64);
        var drawn = new Forecast(3).Parameters[..(192 * 5)].ToArray();
        Assert.All(drawn, w => Assert.InRange(w, -bound, bound));
        Assert.True(drawn.Max() > 0.9f * bound);
    }

    [Fact]
    public void What_was_seen_first_is_remembered_to_the_end()
    {
        const int rows = 64;
        var (network, random, optimizer) = (new Remembering(1), new Random(2), new Adam(1e-2f));
        var (x, labels) = (new float[rows * 13], new int[rows]);
        var loss = 0f;
        for (var step = 0; step < 400; step++)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var t = 0; t < 13; t++)
                    x[row * 13 + t] = random.Next(2) * 2 - 1;
                labels[row] = x[row * 13 + 3] > 0 ? 1 : 0;
            }
            loss = network.TrainStep(x, labels, optimizer);
        }
        // Guessing has the loss ln 2 = 0.69; the label is the sign of the fourth of thirteen steps.
        Assert.True(loss < 0.1f, $"The loss is {loss}.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    [InlineData(300)]
    public void Results_do_not_depend_on_threads_nor_on_the_cut_of_a_batch(int rows)
    {
        var (x, targets) = (Draw(rows * 96 * 5), Draw(rows));
        var (one, two) = (new Forecast(1) { Threads = 1 }, new Forecast(1) { Threads = 2 });
        var (first, second) = (new float[Forecast.ParameterCount], new float[Forecast.ParameterCount]);
        Assert.Equal(one.Gradient(x, targets, first), two.Gradient(x, targets, second));
        Assert.Equal(first, second);
        var (y, part) = (new float[rows], new float[1]);
        one.Predict(x, y);
        two.Predict(x.AsSpan((rows - 1) * 96 * 5), part);
        Assert.Equal(y[^1], part[0], 1e-5f);
    }

    [Fact]
    public void No_call_allocates_after_the_first()
    {
        const int rows = 33;
        var (network, optimizer, x, labels, y) = (new Gestures(1) { Threads = 1 }, new Adam(), Draw(rows * 28 * 5), new int[rows], new float[rows * 3]);
        void Call()
        {
            network.TrainStep(x, labels, optimizer);
            network.Predict(x, y);
            network.Predict(x.AsSpan(0, 28 * 5), y.AsSpan(0, 3));
        }
        Allocation.AssertNone(Call);
    }

    [Fact]
    public void One_row_and_many_agree_in_doubles()
    {
        const int rows = 19;
        var network = new RecurrentOfDoubles(1);
        var x = Array.ConvertAll(Draw(rows * 15), static v => (double)v);
        var (y, one) = (new double[rows * 2], new double[2]);
        network.Predict(x, y);
        for (var row = 0; row < rows; row++)
        {
            network.Predict(x.AsSpan(row * 15, 15), one);
            Assert.Equal(y[row * 2], one[0], 1e-13);
            Assert.Equal(y[row * 2 + 1], one[1], 1e-13);
        }
    }

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
