using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The networks of <see cref="DerivativeSamples"/> with their derivatives, compiled once for all tests.</summary>
internal static class DerivativeSubjects
{
    private static readonly Lazy<SubjectAssembly> Networks = new(
        () => new SubjectAssembly(DerivativeSamples.All, OperatorSamples.Functions, derivatives: "Vjp, Jvp, Jacobian, HessianVectorProduct, RowGradients"));

    /// <summary>A fresh instance of a network.</summary>
    public static Subject Create(string declaration) => Networks.Value.Create(declaration);
}

/// <summary>Every derivative that can be asked for against the naive interpreter's, in double.</summary>
[Trait("Set", "Slow")]
public sealed class DerivativeTests
{
    private const double Tolerance = 2e-5;

    // Fewer than a block, a block and one row, two blocks and one.
    private static readonly int[] Rows = [1, 17, 33];

    public static TheoryData<string> All => [.. DerivativeSamples.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Vjp(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var cotangents = Single(Vectors.Random(random, batch.Rows * subject.OutputSize));
        var (dx, gradient) = (new float[batch.Inputs.Length], new float[subject.Parameters.Length]);
        var network = (IVjpNetwork<float>)subject.Generated;
        network.Vjp(batch.Inputs, cotangents, dx, gradient);
        var (inputs, parameters) = NaiveDerivatives.Vjp(subject, batch, Double(cotangents));
        Agreement.Require(inputs, dx, Tolerance, static i => $"dx[{i}]", $"'{declaration}', {batch.Rows} rows");
        Agreement.Require(parameters, gradient, Tolerance, subject.NameOf, $"'{declaration}', {batch.Rows} rows");

        // Each alone is the same.
        var (dxAlone, gradientAlone) = (new float[dx.Length], new float[gradient.Length]);
        network.Vjp(batch.Inputs, cotangents, dxAlone, []);
        network.Vjp(batch.Inputs, cotangents, [], gradientAlone);
        Assert.Equal(dx, dxAlone);
        Assert.Equal(gradient, gradientAlone);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jvp(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var (inputs, parameters) = (Single(Vectors.Random(random, batch.Inputs.Length)), Single(Vectors.Random(random, subject.Parameters.Length)));
        var (y, tangents) = (new float[batch.Rows * subject.OutputSize], new float[batch.Rows * subject.OutputSize]);
        var (network, what) = ((IJvpNetwork<float>)subject.Generated, $"'{declaration}', {batch.Rows} rows");
        network.Jvp(batch.Inputs, inputs, parameters, y, tangents);
        Agreement.Require(Naive.Predict(subject, batch), y, Tolerance, static i => $"y[{i}]", what);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(inputs), Double(parameters)), tangents, Tolerance, static i => $"ẏ[{i}]", what);
        network.Jvp(batch.Inputs, inputs, [], tangents);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, Double(inputs), []), tangents, Tolerance, static i => $"ẏ[{i}] along x", what);
        network.Jvp(batch.Inputs, [], parameters, [], tangents);
        Agreement.Require(NaiveDerivatives.Jvp(subject, batch, new double[inputs.Length], Double(parameters)), tangents, Tolerance, static i => $"ẏ[{i}] along θ", what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Jacobian(string declaration) => ForEach(declaration, (subject, batch, _) =>
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
        Agreement.Require(expected, jacobian, Tolerance, i => $"J[{i / inputs},{i % inputs}]", $"'{declaration}', {batch.Rows} rows");
    });

    [Theory]
    [MemberData(nameof(All))]
    public void HessianVectorProduct(string declaration) => ForEach(declaration, (subject, batch, random) =>
    {
        var direction = Single(Vectors.Random(random, subject.Parameters.Length));
        var product = new float[direction.Length];
        var along = subject.TakesLabels && subject.Generated is IHessianNetwork<float> classifier
            ? classifier.HessianVectorProduct(batch.Inputs, batch.Labels, direction, product)
            : ((IHessianNetwork<float>)subject.Generated).HessianVectorProduct(batch.Inputs, batch.Targets, direction, product);
        var what = $"'{declaration}', {batch.Rows} rows";
        var gradient = NaiveDerivatives.Gradient(subject, batch, subject.Block);
        var scale = Math.Max(gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum(), Agreement.LeastScale);
        Agreement.Require(Vectors.Dot(direction, gradient), along, scale, Tolerance, what);
        // The interpreter's gradient changes with a value that is detached, which is a constant for derivatives.
        if (!declaration.Contains("Detach", StringComparison.Ordinal))
            Agreement.Require(NaiveDerivatives.HessianVectorProduct(subject, batch, Double(direction)), product, Tolerance, subject.NameOf, what);
    });

    [Fact]
    public void Threads_change_no_bit()
    {
        var subject = DerivativeSubjects.Create(DerivativeSamples.All[0]);
        var batch = new BatchSource(subject, seed: 1).Next(1003);
        var (dy, direction) = (Single(Vectors.Random(new Random(2), batch.Rows * subject.OutputSize)), Single(Vectors.Random(new Random(3), subject.Parameters.Length)));
        List<float[]> results = [];
        foreach (var threads in new[] { 1, 2, 5 })
        {
            subject.Threads = threads;
            var (dx, gradient, product) = (new float[batch.Inputs.Length], new float[direction.Length], new float[direction.Length]);
            ((IVjpNetwork<float>)subject.Generated).Vjp(batch.Inputs, dy, dx, gradient);
            ((IHessianNetwork<float>)subject.Generated).HessianVectorProduct(batch.Inputs, batch.Targets, direction, product);
            var jacobian = new float[batch.Rows * subject.InputSize * subject.OutputSize];
            ((IJacobianNetwork<float>)subject.Generated).Jacobian(batch.Inputs, jacobian);
            results.Add([.. dx, .. gradient, .. product, .. jacobian]);
        }
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Every_layer_stands_in_a_sample()
    {
        var subjects = DerivativeSamples.All.Select(DerivativeSubjects.Create).Concat(TokenDerivativeTests.Networks.Select(TokenDerivativeTests.Create))
            .Concat(LengthDerivativeTests.Networks.Select(LengthDerivativeTests.Create)).Concat(GraphDerivativeTests.Networks.Select(GraphDerivativeTests.Create));
        var used = subjects.SelectMany(static s => s.Shaped.Nodes.Concat(s.Shaped.Losses)).Select(static n => n.Operator.Name).ToHashSet();
        Assert.Empty(Operators.OperatorTable.Names.Except(used));
    }

    private static void ForEach(string declaration, Action<Subject, Batch, Random> check)
    {
        var subject = DerivativeSubjects.Create(declaration);
        var (source, random) = (new BatchSource(subject, seed: 6), new Random(7));
        foreach (var rows in Rows)
            check(subject, source.Next(rows), random);
    }

    private static float[] Single(double[] values) => [.. values.Select(static v => (float)v)];

    private static double[] Double(float[] values) => [.. values.Select(static v => (double)v)];
}
