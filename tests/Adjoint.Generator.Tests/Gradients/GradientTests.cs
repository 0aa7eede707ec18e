namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Every entry of the generated gradient against reverse mode on the naive interpreter.</summary>
public sealed class GradientTests : OperatorTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_that_of_the_naive_interpreter(string @operator, string declaration) => ForEach(@operator, declaration, static (subject, batch, what) =>
    {
        var step = subject.TrainingStep;
        var (loss, gradient) = subject.Gradient(batch);
        Agreement.Require(Naive.Gradient(subject, batch, step), gradient, Tolerance, subject.NameOf, what);
        var expected = Naive.Loss(subject, batch, Naive.ParametersOf(subject), step);
        Agreement.Require(expected, loss, Math.Max(Math.Abs(expected), 1), Tolerance, $"The training loss of {what}");
    });
}
