namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Batch normalisation stays within the errors that docs/accuracy.md states in training and in prediction, however far from zero a channel is.</summary>
public sealed class BatchNormAccuracyTests
{
    /// <summary>The errors that are stated, in ε: as those of <see cref="NormBounds"/>.</summary>
    public const double Value = 1, Derivative = 4;

    private const int Rows = 23, Channels = 3;

    public static TheoryData<double, double, bool> Kinds => FarNumbers.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_stays_within_what_is_stated(double mean, double spread, bool apart)
    {
        foreach (var (isDouble, positions) in new[] { (false, 1), (false, 13), (true, 1), (true, 13) })
        {
            var (value, derivative) = WorstOfTraining(mean, spread, apart, isDouble, positions);
            Assert.True(value <= Value, $"The value is wrong by {value:F2} ε{(isDouble ? " of doubles" : "")}, with {positions} positions.");
            Assert.True(derivative <= Derivative, $"The gradient is wrong by {derivative:F2} ε{(isDouble ? " of doubles" : "")}, with {positions} positions.");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Prediction_stays_within_what_is_stated(double mean, double spread, bool apart)
    {
        foreach (var (isDouble, rows) in new[] { (false, 1), (false, Rows), (true, 1), (true, Rows) })
        {
            var worst = WorstOfPrediction(mean, spread, apart, isDouble, rows);
            Assert.True(worst <= Value, $"The value is wrong by {worst:F2} ε{(isDouble ? " of doubles" : "")}, with {rows} rows.");
        }
    }

    /// <summary>The largest errors, in ε; that of the value is found by taking it for a target, for the loss is then the mean square of the error.</summary>
    internal static (double Value, double Derivative) WorstOfTraining(double mean, double spread, bool apart, bool isDouble, int positions)
    {
        var outputs = Channels * positions;
        var (x, noise) = (FarNumbers.Draw(Rows * outputs, outputs, mean, spread, apart, isDouble), FarNumbers.Directions(Rows * outputs));
        var (targets, exact, dx) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        var (machine, epsilon) = isDouble ? (Math.ScaleB(1, -52), 1e-5) : (Math.ScaleB(1, -23), 1e-5f);
        var scale = 0.0;
        for (var c = 0; c < Channels; c++)
        {
            int[] of = [.. Enumerable.Range(0, x.Length).Where(i => i % outputs / positions == c)];
            var (y, _, inverse) = ExactNorm.Of(of.Select(i => x[i]), of.Select(i => noise[i]), epsilon);
            // Targets must be floats; what the loss's gradient is then follows from the exact value.
            foreach (var (i, n) in of.Select(static (i, n) => (i, n)))
                (exact[i], targets[i]) = (y[n], isDouble ? y[n] - noise[i] : (float)(y[n] - noise[i]));
            var (_, product, _) = ExactNorm.Of(of.Select(i => x[i]), of.Select(i => 2 * (exact[i] - targets[i]) / x.Length), epsilon);
            foreach (var (i, n) in of.Select(static (i, n) => (i, n)))
                dx[i] = product[n];
            scale = Math.Max(scale, inverse * of.Max(i => Math.Abs(2 * (exact[i] - targets[i]) / x.Length)));
        }
        var (_, gradient) = Train(x, targets, isDouble, positions);
        var (loss, _) = Train(x, exact, isDouble, positions);
        // A target that is rounded to a float is half an ε off itself.
        var value = Math.Sqrt(loss) / Math.Max(exact.Max(Math.Abs), 1e-30);
        return (value / machine, dx.Zip(gradient, static (e, f) => Math.Abs(e - f)).Max() / scale / machine);
    }

    internal static double WorstOfPrediction(double mean, double spread, bool apart, bool isDouble, int rows)
    {
        var x = FarNumbers.Draw(Rows * Channels, Channels, mean, spread, apart, isDouble);
        double[] running = [x[3], x[4], x[5]], variance = [0.25, 1, 4];
        var y = Predict(x, running, variance, isDouble, rows);
        var (machine, epsilon) = isDouble ? (Math.ScaleB(1, -52), 1e-5) : (Math.ScaleB(1, -23), 1e-5f);
        double[] exact = [.. x.Select((n, i) => (n - running[i % Channels]) / Math.Sqrt(variance[i % Channels] + epsilon))];
        return exact.Zip(y, static (e, f) => Math.Abs(e - f)).Max() / Math.Max(exact.Max(Math.Abs), 1e-30) / machine;
    }

    private static (double Loss, double[] Gradient) Train(double[] x, double[] targets, bool isDouble, int positions)
    {
        var inputs = OneHot();
        if (isDouble)
        {
            ITrainableNetwork<double> network = positions == 1 ? new Norms.DoubleBatch() : new Norms.DoubleChannels();
            var (weight, gradient) = (network.View(0), new double[network.Parameters.Length]);
            foreach (var (place, i) in Places(weight))
                network.Parameters[place] = x[i];
            var loss = network.Gradient(inputs, targets, gradient);
            return (loss, [.. Places(weight).Select(each => gradient[each.Place])]);
        }
        else
        {
            ITrainableNetwork<float> network = positions == 1 ? new Norms.FloatBatch() : new Norms.FloatChannels();
            var (weight, gradient) = (network.View(0), new float[network.Parameters.Length]);
            foreach (var (place, i) in Places(weight))
                network.Parameters[place] = (float)x[i];
            var loss = network.Gradient(Floats(inputs), Floats(targets), gradient);
            return (loss, [.. Places(weight).Select(each => (double)gradient[each.Place])]);
        }
    }

    /// <summary>Where the block has each number of the rows that the weight makes of its inputs, row by row.</summary>
    private static IEnumerable<(int Place, int Index)> Places<T>(ParameterView<T> weight)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (outputs, rows) = (weight.Shape[0], weight.Shape[1]);
        return Enumerable.Range(0, outputs * rows).Select(i => (weight.IndexOf(i % outputs, i / outputs), i));
    }

    private static double[] Predict(double[] x, double[] running, double[] variance, bool isDouble, int rows)
    {
        var y = new double[x.Length];
        // One row after another, or all at once.
        for (var row = 0; row < Rows; row += rows)
        {
            var inputs = OneHot().AsSpan(row * Rows, rows * Rows);
            var outputs = y.AsSpan(row * Channels, rows * Channels);
            if (isDouble)
            {
                var network = new Norms.DoubleBatch();
                x.CopyTo(network.Parameters);
                network.Bn1.RunningMean.CopyFrom(running);
                network.Bn1.RunningVar.CopyFrom(variance);
                network.Predict(inputs, outputs);
            }
            else
            {
                var (network, found) = (new Norms.FloatBatch(), new float[outputs.Length]);
                Floats(x).CopyTo(network.Parameters);
                network.Bn1.RunningMean.CopyFrom(Floats(running));
                network.Bn1.RunningVar.CopyFrom(Floats(variance));
                network.Predict(Floats(inputs.ToArray()), found);
                for (var i = 0; i < found.Length; i++)
                    outputs[i] = found[i];
            }
        }
        return y;
    }

    /// <summary>Row r has its 1 in place r.</summary>
    private static double[] OneHot() => [.. Enumerable.Range(0, Rows * Rows).Select(static i => i / Rows == i % Rows ? 1.0 : 0.0)];

    private static float[] Floats(double[] numbers) => Array.ConvertAll(numbers, static n => (float)n);
}
