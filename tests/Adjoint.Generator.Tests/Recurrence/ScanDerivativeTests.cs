using Adjoint.Generator.Tests.Derivatives;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Recurrence;

/// <summary>Derivatives through loops against the naive interpreter's, in double.</summary>
[Trait("Set", "Slow")]
public sealed class ScanDerivativeTests
{
    private const double Tolerance = 2e-5;

    private static readonly IReadOnlyList<string> networks =
    [
        "Input(5, 3), Scan<Elman>(7), Flatten, Dense(2), MeanSquaredError",
        "Input(4, 3), Scan<LstmCell>(5), Slice(0, 3, 1), Flatten, Dense(2), MeanSquaredError",
        "Input(5, 3), Scan<GruCell>(4, Reverse = true), Flatten, Dense(3), CrossEntropy",
        "Input(4, 3), As(\"x\"), Flatten, Dense(6), Tanh, As(\"h0\"), From(\"x\"), Scan<Elman>(6, Initial = new[] { \"h0\" }), Flatten, Dense(2), MeanSquaredError",
        "Input(6, 3), Scan<RunningSum>(), Flatten, Dense(1), MeanSquaredError",
        "Input(6, 3), Scan<TwoBack>(5), Dense(2), Tanh, Flatten, Dense(1), MeanSquaredError",
        "Input(4, 3), As(\"x\"), Slice(0, 0, 1), Flatten, Dense(2, Name = \"make\"), As(\"control\"), From(\"x\"), Scan<Controlled>(5, From = new[] { \"x\", \"control\" }), Flatten, Dense(1), MeanSquaredError",
    ];

    private static readonly Lazy<SubjectAssembly> Assembly = new(
        static () => new SubjectAssembly(networks, Cells.Source, derivatives: "Vjp, Jvp, Jacobian, HessianVectorProduct, RowGradients, RowGradientNorms"));

    public static TheoryData<string> All => [.. networks];

    [Theory]
    [MemberData(nameof(All))]
    public void Vjp(string declaration) => ForEach(declaration, static (subject, batch, random, what) =>
    {
        var cotangents = Draw(random, batch.Rows * subject.OutputSize);
        var (dx, gradient) = (new float[batch.Inputs.Length], new float[subject.ParameterCount]);
        ((IVjpNetwork<float>)subject.Generated).Vjp(batch.Inputs, cotangents, dx, gradient);
        var (inputs, parameters) = NaiveDerivatives.Vjp(subject, batch, Double(cotangents));
        Agreement.Require(inputs, dx, Tolerance, static i => $"dx[{i}]", what);
        Agreement.Require(parameters, gradient, Tolerance, subject.NameOf, what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jvp(string declaration) => ForEach(declaration, static (subject, batch, random, what) =>
    {
        var (inputs, parameters) = (Draw(random, batch.Inputs.Length), Draw(random, subject.ParameterCount));
        var (network, y, tangents) = ((IJvpNetwork<float>)subject.Generated, new float[batch.Rows * subject.OutputSize], new float[batch.Rows * subject.OutputSize]);
        network.Jvp(batch.Inputs, inputs, parameters, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", what);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(inputs), Double(parameters)), tangents, Tolerance, static i => $"ẏ[{i}]", what);
        network.Jvp(batch.Inputs, inputs, [], tangents);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(inputs), []), tangents, Tolerance, static i => $"ẏ[{i}] along x", what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jacobian(string declaration) => ForEach(declaration, static (subject, batch, _, what) =>
    {
        var (inputs, outputs) = (subject.InputSize, subject.OutputSize);
        var jacobian = new float[batch.Rows * inputs * outputs];
        ((IJacobianNetwork<float>)subject.Generated).Jacobian(batch.Inputs, jacobian);
        var expected = new double[jacobian.Length];
        for (var column = 0; column < inputs; column++)
        {
            var along = NaiveDerivatives.Jvp(subject, batch, [.. batch.Inputs.Select((_, i) => i % inputs == column ? 1.0 : 0)], []);
            for (var i = 0; i < along.Length; i++)
                expected[i * inputs + column] = along[i];
        }
        Agreement.Require(expected, jacobian, Tolerance, i => $"J[{i / inputs},{i % inputs}]", what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void HessianVectorProduct(string declaration) => ForEach(declaration, static (subject, batch, random, what) =>
    {
        var (direction, product) = (Draw(random, subject.ParameterCount), new float[subject.ParameterCount]);
        var network = (IHessianNetwork<float>)subject.Generated;
        network.HessianVectorProduct(BatchOf(subject, batch), direction, product);
        Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, Double(direction)), product, Tolerance, subject.NameOf, what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_and_norms_of_rows(string declaration) => ForEach(declaration, static (subject, batch, _, what) =>
    {
        var count = subject.ParameterCount;
        var (gradients, norms, data) = (new float[batch.Rows * count], new float[batch.Rows], BatchOf(subject, batch));
        ((IRowGradientNetwork<float>)subject.Generated).RowGradients(data, gradients);
        ((IRowGradientNormNetwork<float>)subject.Generated).RowGradientNorms(data, norms);
        for (var row = 0; row < batch.Rows; row++)
        {
            var expected = NaiveDerivatives.Gradient(subject, batch.Alone(subject, row), subject.Block);
            Agreement.Require(expected, gradients.AsSpan(row * count, count).ToArray(), Tolerance, subject.NameOf, $"{what}, row {row}");
            Assert.Equal(Math.Sqrt(expected.Sum(static g => g * g)), norms[row], 2e-5 * Math.Max(1, norms[row]));
        }
    });

    private static Data.MiniBatch BatchOf(Subject subject, Batch batch)
    {
        var data = new Data.MiniBatch(subject.Generated, batch.Rows);
        data.Inputs[0].Set(batch.Inputs);
        if (subject.TakesLabels)
            data.Targets[0].Set(batch.Labels);
        else
            data.Targets[0].Set(batch.Targets);
        return data;
    }

    private static void ForEach(string declaration, Action<Subject, Batch, Random, string> check)
    {
        foreach (var rows in new[] { 1, 17, 33 })
        {
            var subject = Assembly.Value.Create(declaration);
            check(subject, new BatchSource(subject, seed: rows).Next(rows), new Random(rows), $"'{declaration}', {rows} rows");
        }
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];

    private static double[] Double(float[] numbers) => Array.ConvertAll(numbers, static n => (double)n);
}
