using Adjoint.Tests.Files;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Optimizers;

/// <summary>What an optimizer keeps can be looked at, and training that was taken up again goes on as if it had never stopped.</summary>
public sealed class OptimizerStateTests
{
    private const int Rows = 19;

    public static TheoryData<string> Names => EveryOptimizer.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_goes_on_bit_for_bit_from_files(string name)
    {
        using var scratch = new ScratchDirectory();
        Resumed(name, scratch, static () => new Normalised(), Normalised.Load);
        Resumed(name, scratch, static () => new SmallLeNet(), SmallLeNet.Load);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_with_groups_goes_on_bit_for_bit_from_files(string name)
    {
        using var scratch = new ScratchDirectory();
        var (x, targets) = (Doubles(Rows * 5), Doubles(Rows * 3));
        var (network, stopped) = (new DoubleCurve(), new DoubleCurve());
        using (var optimizer = Create())
            Train(network, optimizer, 10);
        using (var optimizer = Create())
        {
            Train(stopped, optimizer, 5);
            stopped.Save(scratch.File("network"));
            optimizer.Save(scratch.File("optimizer"));
        }
        var again = DoubleCurve.Load(scratch.File("network"));
        using var restored = Create();
        restored.Load(scratch.File("optimizer"), again);
        again.TrainingStep = restored.Steps;
        Train(again, restored, 5);
        Assert.Equal(network.Parameters.ToArray(), again.Parameters.ToArray());

        Optimizer Create() => EveryOptimizer.Create(name, new("dense1.weight") { Frozen = true }, new("*.bias") { RateFactor = 0.5f });

        void Train(DoubleCurve curve, Optimizer optimizer, int steps)
        {
            for (var step = 0; step < steps; step++)
                curve.TrainStep(x, targets, optimizer);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_in_doubles_goes_on_bit_for_bit_from_files(string name)
    {
        using var scratch = new ScratchDirectory();
        var (network, stopped) = (new DoubleCurve(), new DoubleCurve());
        var (x, targets) = (Doubles(Rows * 5), Doubles(Rows * 3));
        using (var optimizer = EveryOptimizer.Create(name))
            Train(network, optimizer, 10);
        using (var optimizer = EveryOptimizer.Create(name))
        {
            Train(stopped, optimizer, 5);
            stopped.Save(scratch.File("network"));
            optimizer.Save(scratch.File("optimizer"));
        }

        var again = DoubleCurve.Load(scratch.File("network"));
        using var restored = EveryOptimizer.Create(name);
        restored.Load(scratch.File("optimizer"), again);
        again.TrainingStep = restored.Steps;
        Train(again, restored, 5);

        Assert.Equal(network.Parameters.ToArray(), again.Parameters.ToArray());
        Assert.NotEqual(stopped.Parameters.ToArray(), again.Parameters.ToArray());

        void Train(DoubleCurve curve, Optimizer optimizer, int steps)
        {
            for (var step = 0; step < steps; step++)
                curve.TrainStep(x, targets, optimizer);
        }
    }

    [Fact]
    public void A_bound_optimizer_goes_back_to_an_earlier_state()
    {
        using var scratch = new ScratchDirectory();
        var network = new Normalised();
        using var optimizer = new Adam();
        Train(network, optimizer, 3);
        optimizer.Save(scratch.File("optimizer"));
        var (moments, listed) = (optimizer.Moments[1].Span.ToArray(), optimizer.State);
        Train(network, optimizer, 4);
        Assert.NotEqual(moments, optimizer.Moments[1].Span.ToArray());

        optimizer.Load(scratch.File("optimizer"), network);

        Assert.Equal(3, optimizer.Steps);
        Bits.AssertEqual(moments, optimizer.Moments[1].Span, "the second moment");
        Assert.Same(listed, optimizer.State);
    }

    [Fact]
    public void The_state_has_the_names_of_PyTorch_in_the_order_of_the_network()
    {
        var network = new FrozenEnds();
        using var optimizer = new Adam();
        Assert.Empty(optimizer.State);
        network.TrainStep(Trial.Values(Rows * 9, 1), Trial.Values(Rows * 2, 2), optimizer);
        Assert.Equal(
            ["enc2.weight.exp_avg [9, 9]", "enc2.weight.exp_avg_sq [9, 9]", "enc2.bias.exp_avg [9]", "enc2.bias.exp_avg_sq [9]"],
            optimizer.State.Select(static tensor => tensor.ToString()));
        Assert.Equal(["momentum_buffer"], MomentsOf(new GradientDescent { Momentum = 0.5f }));
        Assert.Equal(["square_avg"], MomentsOf(new RmsProp()));
        Assert.Equal(["square_avg", "grad_avg", "momentum_buffer"], MomentsOf(new RmsProp { Centered = true, Momentum = 0.5f }));
        Assert.Empty(MomentsOf(new GradientDescent()));

        optimizer.Dispose();
        Assert.Empty(optimizer.State);
    }

    [Fact]
    public void A_moment_is_indexed_as_its_parameter_is()
    {
        // The first step of momentum keeps the gradient itself: where it lies for a weight shows in the step that the weight takes.
        var network = new Regressor();
        var before = Copy(network.Dense1.Weight);
        using var optimizer = new GradientDescent(1f) { Momentum = 0.5f };
        network.TrainStep(Trial.Values(Rows * 7, 1), Trial.Values(Rows * 3, 2), optimizer);
        var moment = optimizer.State[0];
        var (floats, doubles) = (new float[moment.Length], new double[moment.Length]);
        moment.CopyTo(floats);
        moment.CopyTo(doubles);

        Assert.Equal("dense1.weight.momentum_buffer", moment.Name);
        Assert.Equal([33, 7], moment.Shape);
        Assert.Equal(before.Zip(floats, static (w, g) => w - g), Copy(network.Dense1.Weight));
        Assert.Equal(doubles, floats.Select(static value => (double)value));

        moment.CopyFrom(doubles.Select(static value => 2 * value).ToArray());
        moment.CopyTo(doubles);
        Assert.Equal(doubles, floats.Select(static value => 2 * (double)value));
        moment.CopyFrom(floats);
        moment.CopyTo(doubles);
        Assert.Equal(doubles, floats.Select(static value => (double)value));
    }

    [Fact]
    public void Copies_of_another_length_are_refused()
    {
        using var optimizer = new Adam();
        optimizer.Bind(Blocks.Create(5, 3));
        var moment = optimizer.State[2];
        Assert.Contains("tensor1.exp_avg [3] has 3 values; the span has 4.", Assert.Throws<ArgumentException>("destination", () => moment.CopyTo(new float[4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("destination", () => moment.CopyTo(new double[2]));
        Assert.Throws<ArgumentException>("source", () => moment.CopyFrom(new float[4]));
        Assert.Throws<ArgumentException>("source", () => moment.CopyFrom(new double[0]));
    }

    [Fact]
    public void Steps_may_be_set_but_not_below_zero()
    {
        using var optimizer = new GradientDescent(Schedule.Step(1, every: 3, gamma: 0.5f)) { Steps = 6 };
        var block = Blocks.Create(1);
        var gradient = Blocks.Gradient(1, seed: 2);
        (block.Span[0], gradient.Span[0]) = (0, -1);
        optimizer.Step(block, gradient, threads: 1);
        Assert.Equal((0.25f, 7), (block.Span[0], optimizer.Steps));
        Assert.Contains("'Steps' is -1; it must be at least 0.", Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Steps = -1).Message, StringComparison.Ordinal);
        Assert.Equal(7, optimizer.Steps);
    }

    private static void Resumed<TNetwork>(string name, ScratchDirectory scratch, Func<TNetwork> create, Func<string, TNetwork> load)
        where TNetwork : ITrainableNetwork<float>
    {
        var (network, stopped) = (create(), create());
        using (var optimizer = EveryOptimizer.Create(name))
            Train(network, optimizer, 10);
        using (var optimizer = EveryOptimizer.Create(name))
        {
            Train(stopped, optimizer, 5);
            stopped.Save(scratch.File("network"));
            optimizer.Save(scratch.File("optimizer"));
        }

        var again = load(scratch.File("network"));
        using var restored = EveryOptimizer.Create(name);
        restored.Load(scratch.File("optimizer"), again);
        Assert.Equal(5, restored.Steps);
        Train(again, restored, 5);

        Bits.AssertEqual(network.Parameters, again.Parameters, $"the parameters of {typeof(TNetwork).Name}");
        Assert.NotEqual(stopped.Parameters.ToArray(), again.Parameters.ToArray());
    }

    private static void Train(ITrainableNetwork<float> network, Optimizer optimizer, int steps)
    {
        var labels = Enumerable.Range(0, Rows).Select(static row => row * 5 % 3).ToArray();
        for (var step = 0; step < steps; step++)
            network.TrainStep(Trial.Values(Rows * network.InputSize, seed: (int)optimizer.Steps), labels, optimizer);
    }

    private static string[] MomentsOf(Optimizer optimizer)
    {
        optimizer.Bind(Blocks.Create(5));
        return [.. optimizer.State.Select(static tensor => tensor.Name["tensor0.".Length..])];
    }

    private static double[] Doubles(int count) => Array.ConvertAll(Trial.Values(count, seed: 21), static value => (double)value);

    private static float[] Copy(ParameterView<float> view)
    {
        var values = new float[view.Length];
        view.CopyTo(values);
        return values;
    }
}
