using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The self-test that <c>[VerifyGradients]</c> asks for, of networks with every kind of target, and of such as train otherwise than they predict.</summary>
[Trait("Set", "Slow")]
public sealed class VerificationTests
{
    private delegate GradientReport Drawn(int rows, int seed);

    private delegate GradientReport Given(ReadOnlySpan<float> x, ReadOnlySpan<int> labels);

    private const string Both = "Derivatives = Derivatives.Vjp | Derivatives.Jvp", Doubles = "Precision = Precision.Double";

    /// <summary>Every kind of target; networks that train otherwise than they predict; several inputs, several outputs, several losses of one.</summary>
    private static readonly string[] Networks =
    [
        $"Network({Both}), VerifyGradients, Input(5), Dense(6), ReLU, Dense(3), CrossEntropy",
        "Network, VerifyGradients, Input(3), Dense(4), Tanh, Dense(3), CrossEntropy(Targets = Targets.Probabilities)",
        "Network, VerifyGradients, Input(3), Dense(4), Tanh, Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)",
        "Network, VerifyGradients, Input(2, 3), Dense(4), Tanh, Dense(3), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 0.5f, 2f })",
        "Network, VerifyGradients, Input(3), Dense(4), Sigmoid, Dense(2), BinaryCrossEntropy, MeanSquaredError(Weight = 0.5f)",
        "Network, VerifyGradients, Input(3), Dense(4), LeakyReLU, Dense(2), Hinge",
        "Network, VerifyGradients, Input(3), Dense(6), BatchNorm, Tanh, Dropout(0.5f), Dense(2), MeanSquaredError",
        $"""
        Network({Both}), VerifyGradients, Input("board", 2, 3), Flatten, Dense(6), BatchNorm, ReLU, As("trunk"), Dense(3, Name = "policy"), Output("moves"),
        From("trunk"), Dropout(0.25f), Dense(2, Name = "value"), Tanh, Output("winner"),
        CrossEntropy(On = "moves", LabelSmoothing = 0.1f), MeanSquaredError(On = "winner", Weight = 0.25f)
        """,
        $"""
        Network({Both}), VerifyGradients, Input("left", 2, 3), Input("right", 3, 2), From("left"), MatMul("right"), Flatten, Dense(4), Tanh, Dense(4, Name = "encoder"), Tanh,
        Dense(4, Name = "again", SharedWith = "encoder"), Tanh, As("h"), Dense(2, Name = "signs"), Output("side"),
        From("h"), Dense(3, Name = "classes", Frozen = true), Output("kind"), Hinge(On = "side", Weight = 2), CrossEntropy(On = "kind", Targets = Targets.Probabilities)
        """,
        """
        Network, VerifyGradients, Input("x", 1), Input("t", 1), From("x"), Concat("t"), Dense(4), Tanh, Dense(1), Output("u"),
        Tangent("t"), As("u_t"), From("u"), Tangent("x"), Tangent("x"), As("u_xx"), From("u_t"), Subtract("u_xx"), Output("residual"),
        MeanSquaredError(On = "residual"), MeanSquaredError(On = "u", Weight = 3)
        """,
    ];

    [Fact]
    public void Gradients_agree_and_nothing_has_changed()
    {
        using var project = Compile(Networks);
        for (var i = 0; i < Networks.Length; i++)
        {
            var network = (INetwork<float>)Activator.CreateInstance(project.Type($"Net{i}"), 3L)!;
            network.TrainingStep = 7;
            var (before, untrained) = (network.Parameters.ToArray(), Untrained(network));
            var report = Verify(network);
            Assert.True(report.Agrees(), $"{Networks[i]}: {report}");
            Assert.Equal(Networks[i].Contains(Both, StringComparison.Ordinal), report.AdjointGap is < 1e-5);
            // Neither parameters nor running statistics, nor the masks to come.
            Assert.Equal(before, network.Parameters.ToArray());
            Assert.Equal(untrained, Untrained(network));
            Assert.Equal(7, network.TrainingStep);
        }
        var classifier = (ITrainableNetwork<float>)Activator.CreateInstance(project.Type("Net0"), 3L)!;
        var given = classifier.GetType().GetMethod("VerifyGradients", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>)])!.CreateDelegate<Given>(classifier);
        Assert.True(given([0.1f, -0.2f, 0.3f, 0.4f, -0.5f], [2]).Agrees());
        // A parameter that is no number makes every derivative wrong.
        classifier.Parameters[0] = float.NaN;
        Assert.False(given([0.1f, -0.2f, 0.3f, 0.4f, -0.5f], [2]).Agrees());
    }

    [Fact]
    public void Of_networks_of_doubles_to_eight_digits()
    {
        string[] networks =
        [
            $"Network({Doubles}, {Both}), VerifyGradients, Input(5), Dense(6), Tanh, Dense(3), CrossEntropy",
            $"Network({Doubles}), VerifyGradients, Input(5), Dense(6), BatchNorm, Tanh, Dropout(0.5f), Dense(2), MeanSquaredError",
            $"Network({Doubles}), VerifyGradients, Input(5), Dense(3), CrossEntropy(Targets = Targets.Probabilities)",
            $"""
            Network({Doubles}, {Both}), VerifyGradients, Input("board", 6), Dense(5, Name = "a"), BatchNorm, Tanh, As("b"), Input("clock", 2), Dense(5, Name = "c", Frozen = true), Add("b"), Tanh, As("h"),
            Dropout(0.5f), Dense(3, Name = "policy"), Output("moves"), From("h"), Dense(1, Name = "value"), Output("winner"),
            CrossEntropy(On = "moves", Weight = 0.001f), MeanSquaredError(On = "winner")
            """,
        ];
        using var project = Compile(networks);
        for (var i = 0; i < networks.Length; i++)
        {
            var network = (INetwork<double>)Activator.CreateInstance(project.Type($"Net{i}"), 3L)!;
            var before = network.Parameters.ToArray();
            var report = Verify(network);
            Assert.True(report.Agrees(1e-8), $"{networks[i]}: {report}");
            Assert.Equal(networks[i].Contains(Both, StringComparison.Ordinal), report.AdjointGap is < 1e-14);
            Assert.Equal(before, network.Parameters.ToArray());
        }
    }

    private static EmittedAssembly Compile(string[] networks) =>
        GeneratorHarness.Run("using Adjoint;\n" + string.Concat(networks.Select(static (n, i) => $"[{n}]\npublic sealed partial class Net{i};\n"))).Emit();

    private static GradientReport Verify(object network) =>
        network.GetType().GetMethod("VerifyGradients", [typeof(int), typeof(int)])!.CreateDelegate<Drawn>(network)(6, 1);

    private static float[] Untrained(INetwork<float> network) => [.. Enumerable.Range(0, network.Layout.Parameters.Count).Where(i => !network.Layout.Parameters[i].IsTrained).SelectMany(i =>
    {
        var values = new float[network.Layout.Parameters[i].Length];
        network.View(i).CopyTo(values);
        return values;
    })];
}
