using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The derivatives of networks that read the edges of graphs, against the naive interpreter's in double. A row has the edges and then the numbers of the nodes.</summary>
public sealed class GraphDerivativeTests
{
    private const double Tolerance = 2e-5;

    internal static IReadOnlyList<string> Networks { get; } =
    [
        "Input(\"edges\", 7, Edges = 5), Input(\"x\", 5, 3), GraphConv(4, \"edges\"), Tanh, GraphAttention(3, 2, \"edges\"), Tanh, Mean(0), Dense(2), MeanSquaredError",
        "Input(\"edges\", 9, Edges = 3), Input(\"x\", 3, 2), Dense(4), AtSources(\"edges\"), As(\"from\"), From(\"x\"), Dense(4), AtTargets(\"edges\"), Multiply(\"from\"), Tanh, "
            + "Aggregate(\"edges\", Mean = true), Flatten, Dense(3), CrossEntropy",
    ];

    private static readonly Lazy<SubjectAssembly> Assembly = new(() => new SubjectAssembly(Networks, derivatives: "Vjp, Jvp, HessianVectorProduct, RowGradients"));

    public static TheoryData<string> All => [.. Networks];

    internal static Subject Create(string declaration) => Assembly.Value.Create(declaration);

    [Theory]
    [MemberData(nameof(All))]
    public void Vjp(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var (dy, dx, gradient) = (Draw(random, batch.Rows * subject.OutputSize), new float[batch.Inputs.Length], new float[subject.ParameterCount]);
        ((IVjpNetwork<float>)subject.Generated).Vjp(batch.Inputs, dy, dx, gradient);
        var expected = NaiveDerivatives.Vjp(subject, batch, Double(dy));
        Agreement.Require(expected.Parameters, gradient, Tolerance, subject.NameOf, declaration);
        Agreement.Require([.. expected.Inputs.Select((d, i) => IsEdge(subject, batch, i) ? 0 : d)], dx, Tolerance, static i => $"dx[{i}]", declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jvp(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var (along, direction) = (Draw(random, batch.Inputs.Length), Draw(random, subject.ParameterCount));
        for (var i = 0; i < along.Length; i++)
            along[i] = IsEdge(subject, batch, i) ? 0 : along[i];
        var (y, tangents) = (new float[batch.Rows * subject.OutputSize], new float[batch.Rows * subject.OutputSize]);
        ((IJvpNetwork<float>)subject.Generated).Jvp(batch.Inputs, along, direction, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", declaration);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(along), Double(direction)), tangents, Tolerance, static i => $"ẏ[{i}]", declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void HessianVectorProduct(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var (direction, product, network) = (Draw(random, subject.ParameterCount), new float[subject.ParameterCount], (IHessianNetwork<float>)subject.Generated);
        if (batch.Labels is { } labels)
            network.HessianVectorProduct<float, float, int>(batch.Inputs, labels, direction, product);
        else
            network.HessianVectorProduct<float, float, float>(batch.Inputs, batch.Targets, direction, product);
        Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, Double(direction)), product, Tolerance, subject.NameOf, declaration);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_of_rows(string declaration) => ForEach(declaration, (subject, batch, _) =>
    {
        var (count, gradients, network) = (subject.ParameterCount, new float[batch.Rows * subject.ParameterCount], (IRowGradientNetwork<float>)subject.Generated);
        if (batch.Labels is { } labels)
            network.RowGradients<float, float, int>(batch.Inputs, labels, gradients);
        else
            network.RowGradients<float, float, float>(batch.Inputs, batch.Targets, gradients);
        double[][] expected = [.. Enumerable.Range(0, batch.Rows).Select(row => NaiveDerivatives.Gradient(subject, batch.Alone(subject, row), subject.Block))];
        Agreement.Require([.. expected.SelectMany(static g => g)], gradients, Tolerance, i => $"row {i / count}, {subject.NameOf(i % count)}", declaration);
    });

    private static void ForEach(string declaration, Action<Subject, Batch, Random> check)
    {
        var (subject, random) = (Create(declaration), new Random(7));
        var source = new BatchSource(subject, seed: 11);
        foreach (var rows in new[] { 1, 17 })
            check(subject, source.Next(rows), random);
    }

    private static bool IsEdge(Subject subject, Batch batch, int i) => i % (batch.Inputs.Length / batch.Rows) < subject.Shaped.Values[subject.Shaped.Inputs[0]].Size;

    private static float[] Draw(Random random, int count) => [.. Vectors.Random(random, count).Select(static v => (float)v)];

    private static double[] Double(float[] values) => [.. values.Select(static v => (double)v)];
}
