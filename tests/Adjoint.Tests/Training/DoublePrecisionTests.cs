using Adjoint.Tests.Files;

namespace Adjoint.Tests.Training;

/// <summary>Networks of doubles: optimizers, threads, memory and files.</summary>
public sealed class DoublePrecisionTests
{
    private static readonly Random Random = new(5);
    private static readonly double[] X = Draw(200 * 5);
    private static readonly double[] T = Draw(200 * 3);

    public static TheoryData<string> Optimizers => ["GradientDescent", "Momentum", "Adam", "AdamW", "RmsProp"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Steps_are_those_of_the_formula_in_double(string name)
    {
        var network = new DoubleCurve(seed: 3);
        using Optimizer optimizer = name switch
        {
            "GradientDescent" => new GradientDescent(0.1f),
            "Momentum" => new GradientDescent(0.1f) { Momentum = 0.9f },
            "Adam" => new Adam(0.01f),
            "AdamW" => new AdamW(0.01f),
            _ => new RmsProp(0.01f),
        };
        double[] w = [.. network.Parameters], g = new double[w.Length], m = new double[w.Length], v = new double[w.Length];
        for (var step = 1; step <= 5; step++)
        {
            // The same dropout for the gradient that is looked at and the step that follows.
            var count = network.TrainingStep;
            var loss = network.Gradient(X, T, g);
            network.TrainingStep = count;
            Assert.Equal(loss, network.TrainStep(X, T, optimizer));
            for (var i = 0; i < w.Length; i++)
                w[i] = Updated(name, step, w[i], g[i], ref m[i], ref v[i]);
            for (var i = 0; i < w.Length; i++)
                Assert.True(Math.Abs(w[i] - network.Parameters[i]) <= 1e-13, $"Step {step}, parameter {i}: {network.Parameters[i]:R}, not {w[i]:R}.");
        }
    }

    /// <summary>PyTorch takes the machine's ε of the number's type: x / √(mean x² + 2.220446049250313e-16), of numbers as small as its root.</summary>
    [Fact]
    public void Rms_norm_has_the_epsilon_of_doubles()
    {
        var y = new double[4];
        new DoubleNorm().Predict([3e-8, -4e-8, 0, 0], y);
        Assert.Equal(3e-8 / Math.Sqrt(25e-16 / 4 + 2.220446049250313e-16), y[0], 1e-14);
        Assert.Equal(-4e-8 / Math.Sqrt(25e-16 / 4 + 2.220446049250313e-16), y[1], 1e-14);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var (one, four) = (new DoubleCurve(seed: 1) { Threads = 1 }, new DoubleCurve(seed: 1) { Threads = 4 });
        var (x, t) = (Draw(3003 * 5), Draw(3003 * 3));
        using var first = new Adam(0.01f) { ClipNorm = 1 };
        using var second = new Adam(0.01f) { ClipNorm = 1 };
        for (var step = 0; step < 3; step++)
            Assert.Equal(one.TrainStep(x, t, first), four.TrainStep(x, t, second));
        Assert.Equal(one.Parameters.ToArray(), four.Parameters.ToArray());
    }

    [Fact]
    public void Training_and_prediction_allocate_nothing()
    {
        var network = new DoubleCurve(seed: 1) { Threads = 1 };
        using var optimizer = new Adam(0.01f) { ClipNorm = 1, WeightDecay = 0.1f };
        var y = new double[200 * 3];
        for (var i = 0; i < 50; i++)
            Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            network.TrainStep(X, T, optimizer);
            network.Predict(X, y);
            network.Predict(X.AsSpan(0, 5), y.AsSpan(0, 3));
        }
    }

    [Fact]
    public void Equal_seeds_give_the_parameters_of_floats_rounded_less()
    {
        var (doubles, floats) = (new DoubleCurve(seed: 9), new FloatCurve(seed: 9));
        for (var i = 0; i < doubles.Parameters.Length; i++)
            Assert.Equal(floats.Parameters[i], doubles.Parameters[i], 1e-7);
        Assert.Contains(doubles.Parameters.ToArray(), static value => value != (float)value);
    }

    [Fact]
    public void Files_keep_every_bit_and_go_from_one_precision_to_the_other()
    {
        using var directory = new ScratchDirectory();
        var (path, floats) = (directory.File("double.safetensors"), directory.File("float.safetensors"));
        var network = new DoubleCurve(seed: 4);
        network.Save(path);
        Assert.Contains("\"F64\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(network.Parameters.ToArray(), DoubleCurve.Load(path).Parameters.ToArray());

        // Doubles are rounded to floats, and floats are doubles as they are.
        var rounded = FloatCurve.Load(path);
        Assert.Equal([.. network.Parameters.ToArray().Select(static value => (float)value)], rounded.Parameters.ToArray());
        rounded.Save(floats);
        Assert.Equal([.. rounded.Parameters.ToArray().Select(static value => (double)value)], DoubleCurve.Load(floats).Parameters.ToArray());
    }

    [Fact]
    public void An_optimizer_of_one_network_refuses_one_of_another_precision()
    {
        using var optimizer = new Adam(0.01f);
        new DoubleCurve().TrainStep(X, T, optimizer);
        Assert.Throws<InvalidOperationException>(() => new FloatCurve().TrainStep(new float[5], new float[3], optimizer));
    }

    /// <summary>PyTorch's formulas, in plain doubles.</summary>
    private static double Updated(string name, int step, double w, double g, ref double m, ref double v)
    {
        switch (name)
        {
            case "GradientDescent":
                return w - 0.1 * g;
            case "Momentum":
                m = step == 1 ? g : 0.9 * m + g;
                return w - 0.1 * m;
            case "RmsProp":
                v = 0.99 * v + 0.01 * g * g;
                return w - 0.01 * g / (Math.Sqrt(v) + 1e-8);
            default:
                if (name == "AdamW")
                    w *= 1 - 0.01 * 0.01;
                (m, v) = (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g);
                return w - 0.01 * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8);
        }
    }

    private static double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * Random.NextDouble() - 1)];
}
