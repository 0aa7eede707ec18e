using Adjoint.Generator.Operators;
using Adjoint.Generator.Tests.Derivatives;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Networks of doubles around each operator, and those of <see cref="DerivativeSamples"/>, each compiled once.</summary>
public sealed class DoublePrecisionFixture : IDisposable
{
    private readonly Lazy<SubjectAssembly> operators = new(() => new(DoublePrecisionTests.Declarations, DoublePrecisionTests.Functions, isDouble: true));

    // An assembly of their own: tests at narrower widths compile no more than these.
    private readonly Lazy<SubjectAssembly> rows = new(() => new(RowVectorsTests.Networks, DoublePrecisionTests.Functions, isDouble: true));
    private readonly Lazy<SubjectAssembly> derivatives = new(
        () => new(DoublePrecisionTests.DerivedDeclarations, DoublePrecisionTests.Functions, derivatives: "Vjp, Jvp, Jacobian, HessianVectorProduct", isDouble: true));

    internal DoubleSubject Create(string declaration) => operators.Value.CreateDouble(declaration);

    internal DoubleSubject OfRows(string declaration) => rows.Value.CreateDouble(declaration);

    internal DoubleSubject Derived(string declaration) => derivatives.Value.CreateDouble(declaration);

    public void Dispose()
    {
        foreach (var assembly in new[] { operators, rows, derivatives }.Where(static a => a.IsValueCreated))
            assembly.Value.Dispose();
    }
}

/// <summary>Networks of doubles against the naive interpreter, which computes in doubles too: nothing but the order of sums tells them apart.</summary>
[Trait("Set", "Slow")]
public sealed class DoublePrecisionTests(DoublePrecisionFixture fixture) : IClassFixture<DoublePrecisionFixture>
{
    private const double Tolerance = 2e-13;

    /// <summary>Of each operator's declarations three, of sizes that are whole vectors and of sizes that are not: the kernels are those of floats.</summary>
    internal static IReadOnlyList<string> Declarations { get; } =
    [
        .. DeclaredOperators.All.SelectMany(static o => Few([.. OperatorSamples.Of(o)])),
    ];

    /// <summary>The functions of the samples for doubles.</summary>
    internal static string Functions { get; } = OperatorSamples.Functions.Replace("float", "double").Replace("MathF", "Math");

    public static TheoryData<string> Networks => [.. Declarations.Distinct()];

    public static TheoryData<string> Rows => [.. RowVectorsTests.Networks];

    /// <summary>Every other sample of derivatives. Differences of gradients, with which Hessian products are compared, know nothing of values that are constants for derivatives alone.</summary>
    internal static IEnumerable<string> DerivedDeclarations => DerivativeSamples.All.Where(static (sample, i) => i % 2 == 0 && !sample.Contains("Detach", StringComparison.Ordinal));

    public static TheoryData<string> Derived => [.. DerivedDeclarations];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_loss_and_gradient_are_those_of_the_naive_interpreter(string declaration)
    {
        var subject = fixture.Create(declaration);
        var source = new BatchSource(subject, seed: 4);
        foreach (var rows in Naive.MixesRows(subject) ? new[] { 3, 33 } : [1, 7, 33])
        {
            var (batch, step) = (source.Next(rows), subject.TrainingStep);
            var what = $"'{declaration}' in double, {rows} rows";
            Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, static i => $"output {i}", what);
            var expected = Naive.Loss(subject, batch);
            Agreement.Require(expected, subject.Loss(batch), Math.Max(Math.Abs(expected), 1), Tolerance, what);
            var naive = Naive.Gradient(subject, batch, step);
            Agreement.Require(naive, subject.Gradient(batch).Gradient, 10 * Tolerance, subject.NameOf, what);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void One_row_and_many_are_those_of_the_naive_interpreter(string declaration)
    {
        var (subject, what) = (fixture.OfRows(declaration), $"'{declaration}' in double");
        var source = new BatchSource(subject, seed: 5);
        var row = source.Next(1);
        Agreement.Require(Naive.Predict(subject, row), subject.Predict(row), Tolerance, static i => $"output {i}", what);
        var (batch, step) = (source.Next(17), subject.TrainingStep);
        Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, static i => $"output {i}", what);
        Agreement.Require(Naive.Gradient(subject, batch, step), subject.Gradient(batch).Gradient, 10 * Tolerance, subject.NameOf, what);
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void Derivatives_are_those_of_the_naive_interpreter(string declaration)
    {
        var subject = fixture.Derived(declaration);
        var (batch, random, what) = (new BatchSource(subject, seed: 6).Next(17), new Random(7), $"'{declaration}' in double");
        var x = DoubleSubject.Doubles(batch.Inputs);
        var (dy, direction, along) = (Vectors.Random(random, batch.Rows * subject.OutputSize), Vectors.Random(random, subject.ParameterCount), Vectors.Random(random, x.Length));

        var (dx, gradient) = (new double[x.Length], new double[direction.Length]);
        ((IVjpNetwork<double>)subject.Generated).Vjp(x, dy, dx, gradient);
        var (inputs, parameters) = NaiveDerivatives.Vjp(subject, batch, dy);
        Agreement.Require(inputs, dx, 10 * Tolerance, static i => $"dx[{i}]", what);
        Agreement.Require(parameters, gradient, 10 * Tolerance, subject.NameOf, what);

        var (y, tangents) = (new double[dy.Length], new double[dy.Length]);
        ((IJvpNetwork<double>)subject.Generated).Jvp(x, along, direction, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", what);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, along, direction), tangents, 10 * Tolerance, static i => $"ẏ[{i}]", what);

        // ⟨ȳ, J ẋ⟩ for the Jacobian of each row, which was computed by rows or by columns.
        var jacobian = new double[batch.Rows * subject.InputSize * subject.OutputSize];
        ((IJacobianNetwork<double>)subject.Generated).Jacobian(x, jacobian);
        var products = Enumerable.Range(0, dy.Length).Select(i => Enumerable.Range(0, subject.InputSize)
            .Sum(j => jacobian[i * subject.InputSize + j] * along[i / subject.OutputSize * subject.InputSize + j])).ToList();
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, along, []), products, 10 * Tolerance, static i => $"J ẋ[{i}]", what);

        var product = new double[direction.Length];
        var slope = subject.TakesLabels && subject.Generated is IHessianNetwork<double> classifier
            ? classifier.HessianVectorProduct(x, batch.Labels, direction, product)
            : ((IHessianNetwork<double>)subject.Generated).HessianVectorProduct(x, DoubleSubject.Doubles(batch.Targets), direction, product);
        var expected = NaiveDerivatives.Gradient(subject, batch, subject.Block);
        var scale = Math.Max(expected.Zip(direction, static (g, d) => Math.Abs(g * d)).Sum(), Agreement.LeastScale);
        Agreement.Require(Vectors.Dot(direction, expected), slope, scale, 10 * Tolerance, what);
        // Here the interpreter takes differences.
        Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, direction), product, 1e-6, subject.NameOf, what);
    }

    private static IEnumerable<string> Few(IReadOnlyList<string> all) => Enumerable.Range(0, Math.Min(3, all.Count)).Select(i => all[(2 * i + 1) * all.Count / 6]);
}
