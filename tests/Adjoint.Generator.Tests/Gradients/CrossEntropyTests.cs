namespace Adjoint.Generator.Tests.Gradients;

/// <summary>What cross-entropy makes of labels that do not count, and of logits that overflow a careless exponential.</summary>
public sealed class CrossEntropyTests : IClassFixture<CrossEntropyTests.Fixture>
{
    private const string Plain = "Input(3), Dense(5), CrossEntropy(ClassWeights = new[] { 1f, 0f, 2f, 3f, 4f }, IgnoreIndex = -7)";

    private readonly Subject subject;

    public CrossEntropyTests(Fixture fixture) => subject = fixture.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void The_mean_over_no_rows_is_0_and_so_is_its_gradient(int rows)
    {
        var batch = Relabelled(rows, _ => -7);
        Assert.Equal(0f, subject.Loss(batch));
        var (loss, gradient) = subject.Gradient(batch);
        Assert.Equal(0f, loss);
        Assert.All(gradient, entry => Assert.Equal(0f, entry));
    }

    [Fact]
    public void Classes_of_weight_0_alone_have_the_loss_0()
    {
        var (loss, gradient) = subject.Gradient(Relabelled(3, _ => 1));
        Assert.Equal(0f, loss);
        Assert.All(gradient, entry => Assert.Equal(0f, entry));
    }

    [Fact]
    public void Ignored_rows_count_for_nothing()
    {
        var all = Relabelled(20, row => row % 3 == 0 ? -7 : 2 + row % 3);
        var kept = Enumerable.Range(0, 20).Where(row => all.Labels![row] != -7).ToList();
        var few = new Batch(kept.Count, [.. kept.SelectMany(row => all.Row(row).ToArray())], [.. kept.Select(row => all.Labels![row])], null);
        var (loss, gradient) = subject.Gradient(few);
        var (lossOfAll, gradientOfAll) = subject.Gradient(all);
        Assert.Equal(loss, lossOfAll, 1e-6f);
        Agreement.Require([.. gradient.Select(entry => (double)entry)], gradientOfAll, 1e-6, subject.NameOf, "The gradient");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    public void A_label_that_is_no_class_is_refused_by_its_row(int label)
    {
        var batch = Relabelled(9, row => row == 6 ? label : 0);
        var message = Assert.Throws<ArgumentException>(() => subject.Loss(batch)).Message;
        Assert.Contains($"The label of row 6 is {label}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        subject.Parameters.Fill(0);
        // The biases follow the 15 weights: the logits are 0, 500, −500, 0, 0 for every row.
        subject.Parameters[16] = 500;
        subject.Parameters[17] = -500;
        Assert.Equal(1000f, subject.Loss(Relabelled(3, _ => 2)), 1e-3f);
        Assert.Equal(500f, subject.Loss(Relabelled(3, _ => 4)), 1e-3f);
        Assert.All(subject.Gradient(Relabelled(3, _ => 2)).Gradient, entry => Assert.True(float.IsFinite(entry)));
    }

    private Batch Relabelled(int rows, Func<int, int> label) =>
        new BatchSource(subject, seed: 5).Next(rows) with { Labels = [.. Enumerable.Range(0, rows).Select(label)] };

    public sealed class Fixture : IDisposable
    {
        private readonly SubjectAssembly assembly = new([Plain]);

        internal Subject Create() => assembly.Create(Plain);

        public void Dispose() => assembly.Dispose();
    }
}
