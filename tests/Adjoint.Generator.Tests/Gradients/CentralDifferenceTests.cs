namespace Adjoint.Generator.Tests.Gradients;

/// <summary>(L(p + h) − L(p − h)) / 2h on the naive interpreter, which takes no derivative of anything, against the generated gradient.</summary>
public sealed class CentralDifferenceTests : OperatorTests
{
    /// <summary>Of every batch; a network has several.</summary>
    private const int Coordinates = 2;

    /// <summary>The error of the difference is near h² = 1e-10 and ε/h = 2e-11.</summary>
    private const double Step = 1e-5;

    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_the_limit_of_differences(string @operator, string declaration)
    {
        var random = new Random(7);
        ForEach(@operator, declaration, (subject, batch, what) =>
        {
            var step = subject.TrainingStep;
            var gradient = subject.Gradient(batch).Gradient;
            var scale = Math.Max(gradient.Max(Math.Abs), Agreement.LeastScale);
            for (var i = 0; i < Coordinates; i++)
            {
                var coordinate = random.Next(gradient.Length);
                while (subject.IsPadding(coordinate))
                    coordinate = random.Next(gradient.Length);
                var difference = (LossAt(subject, batch, coordinate, Step, step) - LossAt(subject, batch, coordinate, -Step, step)) / (2 * Step);
                Agreement.Require(difference, gradient[coordinate], scale, Tolerance, $"{what}, {subject.NameOf(coordinate)}");
            }
        });
    }

    private static double LossAt(Subject subject, Batch batch, int coordinate, double change, long step)
    {
        var parameters = Naive.ParametersOf(subject);
        parameters[coordinate] += change;
        return Naive.Loss(subject, batch, parameters, step);
    }
}
