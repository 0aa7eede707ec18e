namespace Adjoint.Generator.Tests.Gradients;

/// <summary>(L(p + h) − L(p − h)) / 2h on the naive interpreter, which takes no derivative of anything, against the generated gradient.</summary>
public sealed class CentralDifferenceTests(OperatorFixture fixture) : OperatorTests(fixture)
{
    private const int Coordinates = 4;

    /// <summary>The error of the difference is near h² = 1e-10 and ε/h = 2e-11.</summary>
    private const double Step = 1e-5;

    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_the_limit_of_differences(string @operator, string declaration)
    {
        var subject = Create(@operator, declaration);
        var source = new BatchSource(subject, seed: 6);
        var random = new Random(7);
        foreach (var rows in OperatorSamples.RowsFor(subject))
        {
            var batch = source.Next(rows);
            var step = subject.TrainingStep;
            var gradient = subject.Gradient(batch).Gradient;
            var scale = Math.Max(gradient.Max(Math.Abs), Agreement.LeastScale);
            for (var i = 0; i < Coordinates; i++)
            {
                var coordinate = random.Next(gradient.Length);
                var difference = (LossAt(subject, batch, coordinate, Step, step) - LossAt(subject, batch, coordinate, -Step, step)) / (2 * Step);
                Agreement.Require(difference, gradient[coordinate], scale, Tolerance, $"'{declaration}', {rows} rows, {subject.NameOf(coordinate)}");
            }
        }
    }

    private static double LossAt(Subject subject, Batch batch, int coordinate, double change, long step)
    {
        var parameters = Naive.ParametersOf(subject);
        parameters[coordinate] += change;
        return Naive.Loss(subject, batch, parameters, step);
    }
}
