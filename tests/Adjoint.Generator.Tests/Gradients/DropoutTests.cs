namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Dropout seen from outside, without knowing how masks are drawn.</summary>
public sealed class DropoutTests : IClassFixture<DropoutTests.Fixture>
{
    private const string Without = "Input(5), Dense(17), Dense(3), MeanSquaredError";
    private const string WithRateZero = "Input(5), Dense(17), Dropout(0f), Dense(3), MeanSquaredError";
    private const string WithRate = "Input(5), Dense(17), Dropout(0.3f), Dense(3), MeanSquaredError";
    private const string ManyRows = "Input(3), Dense(2), Tanh, Dropout(0.3f), Dense(2), MeanSquaredError";

    private readonly Fixture fixture;

    public DropoutTests(Fixture fixture) => this.fixture = fixture;

    [Fact]
    public void Rate_zero_is_no_dropout()
    {
        var (plain, zero) = (fixture.Create(Without), fixture.Create(WithRateZero));
        plain.Parameters.CopyTo(zero.Parameters);
        var batch = new BatchSource(plain, seed: 1).Next(33);
        var (loss, gradient) = plain.Gradient(batch);
        var (lossOfZero, gradientOfZero) = zero.Gradient(batch);
        Assert.Equal(loss, lossOfZero);
        Assert.Equal(gradient, gradientOfZero);
    }

    [Fact]
    public void Predict_and_Loss_have_no_trace_of_it()
    {
        var (plain, dropping) = (fixture.Create(Without), fixture.Create(WithRate));
        plain.Parameters.CopyTo(dropping.Parameters);
        foreach (var rows in OperatorSamples.Rows)
        {
            var batch = new BatchSource(plain, seed: rows).Next(rows);
            Assert.Equal(plain.Predict(batch), dropping.Predict(batch));
            Assert.Equal(plain.Loss(batch), dropping.Loss(batch));
        }
    }

    /// <summary>
    /// Under one mask the network is linear, so that its loss is a parabola in each parameter, and a central difference is the derivative at any distance.
    /// </summary>
    [Fact]
    public void The_gradient_is_that_of_the_training_loss_of_the_same_step()
    {
        var subject = fixture.Create(WithRate);
        var batch = new BatchSource(subject, seed: 2).Next(33);
        subject.TrainingStep = 41;
        var gradient = subject.Gradient(batch).Gradient;
        var scale = gradient.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i += 5)
        {
            var difference = (TrainingLoss(subject, batch, i, 1) - TrainingLoss(subject, batch, i, -1)) / 2;
            Agreement.Require(difference, gradient[i], scale, 1e-5, subject.NameOf(i));
        }
    }

    [Fact]
    public void Steps_differ_and_a_step_repeats()
    {
        var subject = fixture.Create(WithRate);
        var batch = new BatchSource(subject, seed: 3).Next(33);
        var first = subject.Gradient(batch);
        var second = subject.Gradient(batch);
        Assert.Equal(2, subject.TrainingStep);
        Assert.NotEqual(first.Loss, second.Loss);
        subject.TrainingStep = 0;
        var again = subject.Gradient(batch);
        Assert.Equal(first.Loss, again.Loss);
        Assert.Equal(first.Gradient, again.Gradient);
    }

    /// <summary>A batch of several waves, each of which adds to the gradient of the last; masks go on from wave to wave.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Many_rows_have_the_gradient_of_the_naive_interpreter(int threads)
    {
        var subject = fixture.Create(ManyRows);
        subject.Threads = threads;
        var batch = new BatchSource(subject, seed: 4).Next(4_500);
        var (loss, gradient) = subject.Gradient(batch);
        Agreement.Require(Naive.Loss(subject, batch, Naive.ParametersOf(subject), step: 0), loss, 1, 1e-5, "The training loss");
        Agreement.Require(Naive.Gradient(subject, batch, step: 0), gradient, 1e-5, subject.NameOf, "The gradient");
    }

    private static double TrainingLoss(Subject subject, Batch batch, int parameter, float change)
    {
        var before = subject.Parameters[parameter];
        subject.Parameters[parameter] += change;
        var distance = subject.Parameters[parameter] - before;
        subject.TrainingStep = 41;
        var loss = subject.Gradient(batch).Loss;
        subject.Parameters[parameter] = before;
        Assert.Equal(change, distance, 1e-6f);
        return loss;
    }

    public sealed class Fixture : IDisposable
    {
        private readonly SubjectAssembly assembly = new([Without, WithRateZero, WithRate, ManyRows]);

        internal Subject Create(string declaration) => assembly.Create(declaration);

        public void Dispose() => assembly.Dispose();
    }
}
