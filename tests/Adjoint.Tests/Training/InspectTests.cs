using Adjoint.Data;

namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

/// <summary>A batch is evaluated layer by layer before the eyes of an observer.</summary>
public sealed class InspectTests
{
    [Fact]
    public void Layers_are_shown_in_order_under_their_names_and_shapes()
    {
        Assert.Equal(["dense1, relu1 [130]", "dense2 [64]", "tanh1 [64]", "dense3 [11]"], Shown(new WideClassifier(), 3));
        Assert.Equal(["conv1, relu1 [6, 9, 8]", "conv2, relu2 [16, 4, 3]", "dense1 [10]"], Shown(new SmallLeNet(), 3));
        Assert.Equal(["dense1 [6, 17]", "prelu1 [6, 17]", "dense2 [6, 9]", "softmax1 [6, 9]", "dense3 [4]"], Shown(new Sequence(), 3));
        Assert.Equal(["a [19]", "tanh1 [19]", "b [7]", "tanh2 [7]", "concat1 [26]", "trunk, relu1 [23]", "policyHead [6]", "valueHead [1]", "tanh3 [1]"], Shown(new DoubleTwoHeaded(), 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(2100)]
    public void Each_row_is_shown_once_with_the_numbers_that_it_has(int rows)
    {
        var network = new WideClassifier(seed: 3);
        var (x, labels) = (Trial.Values(rows * WideClassifier.InputSize, seed: 1), new int[rows]);
        var (hidden, logits, seen) = (new float[rows * 130], new float[rows * 11], new int[rows]);
        ((ITrainable)network).Inspect(new Dataset(x, WideClassifier.InputSize, labels).ToBatch(), (output, firstRow) =>
        {
            if (output.Port.Name == "dense1, relu1")
                output.CopyTo(hidden.AsSpan(firstRow * 130, output.Rows * 130));
            if (output.Port.Name != "dense3")
                return;
            output.CopyTo(logits.AsSpan(firstRow * 11, output.Rows * 11));
            foreach (ref var count in seen.AsSpan(firstRow, output.Rows))
                count++;
        });
        Assert.All(seen, static count => Assert.Equal(1, count));
        var y = new float[rows * 11];
        network.Predict(x, y);
        for (var i = 0; i < y.Length; i++)
            Assert.Equal(y[i], logits[i], 1e-5f);
        for (var i = 0; i < 130; i++)
        {
            double z = network.Dense1.Bias[i];
            for (var j = 0; j < WideClassifier.InputSize; j++)
                z += (double)network.Dense1.Weight[i, j] * x[(rows - 1) * WideClassifier.InputSize + j];
            Assert.Equal(Math.Max(z, 0), hidden[(rows - 1) * 130 + i], 1e-4);
        }
    }

    [Fact]
    public void A_recurrence_is_shown_with_all_its_steps()
    {
        var network = new Recurrence(seed: 3);
        var (x, shown) = (Trial.Values(19 * Recurrence.InputSize, seed: 1), new Dictionary<string, float[]>());
        ((ITrainable)network).Inspect(new Dataset(x, Recurrence.InputSize, new int[19]).ToBatch(), (output, _) =>
        {
            shown[output.Port.ToString()] = new float[19 * output.Port.Size];
            output.CopyTo(shown[output.Port.ToString()]);
        });
        Assert.Equal(["rnn1.l0.ih [6, 5]", "rnn1.l0.h [6, 5]", "rnn1.l0.hh, rnn1.l0.z [6, 5]", "rnn1.l0.a [6, 5]", "last1 [5]", "dense1 [2]"], shown.Keys);
        var (states, last, y) = (shown["rnn1.l0.a [6, 5]"], shown["last1 [5]"], new float[19 * 2]);
        for (var row = 0; row < 19; row++)
            Assert.Equal(states[(row * 30 + 25)..(row * 30 + 30)], last[(row * 5)..(row * 5 + 5)]);
        network.Predict(x, y);
        Bits.AssertEqual(y, shown["dense1 [2]"], "the logits");
    }

    [Fact]
    public void What_an_observer_throws_reaches_the_caller_and_the_network_goes_on()
    {
        var network = new WideClassifier(seed: 3);
        var batch = new Dataset(Trial.Values(40 * WideClassifier.InputSize, seed: 1), WideClassifier.InputSize, new int[40]).ToBatch();
        Assert.Throws<TimeoutException>(() => ((ITrainable)network).Inspect(batch, (_, _) => throw new TimeoutException()));
        Assert.True(float.IsFinite(network.TrainStep(batch, new Adam())));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_and_nothing_is_shown()
    {
        var batch = new Dataset(new float[7], 7, new int[1]).ToBatch();
        Assert.Throws<ArgumentException>(() => ((ITrainable)new WideClassifier()).Inspect(batch, static (_, _) => Assert.Fail("shown")));
        Assert.Throws<ArgumentNullException>(() => ((ITrainable)new Answers()).Inspect(batch, null!));
    }

    private static List<string> Shown(ITrainable network, int rows)
    {
        var batch = new MiniBatch(network, rows);
        foreach (var port in batch.Inputs.Concat(batch.Targets))
        {
            if (port.Port.Kind == PortKind.Indices)
                port.Set(new int[rows * port.Port.Size]);
            else
                port.Set(new float[rows * port.Port.Size]);
        }
        List<string> shown = [];
        network.Inspect(batch, (output, firstRow) =>
        {
            Assert.Equal((0, rows), (firstRow, output.Rows));
            shown.Add(output.Port.ToString());
        });
        return shown;
    }
}
