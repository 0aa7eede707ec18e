namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Outputs and loss against the naive interpreter, on both of the roads that prediction takes: row by row, and by lane blocks.</summary>
public sealed class PredictionTests(OperatorFixture fixture) : OperatorTests(fixture)
{
    private const double Tolerance = 2e-6;

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_are_those_of_the_naive_interpreter(string @operator, string declaration)
    {
        var subject = Create(@operator, declaration);
        var source = new BatchSource(subject, seed: 2);
        foreach (var rows in OperatorSamples.RowsFor(subject))
        {
            var batch = source.Next(rows);
            var expected = Naive.Predict(subject, batch);
            Agreement.Require(
                expected, subject.Predict(batch), Tolerance, i => $"output {i % subject.OutputSize} of row {i / subject.OutputSize}", $"'{declaration}', {rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_loss_is_that_of_the_naive_interpreter(string @operator, string declaration)
    {
        var subject = Create(@operator, declaration);
        var source = new BatchSource(subject, seed: 3);
        foreach (var rows in OperatorSamples.RowsFor(subject))
        {
            var batch = source.Next(rows);
            var expected = Naive.Loss(subject, batch);
            Agreement.Require(expected, subject.Loss(batch), Math.Max(Math.Abs(expected), 1), Tolerance, $"'{declaration}', {rows} rows");
        }
    }
}
