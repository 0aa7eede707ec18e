using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The derivatives of networks whose rows have lengths of their own, against the naive interpreter's in double. The length lies behind the numbers of its row.</summary>
[Trait("Set", "Slow")]
public sealed class LengthDerivativeTests
{
    private const double Tolerance = 2e-5;
    private const int Steps = 5, Features = 3;

    private delegate void Products(ReadOnlySpan<float> x, ReadOnlySpan<int> lengths, ReadOnlySpan<float> dy, Span<float> dx, Span<float> gradient);

    private delegate void Tangents(ReadOnlySpan<float> x, ReadOnlySpan<int> lengths, ReadOnlySpan<float> along, ReadOnlySpan<float> direction, Span<float> y, Span<float> tangents);

    private delegate float Curvature<TTarget>(ReadOnlySpan<float> x, ReadOnlySpan<int> lengths, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> direction, Span<float> product);

    private delegate void Rows<TTarget>(ReadOnlySpan<float> x, ReadOnlySpan<int> lengths, ReadOnlySpan<TTarget> targets, Span<float> gradients);

    internal static IReadOnlyList<string> Networks { get; } =
    [
        "Input(5, 3, Lengths = true), LSTM(4), Last, Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), GRU(3, Bidirectional = true), Last, Dense(3), CrossEntropy",
        "Input(5, 3, Lengths = true), Dense(4), Tanh, Mask, Flatten, Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), Dense(12), Attention(2, Dropout = 0.2), Mean(0), Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), Dense(4), As(\"q\"), Dense(2), As(\"k1\"), From(\"q\"), Attention(2, KeyHeads = 1, Key = \"k1\", Value = \"k1\", Causal = true), Last, Dense(2), MeanSquaredError",
        "Input(5, 3, Lengths = true), Dense(4), Tanh, As(\"h\"), Max(0), As(\"most\"), From(\"h\"), Softmax(Axis = 0), Multiply(\"h\"), Sum(0), Add(\"most\"), As(\"sum\"), "
            + "From(\"h\"), Mean(0), Add(\"sum\"), Dense(2), MeanSquaredError",
    ];

    private static readonly Lazy<SubjectAssembly> Assembly = new(() => new SubjectAssembly(Networks, derivatives: "Vjp, Jvp, HessianVectorProduct, RowGradients"));

    public static TheoryData<string> All => [.. Networks];

    internal static Subject Create(string declaration) => Assembly.Value.Create(declaration);

    [Theory]
    [MemberData(nameof(All))]
    public void Vjp(string declaration) => ForEach(declaration, (subject, batch, x, lengths, random) =>
    {
        var (dy, dx, gradient) = (Draw(random, batch.Rows * subject.OutputSize), new float[x.Length], new float[subject.ParameterCount]);
        Method<Products>(subject, "Vjp")(x, lengths, dy, dx, gradient);
        var expected = NaiveDerivatives.Vjp(subject, batch, Double(dy));
        Agreement.Require(expected.Parameters, gradient, Tolerance, subject.NameOf, declaration);
        Agreement.Require([.. expected.Inputs.Where(static (_, i) => i % (Steps * Features + 1) < Steps * Features)], dx, Tolerance, static i => $"dx[{i}]", declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jvp(string declaration) => ForEach(declaration, (subject, batch, x, lengths, random) =>
    {
        var (along, direction) = (Draw(random, x.Length), Draw(random, subject.ParameterCount));
        var (y, tangents) = (new float[batch.Rows * subject.OutputSize], new float[batch.Rows * subject.OutputSize]);
        Method<Tangents>(subject, "Jvp")(x, lengths, along, direction, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", declaration);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(WithLengths(along, new int[lengths.Length])), Double(direction)), tangents, Tolerance, static i => $"ẏ[{i}]", declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void HessianVectorProduct(string declaration) => ForEach(declaration, (subject, batch, x, lengths, random) =>
    {
        var (direction, product) = (Draw(random, subject.ParameterCount), new float[subject.ParameterCount]);
        if (subject.TakesLabels)
            Method<Curvature<int>>(subject, "HessianVectorProduct")(x, lengths, batch.Labels, direction, product);
        else
            Method<Curvature<float>>(subject, "HessianVectorProduct")(x, lengths, batch.Targets, direction, product);
        Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, Double(direction)), product, Tolerance, subject.NameOf, declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_of_rows(string declaration) => ForEach(declaration, (subject, batch, x, lengths, _) =>
    {
        var (count, gradients) = (subject.ParameterCount, new float[batch.Rows * subject.ParameterCount]);
        if (subject.TakesLabels)
            Method<Rows<int>>(subject, "RowGradients")(x, lengths, batch.Labels, gradients);
        else
            Method<Rows<float>>(subject, "RowGradients")(x, lengths, batch.Targets, gradients);
        double[][] expected = [.. Enumerable.Range(0, batch.Rows).Select(row => NaiveDerivatives.Gradient(subject, batch.Alone(subject, row), subject.Block))];
        Agreement.Require([.. expected.SelectMany(static g => g)], gradients, Tolerance, i => $"row {i / count}, {subject.NameOf(i % count)}", declaration);
    });

    /// <summary>Rows of all lengths. Behind their ends stand numbers that the interpreter does not look at either.</summary>
    private static void ForEach(string declaration, Action<Subject, Batch, float[], int[], Random> check)
    {
        var (subject, random) = (Create(declaration), new Random(7));
        foreach (var rows in new[] { 1, 17 })
        {
            int[] lengths = [.. Enumerable.Range(0, rows).Select(static row => (row * 2 + 3) % (Steps + 1))];
            var x = Draw(random, rows * Steps * Features);
            var labels = subject.TakesLabels ? (int[])[.. lengths.Select(static length => length % 3)] : null;
            check(subject, new Batch(rows, WithLengths(x, lengths), labels, labels is null ? Draw(random, rows * subject.OutputSize) : null), x, lengths, random);
        }
    }

    private static float[] WithLengths(float[] x, int[] lengths) => [.. x.Chunk(Steps * Features).SelectMany((row, i) => (float[])[.. row, lengths[i]])];

    private static T Method<T>(Subject subject, string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(static p => p.ParameterType)];
        return subject.Generated.GetType().GetMethod(name, parameters)!.CreateDelegate<T>(subject.Generated);
    }

    private static float[] Draw(Random random, int count) => [.. Vectors.Random(random, count).Select(static v => (float)v)];

    private static double[] Double(float[] values) => [.. values.Select(static v => (double)v)];
}
