using Adjoint.Data;
namespace Adjoint.Tests.Training;

/// <summary>Derivatives as users call them. What they are is compared with double precision elsewhere; here is what holds around that.</summary>
[Collection(nameof(Alone))]
public sealed class DerivativesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    public void No_call_allocates_after_the_first(int rows)
    {
        var (network, wide) = (new DerivedClassifier(1) { Threads = 1 }, new WideDerivatives(1) { Threads = 1 });
        var (x, dy, labels, direction) = (Draw(rows * 5), Draw(rows * 3), new int[rows], Draw(DerivedClassifier.ParameterCount));
        var (y, yTangent, dx, gradient, jacobian) = (new float[rows * 3], new float[rows * 3], new float[rows * 5], new float[direction.Length], new float[rows * 15]);
        var (rowGradients, norms) = (new float[rows * direction.Length], new float[rows]);
        var (narrow, tall) = (Draw(rows * 2), new float[rows * 14]);
        void Call()
        {
            network.Vjp(x, dy, dx, gradient);
            network.Jvp(x, dx, y, yTangent);
            network.Jvp(x, dx, direction, y, yTangent);
            network.Jacobian(x, jacobian);
            network.HessianVectorProduct(x, labels, direction, gradient);
            wide.Jacobian(narrow, tall);
            network.RowGradients(x, labels, rowGradients);
            network.RowGradientNorms(x, labels, norms);
        }
        Allocation.AssertNone(Call);
    }

    [Fact]
    public void A_wide_Jacobian_is_that_of_its_columns()
    {
        var network = new WideDerivatives(2);
        var (x, jacobian, above, below) = (Draw(2 * 21), new float[21 * 14], new float[21 * 7], new float[21 * 7]);
        network.Jacobian(x, jacobian);
        for (var column = 0; column < 2; column++)
        {
            network.Predict([.. x.Select((v, i) => i % 2 == column ? v + 0.01f : v)], above);
            network.Predict([.. x.Select((v, i) => i % 2 == column ? v - 0.01f : v)], below);
            for (var i = 0; i < above.Length; i++)
                Assert.Equal((above[i] - below[i]) / 0.02f, jacobian[2 * i + column], 2e-4f);
        }
    }

    [Fact]
    public void A_row_gradient_is_the_gradient_of_a_batch_of_one()
    {
        const int rows = 2100;
        var (network, count) = (new DerivedClassifier(4), DerivedClassifier.ParameterCount);
        var (x, gradients, norms, gradient) = (Draw(rows * 5), new float[rows * count], new float[rows], new float[count]);
        int[] labels = [.. Enumerable.Range(0, rows).Select(static i => i % 3)];
        network.RowGradients(x, labels, gradients);
        network.RowGradientNorms(x, labels, norms);
        // The first, one of another block, and the first and last of another wave.
        foreach (var row in new[] { 0, 77, 2048, rows - 1 })
        {
            network.Gradient(x.AsSpan(row * 5, 5), labels.AsSpan(row, 1), gradient);
            for (var i = 0; i < count; i++)
                Assert.Equal(gradient[i], gradients[row * count + i], 1e-5f);
            Assert.Equal(Math.Sqrt(Dot(gradient, gradient)), norms[row], 1e-5);
        }
        network.Threads = 1;
        var again = new float[gradients.Length];
        network.RowGradients(x, labels, again);
        Assert.Equal(gradients, again);
    }

    [Fact]
    public void Gradients_pass_the_check_and_a_wrong_one_is_named()
    {
        var (network, x) = (new DerivedClassifier(3), Draw(4 * 5));
        var report = GradientCheck.Of(network, Batch(x));
        Assert.True(report.Agrees(), report.ToString());
        Assert.True(GradientCheck.AdjointGap(network, x) < 1e-5);

        var wrong = GradientCheck.Of(new Wrong(network), Batch(x), maxParameters: DerivedClassifier.ParameterCount);
        Assert.False(wrong.Agrees());
        Assert.Equal("dense1.weight[4, 2]", wrong.Worst);
    }

    [Fact]
    public void Dropout_is_checked_with_the_masks_of_one_step()
    {
        var network = new DroppedOut(1) { TrainingStep = 5 };
        var report = GradientCheck.Of(network, new Dataset(Draw(20), DroppedOut.InputSize, new float[12], DroppedOut.OutputSize).ToBatch());
        Assert.True(report.Agrees(), report.ToString());
        Assert.Equal(5, network.TrainingStep);
    }

    /// <summary>Nearer to the kink than any step: the differences of the side without it are right.</summary>
    [Theory]
    [InlineData(1e-5f)]
    [InlineData(-1e-5f)]
    public void A_kink_beside_a_parameter_is_no_mistake_and_a_mistake_beside_it_is_one(float weight)
    {
        var network = new Kinked();
        network.Parameters[0] = weight;
        float[] x = [1], targets = [-1];
        var report = network.VerifyGradients(x, targets);
        Assert.True(report.Agrees(), report.ToString());
        Assert.False(GradientCheck.Of(network, () => network.Loss(x, targets), gradient =>
        {
            var loss = network.Gradient(x, targets, gradient);
            gradient[0] += 0.1f;
            return loss;
        }).Agrees());
    }

    [Fact]
    public void Several_inputs_and_outputs_have_the_adjoint_identity()
    {
        var network = new TwoSided(1);
        const int rows = 19;
        var (left, right, dLeft, dRight) = (Draw(rows * 2), Draw(rows * 3), new float[rows * 2], new float[rows * 3]);
        var (along, cross, first, second) = (Draw(rows * 2), Draw(rows * 3), Draw(rows * 4), Draw(rows * 2));
        var (firstTangent, secondTangent) = (new float[rows * 4], new float[rows * 2]);
        network.Vjp(left, right, first, second, dLeft, dRight, []);
        network.Jvp(left, right, along, cross, [], [], firstTangent, secondTangent);
        Assert.Equal(Dot(first, firstTangent) + Dot(second, secondTangent), Dot(dLeft, along) + Dot(dRight, cross), 1e-4);
    }

    [Theory]
    [InlineData(-1, "")]
    [InlineData(0, "policyHead.weight[1, 2]")]
    [InlineData(1, "b.bias[4]")]
    public void Several_inputs_and_losses_are_checked_at_rows_that_the_caller_holds(int falsified, string name)
    {
        var network = new TwoHeaded(2) { TrainingStep = 3 };
        var (board, clock, labels, values, before) = (Draw(4 * TwoHeaded.BoardSize), Draw(4 * TwoHeaded.ClockSize), (int[])[3, 0, 5, 1], Draw(4), network.Parameters.ToArray());
        var place = falsified == 0 ? network.PolicyHead.Weight.IndexOf(1, 2) : network.B.Bias.Offset + 4;
        var report = GradientCheck.Of(
            network,
            loss: () => network.Loss(board, clock, labels, values),
            gradient: gradient =>
            {
                var loss = network.Gradient(board, clock, labels, values, gradient);
                gradient[place] += falsified < 0 ? 0 : 0.05f;
                return loss;
            },
            maxParameters: TwoHeaded.ParameterCount);
        Assert.Equal(falsified < 0, report.Agrees());
        Assert.True(falsified < 0 || report.Worst == name, report.ToString());
        Assert.Null(report.AdjointGap);
        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal(3, network.TrainingStep);
    }

    [Fact]
    public void All_is_put_back_where_a_check_throws()
    {
        var network = new DroppedOut(1) { TrainingStep = 5 };
        var (x, targets, before, calls) = (Draw(20), Draw(12), network.Parameters.ToArray(), 0);
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Of(
            network, () => network.Loss(x, targets), gradient => ++calls == 4 ? throw new InvalidOperationException() : network.Gradient(x, targets, gradient)));
        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal(5, network.TrainingStep);
    }

    [Fact]
    public void Several_inputs_and_outputs_have_an_adjoint_gap()
    {
        var network = new TwoSided(1);
        const int rows = 5;
        int[] inputs = [TwoSided.LeftSize, TwoSided.RightSize], outputs = [TwoSided.FirstSize, TwoSided.SecondSize];
        var (left, right) = (Draw(rows * inputs[0]), Draw(rows * inputs[1]));
        void Vjp(float[][] dy, float[][] dx, float[] gradient) => network.Vjp(left, right, dy[0], dy[1], dx[0], dx[1], gradient);
        void Jvp(float[][] xTangent, float[] parameterTangent, float[][] yTangent) =>
            network.Jvp(left, right, xTangent[0], xTangent[1], parameterTangent, [], [], yTangent[0], yTangent[1]);
        Assert.True(GradientCheck.AdjointGap(network, rows, inputs, outputs, Vjp, Jvp) < 1e-6);
        // The direction of the second input forgotten, and the first's gradient halved.
        Assert.True(GradientCheck.AdjointGap(network, rows, inputs, outputs, Vjp, (xTangent, p, yTangent) => Jvp([xTangent[0], []], p, yTangent)) > 1e-4);
        Assert.True(GradientCheck.AdjointGap(network, rows, inputs, outputs, (dy, dx, gradient) =>
        {
            Vjp(dy, dx, gradient);
            dx[0] = [.. dx[0].Select(static d => d / 2)];
        }, Jvp) > 1e-4);
        Says("A row of all inputs of 'TwoSided' has 5 numbers; 'inputs' are [2, 2]", () => GradientCheck.AdjointGap(network, rows, [2, 2], outputs, Vjp, Jvp));
        Says("A row of all outputs of 'TwoSided' has 6 numbers; 'outputs' are [6, 0]", () => GradientCheck.AdjointGap(network, rows, inputs, [6, 0], Vjp, Jvp));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        var network = new DerivedClassifier(1);
        var (x, dy, gradient) = (new float[10], new float[6], new float[DerivedClassifier.ParameterCount]);
        Says("needs 3 numbers a row in 'dy'", () => network.Vjp(x, new float[5], new float[10], gradient));
        Says("writes 5 numbers a row into 'dx'", () => network.Vjp(x, dy, new float[9], gradient));
        Says("'gradient' has 3 values", () => network.Vjp(x, dy, new float[10], new float[3]));
        Says("'dx' overlaps 'x'", () => network.Vjp(x, dy, x, gradient));
        Says("'parameterTangent' has 2 values", () => network.Jvp(x, [], new float[2], [], new float[6]));
        Says("writes 3 numbers a row into 'yTangent'", () => network.Jvp(x, x, [], new float[5]));
        Says("3×5 numbers a row, 30 for the 2 rows in x; 'jacobian' has 29", () => network.Jacobian(x, new float[29]));
        Says("'direction' has 1 values", () => network.HessianVectorProduct(x, [0, 1], new float[1], gradient));
        Says($"writes {gradient.Length} numbers a row into 'gradients'", () => network.RowGradients(x, [0, 1], gradient));
        Says("writes 1 numbers a row into 'norms', 2 for the 2 rows in x; it has 3", () => network.RowGradientNorms(x, [0, 1], new float[3]));
        Says("'norms' overlaps 'x'", () => network.RowGradientNorms(x, [0, 1], x.AsSpan(3, 2)));
        Says("overlaps the direction", () => network.HessianVectorProduct(x, [0, 1], gradient, gradient));
    }

    private static MiniBatch Batch(float[] x) => new Dataset(x, DerivedClassifier.InputSize, [0, 1, 2, 1]).ToBatch();

    private static void Says(string part, Action call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static double Dot(float[] a, float[] b) => a.Zip(b, static (x, y) => (double)x * y).Sum();

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }

    /// <summary>A network whose gradient has one wrong number.</summary>
    private sealed class Wrong(DerivedClassifier network) : ITrainableNetwork<float>
    {
        private readonly ITrainableNetwork<float> right = network;

        public ParameterLayout Layout => right.Layout;

        public Span<float> Parameters => right.Parameters;

        public string Summary => right.Summary;

        public Precision Precision => right.Precision;

        public IReadOnlyList<Port> Inputs => right.Inputs;

        public IReadOnlyList<Port> Outputs => right.Outputs;

        public IReadOnlyList<Port> Targets => right.Targets;

        public int InputSize => right.InputSize;

        public int OutputSize => right.OutputSize;

        public int Threads
        {
            get => right.Threads;
            set => right.Threads = value;
        }

        public long TrainingStep
        {
            get => right.TrainingStep;
            set => right.TrainingStep = value;
        }

        public ParameterView<float> View(int tensor) => right.View(tensor);

        public void Predict(ReadOnlySpan<float> x, Span<float> y) => right.Predict(x, y);

        public void Predict(MiniBatch batch, params PortRows[] outputs) => right.Predict(batch, outputs);

        public void SaveOnnx(string path) => right.SaveOnnx(path);

        public void Save(string path) => right.Save(path);

        public float Loss(MiniBatch batch) => right.Loss(batch);

        public void AddLoss(MiniBatch batch, LossSum sum) => right.AddLoss(batch, sum);

        public void Inspect(MiniBatch batch, LayerObserver see) => right.Inspect(batch, see);

        public float Gradient(MiniBatch batch, Span<float> gradient)
        {
            var loss = right.Gradient(batch, gradient);
            gradient[right.View(0).IndexOf(4, 2)] += 1;
            return loss;
        }

        public double Gradient(MiniBatch batch, GradientBuffer gradient) => right.Gradient(batch, gradient);

        public bool Apply(GradientBuffer gradient, Optimizer optimizer) => right.Apply(gradient, optimizer);

        public float TrainStep(MiniBatch batch, Optimizer optimizer) => right.TrainStep(batch, optimizer);

        double ITrainable.TrainStep(MiniBatch batch, Optimizer optimizer) => right.TrainStep(batch, optimizer);
    }
}
