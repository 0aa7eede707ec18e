namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Outputs and loss against the naive interpreter, on both of the roads that prediction takes: row by row, and by lane blocks.</summary>
public sealed class PredictionTests : OperatorTests
{
    private const double Tolerance = 2e-6;

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_are_those_of_the_naive_interpreter(string @operator, string declaration) => ForEach(@operator, declaration, static (subject, batch, what) =>
        Agreement.Require(
            Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, i => $"output {i % subject.OutputSize} of row {i / subject.OutputSize}", what));

    [Theory]
    [MemberData(nameof(All))]
    public void The_loss_is_that_of_the_naive_interpreter(string @operator, string declaration) => ForEach(@operator, declaration, static (subject, batch, what) =>
    {
        var expected = Naive.Loss(subject, batch);
        Agreement.Require(expected, subject.Loss(batch), Math.Max(Math.Abs(expected), 1), Tolerance, what);
    });
}
