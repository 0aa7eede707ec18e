using Adjoint.Data;
using Adjoint.Tests.Training;

// The declarations of docs/derivatives.md.
namespace Adjoint.Tests.Samples.DerivativesPage
{
    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.HessianVectorProduct)]
    [Input(3)]
    [Dense(16), Tanh, Dense(2)]
    [MeanSquaredError]
    public sealed partial class Net;

    [Network, Input("x", 1), Input("t", 1)]
    [From("x"), Concat("t"), Dense(32), Tanh, Dense(1), Output("u")]
    [Tangent("t"), As("u_t"), From("u"), Tangent("x"), Tangent("x"), As("u_xx")]
    [From("u_t"), Subtract("u_xx"), Output("residual")]
    [MeanSquaredError(On = "residual"), MeanSquaredError(On = "u")]
    public sealed partial class Heat;

    [Network, VerifyGradients, Input(784)]
    [Dense(128), Tanh, Dense(10), CrossEntropy]
    public sealed partial class Digits;

    internal static class Page
    {
        public static void Check(Net network, float[] x, float[] targets)
        {
            var report = GradientCheck.Of(network, new Dataset(x, Net.InputSize, targets, Net.OutputSize).ToBatch());
            Assert.True(report.Agrees(), report.ToString());
        }

        public static void CheckDigits()
        {
            var report = new Digits(seed: 1).VerifyGradients();
            Assert.True(report.Agrees(), report.ToString());
        }
    }
}

namespace Adjoint.Tests.Samples.DerivativesPage.TwoInputs
{
    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp)]
    [Input("a", 3), Input("b", 2)]
    [From("a"), Concat("b"), Dense(16), Tanh, Dense(2)]
    [MeanSquaredError]
    public sealed partial class Net;

    internal static class Page
    {
        public static void Check(Net network, float[] a, float[] b, float[] targets, int rows)
        {
            var report = GradientCheck.Of(network, () => network.Loss(a, b, targets), gradient => network.Gradient(a, b, targets, gradient));
            var gap = GradientCheck.AdjointGap(
                network, rows, [Net.ASize, Net.BSize], [Net.OutputSize],
                (dy, dx, gradient) => network.Vjp(a, b, dy[0], dx[0], dx[1], gradient),
                (xTangent, parameterTangent, yTangent) => network.Jvp(a, b, xTangent[0], xTangent[1], parameterTangent, [], yTangent[0]));
            Assert.True(report.Agrees() && gap < 1e-5, $"{report}; {gap}");
        }
    }
}

// The declarations of docs/precision.md.
namespace Adjoint.Tests.Samples.PrecisionPage
{
    [Network(Precision = Precision.Double, Derivatives = Derivatives.Jacobian)]
    [Input(3)]
    [Dense(16), Tanh, Dense(2)]
    [MeanSquaredError]
    public sealed partial class Net;
}

// The declarations of docs/graphs.md.
namespace Adjoint.Tests.Samples.GraphsPage
{
    [Network, Input("edges", 156, Edges = 34), Input("x", 34, 7)]
    [GraphConv(16, "edges"), ReLU, GraphConv(2, "edges")]
    [CrossEntropy(PerPosition = true, IgnoreIndex = -1)]
    public sealed partial class Club;

    [Network, Input("edges", 60, Edges = 20), Input("x", 20, 3)]
    [Dense(8), As("h"), AtSources("edges"), As("from"), From("h"), AtTargets("edges"), Concat("from", Axis = -1)]
    [Dense(8), ReLU, Aggregate("edges")]
    [Mean(0), Dense(1), MeanSquaredError]
    public sealed partial class Molecules;
}

namespace Adjoint.Tests.Samples
{
    /// <summary>The code of docs/derivatives.md, docs/precision.md and docs/graphs.md, run.</summary>
    public sealed class ReferencePagesTests
    {
        [Fact]
        public void Gradients_are_checked()
        {
            var (x, targets) = (Trial.Values(7 * 3, seed: 1), Trial.Values(7 * 2, seed: 2));
            DerivativesPage.Page.Check(new DerivativesPage.Net(seed: 1), x, targets);
            DerivativesPage.TwoInputs.Page.Check(new DerivativesPage.TwoInputs.Net(seed: 1), x, Trial.Values(7 * 2, seed: 3), targets, rows: 7);
            DerivativesPage.Page.CheckDigits();
            Assert.Equal(3, Sensitivity(new DerivativesPage.Net(seed: 1), x[..3], [1, 0]).Count(static dx => dx != 0));

            static float[] Sensitivity(IVjpNetwork<float> network, float[] x, float[] dy)
            {
                var dx = new float[x.Length];
                network.Vjp(x, dy, dx, []);
                return dx;
            }
        }

        [Fact]
        public void An_equation_and_a_network_of_doubles_learn()
        {
            float[] x = [.. Enumerable.Range(0, 16).Select(static i => i / 16f)], t = [.. x.Select(static v => 1 - v)], zeros = new float[16];
            using var optimizer = new Adam(1e-2f);
            var heat = new DerivativesPage.Heat(seed: 1);
            var first = heat.TrainStep(x, t, zeros, x, optimizer);
            for (var step = 0; step < 200; step++)
                heat.TrainStep(x, t, zeros, x, optimizer);
            Assert.True(heat.Loss(x, t, zeros, x) < 0.2f * first);

            var jacobian = new double[6];
            new PrecisionPage.Net(seed: 1).Jacobian([0.1, 0.2, 0.3], jacobian);
            Assert.All(jacobian, static slope => Assert.NotEqual(0, slope));
        }

        [Fact]
        public void Graphs_learn()
        {
            var network = new GraphsPage.Club(seed: 1);
            using var optimizer = new Adam(1e-2f);
            var x = Trial.Values(34 * 7, seed: 1);
            int[] labels = [.. Enumerable.Range(0, 34).Select(static node => node < 3 ? node % 2 : -1)];
            var before = 0f;
            for (var step = 0; step < 100; step++)
            {
                var edges = EdgeList.Undirected([(0, 1), (1, 2), (0, 2)], nodes: 34, room: 156);   // each edge both ways
                network.TrainStep(edges, x, labels, optimizer);                                  // −1 is the label of a node that is not to be learnt from
                before = step == 0 ? network.Loss(edges, x, labels) : before;
            }
            Assert.True(network.Loss(EdgeList.Undirected([(0, 1), (1, 2), (0, 2)], nodes: 34, room: 156), x, labels) < before);
            Assert.Equal(1, GraphsPage.Molecules.OutputSize);
        }
    }
}
