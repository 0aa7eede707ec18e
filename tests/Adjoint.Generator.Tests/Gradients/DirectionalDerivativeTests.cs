namespace Adjoint.Generator.Tests.Gradients;

/// <summary>The derivative of the loss along a direction, by dual numbers, against the inner product of direction and generated gradient.</summary>
public sealed class DirectionalDerivativeTests : OperatorTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_gives_the_slope_along_any_direction(string @operator, string declaration)
    {
        var random = new Random(5);
        ForEach(@operator, declaration, (subject, batch, what) =>
        {
            var step = subject.TrainingStep;
            var gradient = subject.Gradient(batch).Gradient;
            // One for each batch: a direction passes through every parameter.
            var direction = Vectors.Random(random, gradient.Length);
            // What rounding is relative to: the sum as if no terms cancelled.
            var scale = Math.Max(gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum(), Agreement.LeastScale);
            Agreement.Require(Naive.Slope(subject, batch, direction, step), Vectors.Dot(gradient, direction), scale, Tolerance, what);
        });
    }
}
