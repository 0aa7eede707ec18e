using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>Tangents in declarations, and tangents of tangents: against the naive interpreter and central differences of it, in double.</summary>
[Trait("Set", "Slow")]
public sealed class NestedTangentTests
{
    private const string Second = "Input(\"x\", 2), Dense(7), Tanh, Dense(5), Sigmoid, Dense(3), As(\"u\"), Tangent(\"x\", Component = 1), Tangent(\"x\", Component = 0), MeanSquaredError";
    private const string Third = "Input(1), Dense(6), Tanh, Dense(4), Softmax, Dense(2), Tangent, Tangent, Tangent, MeanSquaredError";
    private const string Mixed = "Input(2), As(\"in\"), Dense(4), GELU, Multiply(\"v\"), Dense(2), As(\"u\"), Tangent(\"in\", Along = \"v\"), Add(\"u\"), MeanSquaredError";

    private static readonly string Along = Mixed.Replace("As(\"in\"), Dense(4)", "As(\"in\"), Tanh, As(\"v\"), From(\"in\"), Dense(2)", StringComparison.Ordinal);

    [Fact]
    public void Values_and_gradients_agree_with_differences()
    {
        using var networks = new SubjectAssembly([Second, Third, Along], derivatives: "HessianVectorProduct, Vjp, Jvp");
        Check(networks.Create(Second), "Input(2), Dense(7), Tanh, Dense(5), Sigmoid, Dense(3), MeanSquaredError", static f => Across(Across(f, 1), 0));
        Check(networks.Create(Third), "Input(1), Dense(6), Tanh, Dense(4), Softmax, Dense(2), MeanSquaredError", static f => Across(Across(Across(f, 0), 0), 0));
        Check(networks.Create(Along), "Input(2), As(\"in\"), Tanh, As(\"v\"), From(\"in\"), Dense(2), GELU, Multiply(\"v\"), Dense(2), MeanSquaredError", static f => x =>
        {
            double[] v = [.. x.Select(Math.Tanh)];
            return [.. f(x).Zip(Along(f, x, v), (u, slope) => u + slope)];

            static double[] Along(Func<double[], double[]> f, double[] x, double[] v)
            {
                const double step = 1e-4;
                var (above, below) = (f([.. x.Zip(v, (a, b) => a + step * b)]), f([.. x.Zip(v, (a, b) => a - step * b)]));
                return [.. above.Zip(below, (a, b) => (a - b) / (2 * step))];
            }
        });
    }

    [Fact]
    public void Layers_whose_tangents_are_made_of_several_nodes_have_tangents_of_tangents()
    {
        string[] layers =
        [
            "Input(2), Dense(6), LayerNorm, Tanh, Dense(2), ",
            "Input(2), Dense(6), Apply(typeof(Curves), \"Bent\"), Dense(4), RMSNorm, Dense(2), ",
            "Input(2), Dense(4), Tanh, Reshape(4, 1), Dense(2), GroupNorm(2), LocalResponseNorm(3, Alpha = 1f), Flatten, Dense(2), ",
            "Input(2), Dense(4), Tanh, Dense(6), PReLU, Reshape(2, 3), As(\"a\"), Sigmoid, MatMul(\"a\", TransposeB = true), MaxPool1D(2), Flatten, Dense(2), ",
        ];
        using var networks = new SubjectAssembly(
            [.. layers.Select(static l => l + "Tangent(Component = 1), Tangent(Component = 0), MeanSquaredError"), .. layers.Select(static l => l + "MeanSquaredError")], OperatorSamples.Functions,
            "HessianVectorProduct, Vjp, Jvp");
        foreach (var layer in layers)
        {
            var subject = networks.Create(layer + "Tangent(Component = 1), Tangent(Component = 0), MeanSquaredError");
            Check(subject, networks.Create(layer + "MeanSquaredError").Shaped, static f => Across(Across(f, 1), 0));
        }
    }

    [Fact]
    public void A_loss_may_judge_several_derivatives()
    {
        var result = GeneratorHarness.Run("""
            using Adjoint;

            [Network, Input("x", 1), Input("t", 1)]
            [From("x"), Concat("t"), Dense(8), Tanh, Dense(1), Output("u")]
            [Tangent("t"), As("u_t"), From("u"), Tangent("x"), Tangent("x"), As("u_xx")]
            [From("u_t"), Subtract("u_xx"), Output("residual")]
            [MeanSquaredError(On = "residual"), MeanSquaredError(On = "u", Weight = 0.5f)]
            public sealed partial class Heat;
            """);
        using var project = result.Emit();
        Assert.Contains(project.Type("Heat").GetMethods(), static method => method.Name == "TrainStep");
    }

    /// <summary>Compares output, gradient and Hessian product with what central differences make of the network without its tangents.</summary>
    private static void Check(Subject subject, string plain, Func<Func<double[], double[]>, Func<double[], double[]>> derive)
    {
        using var without = new SubjectAssembly([plain]);
        Check(subject, without.Create(plain).Shaped, derive);
    }

    private static void Check(Subject subject, ShapedNetwork shaped, Func<Func<double[], double[]>, Func<double[], double[]>> derive)
    {
        var (source, random) = (new Random(3), new Random(4));
        var naive = (IEnumerable<float> x, Kinks kinks) => new NaiveNetwork<Real>(shaped, [.. subject.Block.Select(Real.Of)], kinks).Predict([.. x.Select(static v => Real.Of(v))]);
        List<float> inputs = [];
        while (inputs.Count < 3 * subject.InputSize)
        {
            var row = Enumerable.Range(0, subject.InputSize).Select(_ => (float)(2 * source.NextDouble() - 1)).ToArray();
            var kinks = new Kinks();
            naive(row, kinks);
            // Differences must not look over a kink.
            if (kinks.Margin > 0.1)
                inputs.AddRange(row);
        }
        var targets = Enumerable.Range(0, 3 * subject.OutputSize).Select(_ => (float)source.NextDouble()).ToArray();
        var batch = new Batch(3, [.. inputs], null, targets);
        double[] Outputs(double[] block) => [.. Enumerable.Range(0, batch.Rows).SelectMany(row =>
            derive(x => [.. new NaiveNetwork<Real>(shaped, [.. block.Select(Real.Of)], new Kinks()).Predict([.. x.Select(Real.Of)]).Select(static y => y.Value)])(
                [.. batch.Row(row).ToArray().Select(static x => (double)x)]))];
        double Loss(double[] block) => Outputs(block).Zip(targets, static (y, t) => (y - t) * (y - t)).Sum() / targets.Length;

        var block = subject.Block;
        Agreement.Require(Outputs(block), subject.Predict(batch), 1e-4, static i => $"y[{i}]", subject.Text);
        var (loss, gradient) = subject.Gradient(batch);
        Agreement.Require(Loss(block), loss, Math.Max(1, Loss(block)), 1e-4, subject.Text);
        var direction = Vectors.Random(random, gradient.Length);
        const double step = 1e-3;
        double Shifted(double by) => Loss([.. block.Select((p, i) => p + by * direction[i])]);
        var scale = Math.Max(gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum(), Agreement.LeastScale);
        Agreement.Require((Shifted(step) - Shifted(-step)) / (2 * step), Vectors.Dot(gradient, direction), scale, 1e-3, subject.Text);

        // Reverse over forward over forward: the product with the Hessian along a direction is the loss's second derivative there.
        var single = direction.Select(static d => (float)d).ToArray();
        var product = new float[single.Length];
        ((IHessianNetwork<float>)subject.Generated).HessianVectorProduct(batch.Inputs, batch.Targets, single, product);
        var curvature = (Shifted(step) - 2 * Loss(block) + Shifted(-step)) / (step * step);
        Agreement.Require(curvature, Vectors.Dot(product, direction), product.Zip(direction, (g, d) => Math.Abs(g * d)).Sum() + 1, 1e-2, subject.Text);
    }

    /// <summary>∂f/∂x of one component, by central differences of fourth order.</summary>
    private static Func<double[], double[]> Across(Func<double[], double[]> f, int component) => x =>
    {
        const double step = 5e-3;
        double[] At(int steps) => f([.. x.Select((v, i) => i == component ? v + steps * step : v)]);
        var (a, b, c, d) = (At(2), At(1), At(-1), At(-2));
        return [.. Enumerable.Range(0, a.Length).Select(i => (8 * (b[i] - c[i]) - (a[i] - d[i])) / (12 * step))];
    };
}
