using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The derivatives of networks that read tokens against the naive interpreter's, in double: with respect to the parameters, for tokens have no direction.</summary>
public sealed class TokenDerivativeTests
{
    private const double Tolerance = 2e-5;

    private delegate void Products(ReadOnlySpan<int> x, ReadOnlySpan<float> dy, Span<float> gradient);

    private delegate void Tangents(ReadOnlySpan<int> x, ReadOnlySpan<float> direction, Span<float> y, Span<float> tangents);

    private delegate float Curvature<TTarget>(ReadOnlySpan<int> x, ReadOnlySpan<TTarget> targets, ReadOnlySpan<float> direction, Span<float> product);

    private delegate void Rows<TTarget>(ReadOnlySpan<int> x, ReadOnlySpan<TTarget> targets, Span<float> gradients);

    private const string Padded = "Input(4, Tokens = 6), Embedding(5, Padding = 0), Tanh, Dense(6), CrossEntropy(PerPosition = true)";

    internal static IReadOnlyList<string> Networks { get; } =
    [
        "Input(3, Tokens = 6), Embedding(4), Tanh, Flatten, Dense(2), MeanSquaredError",
        "Input(5, Tokens = 7), OneHot, Dense(4), Tanh, Flatten, Dense(3), CrossEntropy",
        "Input(4, Tokens = 6), Embedding(5, Name = \"wte\"), PositionEmbedding, Tanh, Dense(5), Tanh, Dense(6, SharedWith = \"wte\", Bias = false), CrossEntropy(PerPosition = true, IgnoreIndex = 2)",
        Padded,
    ];

    private static readonly Lazy<SubjectAssembly> Assembly = new(() => new SubjectAssembly(Networks, derivatives: "Vjp, Jvp, HessianVectorProduct, RowGradients, RowGradientNorms"));

    public static TheoryData<string> All => [.. Networks];

    internal static Subject Create(string declaration) => Assembly.Value.Create(declaration);

    [Theory]
    [MemberData(nameof(All))]
    public void Vjp(string declaration) => ForEach(declaration, (subject, batch, random, what) =>
    {
        var dy = Draw(random, batch.Rows * subject.OutputSize);
        var gradient = new float[subject.ParameterCount];
        Method<Products>(subject, "Vjp")(batch.Tokens, dy, gradient);
        Agreement.Require(NaiveDerivatives.Vjp(subject, batch, Double(dy)).Parameters, gradient, Tolerance, subject.NameOf, what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jvp(string declaration) => ForEach(declaration, (subject, batch, random, what) =>
    {
        var direction = Direction(subject, random);
        var (y, tangents) = (new float[batch.Rows * subject.OutputSize], new float[batch.Rows * subject.OutputSize]);
        Method<Tangents>(subject, "Jvp")(batch.Tokens, direction, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", what);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, new double[batch.Inputs.Length], Double(direction)), tangents, Tolerance, static i => $"ẏ[{i}]", what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void HessianVectorProduct(string declaration) => ForEach(declaration, (subject, batch, random, what) =>
    {
        var (direction, product) = (Direction(subject, random), new float[subject.ParameterCount]);
        var along = Curve(subject, batch, direction, product);
        var gradient = NaiveDerivatives.Gradient(subject, batch, subject.Block);
        var scale = Math.Max(gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum(), Agreement.LeastScale);
        Agreement.Require(Vectors.Dot(direction, gradient), along, scale, Tolerance, what);
        Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, Double(direction)), product, Tolerance, subject.NameOf, what);
    });

    [Fact]
    public void The_vector_of_padding_is_a_constant_in_every_direction()
    {
        var subject = Create(Padded);
        var batch = new BatchSource(subject, seed: 3).Next(19);
        var (still, product) = (Direction(subject, new Random(4)), new float[subject.ParameterCount]);
        var moving = still.ToArray();
        moving.AsSpan(0, 5).Fill(1);
        var expected = product.ToArray();
        Assert.Equal(Curve(subject, batch, still, expected), Curve(subject, batch, moving, product));
        Assert.Equal(expected, product);
        Assert.All(product[..5], static p => Assert.Equal(0, p));
        Assert.Contains(product[5..10], static p => p != 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_and_norms_of_rows(string declaration) => ForEach(declaration, (subject, batch, _, what) =>
    {
        var count = subject.ParameterCount;
        var (gradients, norms) = (new float[batch.Rows * count], new float[batch.Rows]);
        foreach (var (name, into) in new[] { ("RowGradients", gradients), ("RowGradientNorms", norms) })
        {
            if (subject.TakesLabels)
                Method<Rows<int>>(subject, name)(batch.Tokens, batch.Labels, into);
            else
                Method<Rows<float>>(subject, name)(batch.Tokens, batch.Targets, into);
        }
        double[][] expected = [.. Enumerable.Range(0, batch.Rows).Select(row => NaiveDerivatives.Gradient(subject, batch.Alone(subject, row), subject.Block))];
        Agreement.Require([.. expected.SelectMany(static g => g)], gradients, Tolerance, i => $"row {i / count}, {subject.NameOf(i % count)}", what);
        Agreement.Require([.. expected.Select(static g => Math.Sqrt(g.Sum(static d => d * d)))], norms, Tolerance, static i => $"the norm of row {i}", what);
    });

    private static float Curve(Subject subject, Batch batch, float[] direction, float[] product) => subject.TakesLabels
        ? Method<Curvature<int>>(subject, "HessianVectorProduct")(batch.Tokens, batch.Labels, direction, product)
        : Method<Curvature<float>>(subject, "HessianVectorProduct")(batch.Tokens, batch.Targets, direction, product);

    /// <summary>A direction along which the vector of the padding token stays: the interpreter's differences would move it.</summary>
    private static float[] Direction(Subject subject, Random random)
    {
        var direction = Draw(random, subject.ParameterCount);
        if (subject.Text == Padded)
            direction.AsSpan(0, 5).Clear();
        return direction;
    }

    private static void ForEach(string declaration, Action<Subject, Batch, Random, string> check)
    {
        var subject = Create(declaration);
        var (source, random) = (new BatchSource(subject, seed: 6), new Random(7));
        foreach (var rows in new[] { 1, 17, 33 })
            check(subject, source.Next(rows), random, $"'{declaration}', {rows} rows");
    }

    /// <summary>The method that takes spans of the delegate's types.</summary>
    private static T Method<T>(Subject subject, string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(static p => p.ParameterType)];
        return subject.Generated.GetType().GetMethod(name, parameters)!.CreateDelegate<T>(subject.Generated);
    }

    private static float[] Draw(Random random, int count) => [.. Vectors.Random(random, count).Select(static v => (float)v)];

    private static double[] Double(float[] values) => [.. values.Select(static v => (double)v)];
}
