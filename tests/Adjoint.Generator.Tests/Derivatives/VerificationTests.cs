using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The self-test that <c>[VerifyGradients]</c> asks for, of networks with every kind of target, and of such as train otherwise than they predict.</summary>
public sealed class VerificationTests
{
    private delegate GradientReport Drawn(int rows, int seed);

    private delegate GradientReport Given(ReadOnlySpan<float> x, ReadOnlySpan<int> labels);

    private static readonly string[] Networks =
    [
        "Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients, Input(5), Dense(6), ReLU, Dense(3), CrossEntropy",
        "Network, VerifyGradients, Input(3), Dense(4), Tanh, Dense(3), CrossEntropy(Targets = Targets.Probabilities)",
        "Network, VerifyGradients, Input(3), Dense(4), Sigmoid, Dense(2), BinaryCrossEntropy",
        "Network, VerifyGradients, Input(3), Dense(4), LeakyReLU, Dense(2), Hinge",
        "Network, VerifyGradients, Input(3), Dense(6), BatchNorm, Tanh, Dropout(0.5f), Dense(2), MeanSquaredError",
    ];

    [Fact]
    public void Gradients_agree_and_a_wrong_one_is_named()
    {
        var source = "using Adjoint;\n" + string.Concat(Networks.Select(static (n, i) => $"[{n}]\npublic sealed partial class Net{i};\n"));
        using var project = GeneratorHarness.Run(source).Emit();
        for (var i = 0; i < Networks.Length; i++)
        {
            var network = (INetwork)Activator.CreateInstance(project.Type($"Net{i}"), 3UL)!;
            var (before, untrained) = (network.Parameters.ToArray(), Untrained(network));
            var report = network.GetType().GetMethod("VerifyGradients", [typeof(int), typeof(int)])!.CreateDelegate<Drawn>(network)(6, 1);
            Assert.True(report.Agrees(), $"{Networks[i]}: {report}");
            Assert.Equal(i == 0, report.AdjointGap is < 1e-5);
            // Nothing has changed: neither parameters nor running statistics, nor the masks to come.
            Assert.Equal(before, network.Parameters.ToArray());
            Assert.Equal(untrained, Untrained(network));
            Assert.Equal(0, network.TrainingStep);
        }
        var classifier = (ITrainableNetwork<int>)Activator.CreateInstance(project.Type("Net0"), 3UL)!;
        var given = classifier.GetType().GetMethod("VerifyGradients", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>)])!.CreateDelegate<Given>(classifier);
        Assert.True(given([0.1f, -0.2f, 0.3f, 0.4f, -0.5f], [2]).Agrees());
        // A parameter that is no number makes every derivative wrong.
        classifier.Parameters[0] = float.NaN;
        Assert.False(given([0.1f, -0.2f, 0.3f, 0.4f, -0.5f], [2]).Agrees());
    }

    [Fact]
    public void Of_networks_of_doubles_to_eight_digits()
    {
        string[] layers = ["Dense(6), Tanh, Dense(3), CrossEntropy", "Dense(6), BatchNorm, Tanh, Dropout(0.5f), Dense(2), MeanSquaredError", "Dense(3), CrossEntropy(Targets = Targets.Probabilities)"];
        var source = "using Adjoint;\n" + string.Concat(layers.Select(static (l, i) =>
            $"[Network(Precision = Precision.Double, Derivatives = {(i == 0 ? "Derivatives.Vjp | Derivatives.Jvp" : "Derivatives.None")}), VerifyGradients, Input(5), {l}]\npublic sealed partial class Net{i};\n"));
        using var project = GeneratorHarness.Run(source).Emit();
        for (var i = 0; i < layers.Length; i++)
        {
            var network = (DoublePrecision.INetwork)Activator.CreateInstance(project.Type($"Net{i}"), 3UL)!;
            var before = network.Parameters.ToArray();
            var report = network.GetType().GetMethod("VerifyGradients", [typeof(int), typeof(int)])!.CreateDelegate<Drawn>(network)(6, 1);
            Assert.True(report.Agrees(1e-8), $"{layers[i]}: {report}");
            Assert.Equal(i == 0, report.AdjointGap is < 1e-14);
            Assert.Equal(before, network.Parameters.ToArray());
        }
    }

    private static float[] Untrained(INetwork network) => [.. Enumerable.Range(0, network.Layout.Parameters.Count).Where(i => !network.Layout.Parameters[i].IsTrained).SelectMany(i =>
    {
        var values = new float[network.Layout.Parameters[i].Length];
        network.View(i).CopyTo(values);
        return values;
    })];
}
