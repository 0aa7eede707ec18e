namespace Adjoint.Tests.Optimizers;

public class OptimizerSettingsTests
{
    [Fact]
    public void Defaults_are_those_of_PyTorch()
    {
        Assert.Equal((0.001f, 0f, 0f, false), Read(new GradientDescent(), o => (o.LearningRate.At(0), o.Momentum, o.Dampening, o.Nesterov)));
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-8f, 0f), Read(new Adam(), o => (o.LearningRate.At(0), o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay)));
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-8f, 0.01f), Read(new AdamW(), o => (o.LearningRate.At(0), o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay)));
        Assert.Equal((0.01f, 0.99f, 1e-8f, 0f, false), Read(new RmsProp(), o => (o.LearningRate.At(0), o.Alpha, o.Epsilon, o.Momentum, o.Centered)));
        Assert.Equal((0.01f, 0f, 1e-10f, 0f), Read(new Adagrad(), o => (o.LearningRate.At(0), o.InitialAccumulator, o.Epsilon, o.WeightDecay)));
        Assert.Equal((0.002f, 0.9f, 0.999f, 1e-8f, 0.004f), Read(new NAdam(), o => (o.LearningRate.At(0), o.Beta1, o.Beta2, o.Epsilon, o.MomentumDecay)));
        Assert.Equal((0.0001f, 0.9f, 0.99f, 0f), Read(new Lion(), o => (o.LearningRate.At(0), o.Beta1, o.Beta2, o.WeightDecay)));
        Assert.Equal((true, 0f, 0f, null, null), Read(new Adam(), o => (o.DecayBiases, o.L1, o.L2, o.ClipNorm, o.ClipValue)));
    }

    [Fact]
    public void The_learning_rate_may_be_given_either_way()
    {
        Assert.Equal(0.5f, new Adam(learningRate: 0.5f).LearningRate.At(3));
        // A double is rounded, and a whole number is one too.
        Assert.Equal((0.001f, 0.1f, 1f), (new Adam(0.001).LearningRate.At(0), new GradientDescent(0.1).LearningRate.At(0), new GradientDescent(1).LearningRate.At(0)));
        Assert.Equal(0.5f, new Adam { LearningRate = 0.5f }.LearningRate.At(3));
        Assert.Throws<ArgumentNullException>(() => new Adam(null!));
        Assert.Throws<ArgumentNullException>(() => new RmsProp { LearningRate = null! });
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses_a_value_outside_its_range(string setting, string needed, Func<Optimizer> create)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.Equal(setting, error.ParamName);
        Assert.Contains($"'{setting}' is ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"it must be {needed}.", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, Func<Optimizer>> Refusals => new()
    {
        { "learningRate", "a finite number of at least 0", () => new Adam(-1f) },
        { "WeightDecay", "a finite number of at least 0", () => new AdamW { WeightDecay = -0.1f } },
        { "L1", "a finite number of at least 0", () => new Adam { L1 = float.NaN } },
        { "L2", "a finite number of at least 0", () => new Adam { L2 = float.PositiveInfinity } },
        { "ClipNorm", "a finite number above 0", () => new Adam { ClipNorm = 0 } },
        { "ClipValue", "a finite number above 0", () => new Adam { ClipValue = -1 } },
        { "Momentum", "at least 0 and below 1", () => new GradientDescent { Momentum = 1 } },
        { "Dampening", "from 0 to 1", () => new GradientDescent { Dampening = 1.5f } },
        { "Beta1", "at least 0 and below 1", () => new Adam { Beta1 = -0.1f } },
        { "Beta2", "at least 0 and below 1", () => new Adam { Beta2 = float.NaN } },
        { "Epsilon", "a finite number of at least 0", () => new Adam { Epsilon = -1e-8f } },
        { "InitialAccumulator", "a finite number of at least 0", () => new Adagrad { InitialAccumulator = -1 } },
        { "MomentumDecay", "a finite number of at least 0", () => new NAdam { MomentumDecay = float.NaN } },
        { "Beta2", "at least 0 and below 1", () => new NAdam { Beta2 = 1 } },
        { "Beta1", "at least 0 and below 1", () => new Lion { Beta1 = 1 } },
        { "Alpha", "at least 0 and below 1", () => new RmsProp { Alpha = 1 } },
        { "Epsilon", "a finite number of at least 0", () => new RmsProp { Epsilon = -1 } },
        { "Momentum", "at least 0 and below 1", () => new RmsProp { Momentum = -0.5f } },
    };

    [Fact]
    public void A_message_shows_the_value_whatever_the_culture()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GradientDescent { Momentum = 1.5f });
        Assert.StartsWith("'Momentum' is 1.5; it must be at least 0 and below 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clipping_may_be_switched_off_with_null()
    {
        var optimizer = new Adam { ClipNorm = null, ClipValue = null };
        Assert.Null(optimizer.ClipNorm);
        Assert.Null(optimizer.ClipValue);
    }

    [Fact]
    public void Nesterov_needs_momentum_and_no_dampening()
    {
        foreach (var optimizer in new[] { new GradientDescent { Nesterov = true }, new GradientDescent { Nesterov = true, Momentum = 0.9f, Dampening = 0.5f } })
        {
            var block = Blocks.Create(3);
            var before = block.Span.ToArray();
            var error = Assert.Throws<InvalidOperationException>(() => optimizer.Step(block, Blocks.Gradient(3, seed: 1), threads: 1));
            Assert.Contains($"found Momentum {optimizer.Momentum} and Dampening {optimizer.Dampening}", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, block.Span.ToArray());
        }
    }

    private static TResult Read<TOptimizer, TResult>(TOptimizer optimizer, Func<TOptimizer, TResult> read) => read(optimizer);
}
