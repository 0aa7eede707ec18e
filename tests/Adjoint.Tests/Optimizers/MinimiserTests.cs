using System.Globalization;
using System.Text.Json;
using Adjoint.Data;

namespace Adjoint.Tests.Optimizers;

/// <summary>Searches for the least loss of all rows: each walks as PyTorch's or SciPy's own does (<c>tests/Golden/minimisers.py</c>).</summary>
public sealed class MinimiserTests
{
    private const int Rows = 23;

    private static readonly Dictionary<string, Func<int, Lbfgs>> Searches = new()
    {
        ["lbfgs"] = static iterations => new Lbfgs { MaxIterations = iterations },
        ["lbfgs-memory"] = static iterations => new Lbfgs { MaxIterations = iterations, Memory = 3, LearningRate = 0.5f },
        ["lbfgs-too-long"] = static iterations => new Lbfgs { MaxIterations = iterations, LearningRate = 30 },
        ["lbfgs-plain"] = static iterations => new Lbfgs { MaxIterations = iterations, LearningRate = 0.5f, Search = false },
    };

    public static TheoryData<string> Names => new(Searches.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void L_BFGS_follows_PyTorch(string name)
    {
        var compared = 0;
        foreach (var recorded in Golden().GetProperty(name).EnumerateObject())
        {
            var network = Start();
            var found = Searches[name](int.Parse(recorded.Name, CultureInfo.InvariantCulture)).Minimize(network, Data());
            // Without a search PyTorch leaves the last loss unknown.
            Assert.Equal(recorded.Value.GetProperty("evaluations").GetInt32(), found.Evaluations - (name == "lbfgs-plain" ? 1 : 0));
            AssertClose(recorded, network, found);
            Assert.Equal(MinimizationEnd.Iterations, found.Reason);
            compared++;
        }
        Assert.InRange(compared, 4, 10);
    }

    [Theory]
    [InlineData("levenberg-marquardt", true)]
    [InlineData("levenberg-marquardt-alike", false)]
    public void Levenberg_Marquardt_follows_SciPy(string name, bool scaled)
    {
        foreach (var recorded in Golden().GetProperty(name).EnumerateObject())
        {
            // SciPy counts evaluations, of which an iteration has one or several.
            var (network, evaluations) = (Start(), int.Parse(recorded.Name, CultureInfo.InvariantCulture));
            var before = default(double[]);
            new LevenbergMarquardt
            {
                LossTolerance = 0,
                StepTolerance = 0,
                GradientTolerance = 0,
                ScaleByDerivatives = scaled,
                MaxIterations = evaluations,
                StepEnded = step => before = step.Evaluations <= evaluations ? network.Parameters.ToArray() : before,
            }.Minimize(network, Data());
            AssertClose(recorded.Value.GetProperty("parameters"), before ?? Start().Parameters.ToArray(), 1e-7);
        }
    }

    [Fact]
    public void Levenberg_Marquardt_finds_what_the_squares_of_a_line_say_in_one_step()
    {
        var (network, random) = (new Plane(seed: 1), new Random(1));
        var batch = new MiniBatch(network, 17);
        var x = Enumerable.Range(0, 17 * 3).Select(_ => random.NextDouble()).ToArray();
        batch["x"].Set(x);
        batch["targets"].Set(Enumerable.Range(0, 17).SelectMany(i => new[] { 2 * x[3 * i] - x[3 * i + 1] + 0.5, 3 * x[3 * i + 2] - 1 }).ToArray());
        var found = new LevenbergMarquardt { FirstRadius = 1e6f }.Minimize(network, batch);
        Assert.InRange(found.Losses[1], 0, 1e-25);
        double[] expected = [2, -1, 0, 0, 0, 3];
        for (var i = 0; i < 6; i++)
            Assert.Equal(expected[i], ((INetwork<double>)network).View(0)[i / 3, i % 3], 1e-12);
    }

    /// <summary>64 residuals and 673 parameters: steps are made in the space of the gradients.</summary>
    [Fact]
    public void With_fewer_residuals_than_parameters_the_loss_falls_to_rounding()
    {
        var network = new Flexible(seed: 1);
        var batch = new MiniBatch(network, Rows);
        var x = Enumerable.Range(0, Rows).Select(static i => i / 11.0 - 1).ToArray();
        batch["x"].Set(x);
        batch["targets"].Set(Array.ConvertAll(x, static v => Math.Sin(5 * v)));
        var found = new LevenbergMarquardt { MaxIterations = 60, LossTolerance = 0 }.Minimize(network, batch);
        Assert.InRange(found.Loss, 0, 1e-20);
        Assert.Equal(found.Loss, LossOf(network, batch), 1e-20);
        Assert.Equal(found.Losses.Order().Reverse(), found.Losses);
    }

    [Fact]
    public void Several_outputs_and_weights_are_one_sum_of_squares()
    {
        var (network, random) = (new TwoSquares(seed: 1), new Random(2));
        var batch = new MiniBatch(network, 37);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
        batch["x"].Set(Numbers(37 * 2));
        batch["sumTargets"].Set(Numbers(37));
        batch["bothTargets"].Set(Numbers(37 * 3));
        var before = LossOf(network, batch);
        var found = new LevenbergMarquardt { MaxIterations = 8 }.Minimize(network, batch);
        Assert.Equal(before, found.Losses[0], 1e-14);
        Assert.Equal(found.Loss, LossOf(network, batch), 1e-14);
        Assert.InRange(found.Loss, 0, 0.9 * before);
    }

    [Fact]
    public void Floats_are_searched_for_as_well()
    {
        var batch = new MiniBatch(new FittedCurve(seed: 1), Rows);
        var x = Enumerable.Range(0, Rows).Select(static i => i / 11f - 1).ToArray();
        batch["x"].Set(x);
        batch["targets"].Set(Array.ConvertAll(x, static v => v * v));
        var (first, second) = (new FittedCurve(seed: 1), new FittedCurve(seed: 1));
        var squares = new LevenbergMarquardt { MaxIterations = 30 }.Minimize(first, batch);
        var bfgs = new Lbfgs { MaxIterations = 200 }.Minimize(second, batch);
        Assert.InRange(LossOf(first, batch), 0, 1e-6);
        Assert.InRange(LossOf(second, batch), 0, 1e-4);
        Assert.Equal(squares.Loss, LossOf(first, batch), 1e-6);
        Assert.Equal(bfgs.Loss, LossOf(second, batch), 1e-6);
    }

    [Fact]
    public void Masks_of_dropout_are_the_same_in_all_evaluations_and_steps_are_told()
    {
        var (network, told) = (new Masked(seed: 1), new List<MinimizationStep>());
        var batch = new MiniBatch(network, Rows);
        batch["x"].Set(Enumerable.Range(0, Rows * 2).Select(static i => MathF.Sin(i)).ToArray());
        batch["targets"].Set(Enumerable.Range(0, Rows).Select(static i => MathF.Cos(i)).ToArray());
        var found = new Lbfgs { MaxIterations = 20, StepEnded = told.Add }.Minimize(network, batch);
        Assert.Equal(found.Losses.Skip(1), told.Select(static step => step.Loss));
        Assert.Equal(found.Losses.Order().Reverse(), found.Losses);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Equal((MinimizationEnd.Cancelled, 1), new Lbfgs().Minimize(new Masked(seed: 1), batch, cancellation.Token) is var cancelled ? (cancelled.Reason, cancelled.Iterations) : default);
    }

    [Fact]
    public void What_cannot_be_searched_for_is_refused_and_nothing_changes()
    {
        var network = Start();
        var before = network.Parameters.ToArray();
        Assert.Throws<ArgumentException>(() => new LevenbergMarquardt().Minimize(network, new MiniBatch(new Plane(seed: 1), 3)));
        var infinite = Data();
        infinite["targets"].Set([.. Enumerable.Repeat(double.PositiveInfinity, Rows * 2)]);
        Assert.Contains("The loss is Infinity where", Assert.Throws<InvalidOperationException>(() => new LevenbergMarquardt().Minimize(network, infinite)).Message);
        Assert.Contains("not finite", Assert.Throws<InvalidOperationException>(() => new Lbfgs().Minimize(network, infinite)).Message);
        Assert.Equal(before, network.Parameters.ToArray());
        var huber = new Rounded(seed: 1);
        var batch = new MiniBatch(huber, Rows);
        batch["x"].Set(Enumerable.Range(0, Rows).Select(static i => i / 3.0).ToArray());
        batch["targets"].Set(Enumerable.Range(0, Rows).Select(static i => (double)i).ToArray());
        Assert.Contains("not a mean of squares", Assert.Throws<ArgumentException>(() => new LevenbergMarquardt().Minimize(huber, batch)).Message);
        Assert.Contains("with classes", Assert.Throws<ArgumentException>(() => new LevenbergMarquardt().Minimize(new Classes(seed: 1), new MiniBatch(new Classes(seed: 1), 3))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Lbfgs { MaxIterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LevenbergMarquardt { FirstRadius = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LevenbergMarquardt { LossTolerance = float.NaN });
    }

    private static void AssertClose(JsonProperty recorded, Small network, Minimization found)
    {
        AssertClose(recorded.Value.GetProperty("parameters"), network.Parameters.ToArray(), 1e-7);
        Assert.Equal(recorded.Value.GetProperty("loss").GetDouble(), found.Loss, 1e-9);
    }

    /// <summary>Differences of rounding grow along a walk; those of another method are of the size of the parameters.</summary>
    private static void AssertClose(JsonElement expected, double[] parameters, double tolerance)
    {
        var (network, at) = (new Small(seed: 0), 0);
        parameters.CopyTo(network.Parameters);
        foreach (var value in InOrder(network))
        {
            var wanted = expected[at++].GetDouble();
            Assert.True(Math.Abs(value - wanted) <= tolerance, $"Parameter {at - 1} is {value}, and should be {wanted}.");
        }
        Assert.Equal(expected.GetArrayLength(), at);
    }

    /// <summary>The parameters, tensor by tensor in the order of their shapes.</summary>
    private static IEnumerable<double> InOrder(Small network)
    {
        for (var tensor = 0; tensor < 4; tensor++)
        {
            var values = new double[Small.Layout.Parameters[tensor].Length];
            ((INetwork<double>)network).View(tensor).CopyTo(values);
            foreach (var value in values)
                yield return value;
        }
    }

    private static Small Start()
    {
        var (network, values, at) = (new Small(seed: 0), Uniform(32, 1).Values, 0);
        foreach (var tensor in Enumerable.Range(0, 4))
        {
            var part = values.Skip(at).Take(Small.Layout.Parameters[tensor].Length).Select(static v => 1.6 * v - 0.8).ToArray();
            ((INetwork<double>)network).View(tensor).CopyFrom(part);
            at += part.Length;
        }
        return network;
    }

    private static MiniBatch Data()
    {
        var x = Uniform(Rows * 3, Uniform(32, 1).State).Values.Select(static v => 2 * v - 1).ToArray();
        var batch = new MiniBatch(new Small(seed: 0), Rows);
        batch["x"].Set(x);
        batch["targets"].Set([.. Enumerable.Range(0, Rows).SelectMany(i => new[] { Math.Sin(2 * x[3 * i]) + 0.25 * x[3 * i + 1], x[3 * i + 1] * x[3 * i + 2] })]);
        return batch;
    }

    private static (double[] Values, uint State) Uniform(int count, uint state)
    {
        var values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            state = unchecked(1664525 * state + 1013904223);
            value = (state >> 8) / 16777216.0;
        }
        return (values, state);
    }

    private static T LossOf<T>(ITrainableNetwork<T> network, MiniBatch batch)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => network.Loss(batch);

    private static JsonElement Golden() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "minimisers.json"))).RootElement;
}

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(3), Dense(5), Tanh, Dense(2), MeanSquaredError]
public sealed partial class Small;

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(3), Dense(2), MeanSquaredError]
public sealed partial class Plane;

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(1), Dense(24), Tanh, Dense(24), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Flexible;

[Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(7), Tanh, Dense(1), MeanSquaredError]
public sealed partial class FittedCurve;

[Network, Input(2), Dense(7), Tanh, Dropout(0.3f), Dense(1), MeanSquaredError]
public sealed partial class Masked;

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(1), Dense(3), Tanh, Dense(1), Huber]
public sealed partial class Rounded;

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input(1), Dense(3), CrossEntropy]
public sealed partial class Classes;

[Network(Precision = Precision.Double, Derivatives = Derivatives.RowGradients), Input("x", 2)]
[Dense(5), Tanh, As("trunk"), Dense(1), Output("sum"), From("trunk"), Dense(3), Output("both")]
[MeanSquaredError(On = "sum", Weight = 0.5f), MeanSquaredError(On = "both")]
public sealed partial class TwoSquares;
