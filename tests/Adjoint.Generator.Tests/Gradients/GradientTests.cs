namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Every entry of the generated gradient against reverse mode on the naive interpreter.</summary>
public sealed class GradientTests(OperatorFixture fixture) : OperatorTests(fixture)
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_that_of_the_naive_interpreter(string @operator, string declaration)
    {
        var subject = Create(@operator, declaration);
        var source = new BatchSource(subject, seed: 1);
        foreach (var rows in OperatorSamples.RowsFor(subject))
        {
            var batch = source.Next(rows);
            var step = subject.TrainingStep;
            var (loss, gradient) = subject.Gradient(batch);
            var what = $"'{declaration}', {rows} rows";
            Agreement.Require(Naive.Gradient(subject, batch, step), gradient, Tolerance, subject.NameOf, what);
            var expected = Naive.Loss(subject, batch, Naive.ParametersOf(subject), step);
            Agreement.Require(expected, loss, Math.Max(Math.Abs(expected), 1), Tolerance, $"The training loss of {what}");
        }
    }
}
