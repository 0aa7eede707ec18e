using System.Globalization;
using System.Text.Json;

namespace Adjoint.Tests.Optimizers;

/// <summary>Every optimizer walks the path that PyTorch's own walks (<c>tests/Golden/optimizers.py</c>).</summary>
public class GoldenTrajectoryTests
{
    // Parameters are of size one; each of the 25 steps rounds them once, by up to 2⁻²⁴, and the change by a few 2⁻²⁴ of itself. Both sides
    // do so, in different places, and momentum carries the differences along. RMSprop adds that α = 0.99 is not a float: 1 − α differs from
    // PyTorch's by a millionth of itself, which Adam's correction would cancel. The largest difference seen is 4.1e-7.
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["sgd"] = () => new GradientDescent(0.05f),
        ["sgd-momentum"] = () => new GradientDescent(0.05f) { Momentum = 0.9f },
        ["sgd-dampening"] = () => new GradientDescent(0.05f) { Momentum = 0.9f, Dampening = 0.3f },
        ["sgd-nesterov"] = () => new GradientDescent(0.05f) { Momentum = 0.9f, Nesterov = true },
        ["sgd-decay"] = () => new GradientDescent(0.05f) { Momentum = 0.5f, WeightDecay = 0.1f },
        ["sgd-clip-norm"] = () => new GradientDescent(0.05f) { Momentum = 0.9f, WeightDecay = 0.1f, ClipNorm = 1.5f },
        ["sgd-clip-value"] = () => new GradientDescent(0.05f) { Momentum = 0.9f, WeightDecay = 0.1f, ClipValue = 0.25f },
        ["sgd-cosine"] = () => new GradientDescent(Schedule.Cosine(0.1f, steps: 30, minimum: 0.01f)),
        ["adam"] = () => new Adam(),
        ["adam-large"] = () => new Adam(0.1f),
        ["adam-decay"] = () => new Adam(0.1f) { WeightDecay = 0.1f },
        ["adam-betas"] = () => new Adam(0.05f) { Beta1 = 0.5f, Beta2 = 0.9f, Epsilon = 1e-3f },
        ["adamw"] = () => new AdamW(),
        ["adamw-large"] = () => new AdamW(0.1f) { WeightDecay = 0.2f },
        ["adamw-no-decay-on-bias"] = () => new AdamW { WeightDecay = 0.1f, DecayBiases = false },
        ["rmsprop"] = () => new RmsProp(),
        ["rmsprop-momentum"] = () => new RmsProp(0.005f) { Momentum = 0.9f },
        ["rmsprop-centered"] = () => new RmsProp(0.005f) { Alpha = 0.9f, Centered = true },
        ["rmsprop-all"] = () => new RmsProp(0.002f) { Alpha = 0.95f, Epsilon = 1e-3f, WeightDecay = 0.1f, Momentum = 0.5f, Centered = true },
        ["adagrad"] = () => new Adagrad(),
        ["adagrad-decay"] = () => new Adagrad(0.1f) { WeightDecay = 0.1f, Epsilon = 1e-3f },
        ["adagrad-initial"] = () => new Adagrad(0.1f) { InitialAccumulator = 0.25f },
        ["nadam"] = () => new NAdam(),
        ["nadam-decay"] = () => new NAdam(0.004f) { WeightDecay = 0.1f },
        ["nadam-betas"] = () => new NAdam(0.02f) { Beta1 = 0.5f, Beta2 = 0.95f, Epsilon = 0.05f, MomentumDecay = 0.1f },
        ["lion"] = () => new Lion(),
        ["lion-decay"] = () => new Lion(0.01f) { Beta1 = 0.8f, Beta2 = 0.95f, WeightDecay = 0.5f },
    };

    public static TheoryData<string> Names => new(Optimizers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Follows_PyTorch(string name)
    {
        var recorded = GoldenProblem.Load().GetProperty("trajectories").GetProperty(name);
        var problem = new GoldenProblem();
        using var optimizer = Optimizers[name]();

        var compared = 0;
        for (var step = 1; step <= 25; step++)
        {
            problem.SetGradient();
            optimizer.Step(problem.Parameters, problem.Gradient, threads: 1);
            if (!recorded.TryGetProperty(step.ToString(CultureInfo.InvariantCulture), out var expected))
                continue;
            compared++;
            AssertClose(expected, problem.Parameters.Span, $"{name} after step {step}");
        }

        Assert.Equal(5, compared);
        Assert.Equal(25, optimizer.Steps);
    }

    [Fact]
    public void Every_recorded_trajectory_is_replayed() => Assert.Equal(
        GoldenProblem.Load().GetProperty("trajectories").EnumerateObject().Select(property => property.Name).Order(),
        Optimizers.Keys.Order());

    private static void AssertClose(JsonElement expected, ReadOnlySpan<float> actual, string where)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            var difference = Math.Abs(actual[i] - expected[i].GetDouble());
            Assert.True(
                difference <= Tolerance,
                $"{where}, parameter {i}: PyTorch {expected[i].GetDouble():G9}, found {actual[i]:G9}, apart by {difference:G2}, allowed {Tolerance:G2}.");
        }
    }
}
