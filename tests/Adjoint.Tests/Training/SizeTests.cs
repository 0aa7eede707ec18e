using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Gradients of networks whose sizes leave rests in every register tile: of doubles against differences of the loss, of floats against those of doubles.</summary>
public sealed class SizeTests
{
    /// <summary>Few rows, whole lane blocks, and more.</summary>
    public static TheoryData<int> RowCounts => [1, 2, 3, 5, 15, 16, 17, 37];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Dense_layers_have_the_gradients_of_their_loss(int rows) => Agree(new DenseSizes(3), new DenseSizesInDouble(3), rows);

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Convolutions_have_the_gradients_of_their_loss(int rows) => Agree(new ChannelSizes(3), new ChannelSizesInDouble(3), rows);

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Attention_and_recurrence_have_the_gradients_of_their_loss(int rows) => Agree(new StepSizes(3), new StepSizesInDouble(3), rows);

    private static void Agree(ITrainableNetwork<float> floats, ITrainableNetwork<double> doubles, int rows)
    {
        var batch = new Dataset(Trial.Values(rows * floats.InputSize, seed: 4), floats.InputSize, Trial.Values(rows * floats.OutputSize, seed: 5), floats.OutputSize).ToBatch();
        for (var i = 0; i < floats.Parameters.Length; i++)
            doubles.Parameters[i] = floats.Parameters[i];
        float[] found = new float[floats.Parameters.Length];
        double[] exact = new double[found.Length];
        var loss = doubles.Gradient(batch, exact);
        Assert.Equal(loss, floats.Gradient(batch, found), 1e-5 * Math.Abs(loss));
        AssertSlope(doubles, batch, exact);
        var scale = exact.Max(Math.Abs);
        for (var i = 0; i < found.Length; i++)
            Assert.True(
                Math.Abs(found[i] - exact[i]) <= 2e-5 * scale,
                $"Of parameter {i} of {found.Length} the gradient is {found[i]:R} in floats and {exact[i]:R} in doubles, the largest {scale:R}.");
    }

    /// <summary>Along three directions the loss changes as its gradient says.</summary>
    private static void AssertSlope(ITrainableNetwork<double> network, MiniBatch batch, double[] gradient)
    {
        const double step = 1e-6;
        double[] start = [.. network.Parameters];
        var random = new Random(6);
        for (var n = 0; n < 3; n++)
        {
            double[] direction = [.. start.Select(_ => 2 * random.NextDouble() - 1)];
            var slope = (LossAt(step) - LossAt(-step)) / (2 * step);
            var expected = gradient.Zip(direction, static (g, d) => g * d).Sum();
            Assert.True(Math.Abs(slope - expected) <= 1e-6 * Math.Sqrt(gradient.Sum(static g => g * g) * start.Length / 3), $"The loss changes by {slope:R} and not by {expected:R}.");

            double LossAt(double distance)
            {
                for (var i = 0; i < start.Length; i++)
                    network.Parameters[i] = start[i] + distance * direction[i];
                return network.Loss(batch);
            }
        }
        start.CopyTo(network.Parameters);
    }
}
