using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>A step that is refused leaves everything as it was: parameters, running statistics, moments, and the counters that decide what comes next.</summary>
public sealed class AcceptedStepsTests
{
    public static TheoryData<float> NotFinite => [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void A_bad_batch_moves_no_running_statistic(float bad)
    {
        var (network, twin) = (new Normalised(3), new Normalised(3));
        using Adam optimizer = new(), other = new();
        var (x, labels) = (Trial.Values(20 * Normalised.InputSize, 1), new int[20]);
        var spoilt = x.ToArray();
        spoilt[70] = bad;
        network.TrainStep(x, labels, optimizer);
        twin.TrainStep(x, labels, other);

        Assert.False(float.IsFinite(network.TrainStep(spoilt, labels, optimizer)));
        network.Gradient(spoilt, labels, new float[Normalised.ParameterCount]);
        foreach (var batch in new MiniBatches(new Dataset(spoilt, Normalised.InputSize, labels), 20).Epoch(0))
            Assert.False(float.IsFinite(network.TrainStep(batch, optimizer)));
        AssertSame(network, twin);
        Assert.Equal((1, 1), (optimizer.Steps, network.TrainingStep));

        // What comes next is what would have come.
        Assert.Equal(twin.TrainStep(x, labels, other), network.TrainStep(x, labels, optimizer));
        AssertSame(network, twin);
    }

    [Fact]
    public void Dropout_draws_after_a_refused_step_what_it_would_have_drawn()
    {
        var (network, twin) = (new WideClassifier(3), new WideClassifier(3));
        using Adam optimizer = new(), other = new();
        var (x, labels) = (Trial.Values(20 * WideClassifier.InputSize, 1), new int[20]);
        var spoilt = x.ToArray();
        spoilt[70] = float.NaN;
        Assert.True(float.IsNaN(network.TrainStep(spoilt, labels, optimizer)));
        Assert.Equal(twin.TrainStep(x, labels, other), network.TrainStep(x, labels, optimizer));
        AssertSame(network, twin);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    public void A_finite_loss_with_a_gradient_that_is_not_finite_is_refused(int rows)
    {
        var (network, before) = (new Saturated(1), new Saturated(1));
        foreach (var optimizer in new Optimizer[] { new Adam(), new GradientDescent(0.1f) { Momentum = 0.9f, ClipNorm = 1 }, new RmsProp() { ClipValue = 1 } })
        {
            var (x, t) = (Trial.Values(3 * rows, 1), new float[2 * rows]);
            x[^1] = float.PositiveInfinity;
            Assert.True(float.IsFinite(network.Loss(x, t)));
            Assert.True(float.IsNaN(network.TrainStep(x, t, optimizer)));
            Bits.AssertEqual(before.Parameters, network.Parameters, "the parameters");
            Assert.Equal((0, 0), (optimizer.Steps, network.TrainingStep));
            x[^1] = 0;
            Assert.Equal(network.Loss(x, t), network.TrainStep(x, t, optimizer), 1e-6f);
            before.Parameters.CopyTo(network.Parameters);
            network.TrainingStep = 0;
            optimizer.Dispose();
        }
    }

    [Fact]
    public void An_optimizer_that_refuses_changes_nothing()
    {
        var (network, twin) = (new Normalised(3), new Normalised(3));
        using var optimizer = new Adam();
        var (x, labels) = (Trial.Values(20 * Normalised.InputSize, 1), new int[20]);
        new Normalised(4).TrainStep(x, labels, optimizer);
        Assert.Throws<InvalidOperationException>(() => network.TrainStep(x, labels, optimizer));
        AssertSame(network, twin);
        Assert.Equal(0, network.TrainingStep);
    }

    [Fact]
    public void Two_threads_cannot_train_one_network_and_lose_no_step()
    {
        var network = new WideClassifier(3) { Threads = 1 };
        using var optimizer = new Adam();
        var (x, labels) = (Trial.Values(100 * WideClassifier.InputSize, 1), new int[100]);
        var (taken, refused, begun) = (0, 0, new CountdownEvent(2));
        void Train()
        {
            begun.Signal();
            begun.Wait();
            for (var attempt = 0; attempt < 50_000 && (attempt < 50 || Volatile.Read(ref refused) == 0); attempt++)
            {
                try
                {
                    if (attempt % 2 == 0)
                        network.TrainStep(x, labels, optimizer);
                    else
                        network.Gradient(x, labels, new float[WideClassifier.ParameterCount]);
                    Interlocked.Increment(ref taken);
                }
                catch (InvalidOperationException exception)
                {
                    Assert.Contains("give each a network and an optimizer of its own", exception.Message, StringComparison.Ordinal);
                    Interlocked.Increment(ref refused);
                }
            }
        }
        Exception? failure = null;
        var other = new Thread(() => failure = Record.Exception(Train));
        other.Start();
        Train();
        other.Join();
        Assert.Null(failure);
        Assert.Equal(taken, network.TrainingStep);
        Assert.True(refused > 0, "No two calls met.");
        // Afterwards it trains on.
        network.TrainStep(x, labels, optimizer);
    }

    [Fact]
    public unsafe void A_check_finds_a_number_that_is_not_finite_wherever_it_is()
    {
        foreach (var count in new[] { 1, 7, 31, 32, 33, 70_001 })
        {
            foreach (var place in new[] { 0, count / 2, count - 1 })
            {
                foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
                {
                    var (floats, doubles) = (new Runtime.AlignedBuffer<float>(count), new Runtime.AlignedBuffer<double>(count));
                    floats.Span.Fill(-float.MaxValue);
                    doubles.Span.Fill(double.Epsilon);
                    Assert.True(FiniteNumbers<float>.AreAll(floats.Pointer, count, threads: 2) && FiniteNumbers<double>.AreAll(doubles.Pointer, count, threads: 1));
                    (floats.Span[place], doubles.Span[place]) = (bad, bad);
                    Assert.False(FiniteNumbers<float>.AreAll(floats.Pointer, count, threads: 2) || FiniteNumbers<double>.AreAll(doubles.Pointer, count, threads: 1), $"{bad} at {place} of {count}");
                }
            }
        }
    }

    private static void AssertSame(INetwork<float> network, INetwork<float> twin)
    {
        for (var tensor = 0; tensor < network.Layout.Parameters.Count; tensor++)
        {
            var name = network.Layout.Parameters[tensor].Name;
            var (found, expected) = (new float[network.View(tensor).Length], new float[network.View(tensor).Length]);
            network.View(tensor).CopyTo(found);
            twin.View(tensor).CopyTo(expected);
            Bits.AssertEqual(expected, found, name);
        }
    }
}
