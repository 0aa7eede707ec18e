namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// ⟨u, J v⟩ = ⟨Jᵀ u, v⟩ for the Jacobian J of all outputs by all parameters: J v from dual numbers through the naive layers, Jᵀ u from the
/// generated code, whose mean squared error sends u = 2 (y − t) / n back when t = y − u n/2.
/// </summary>
public sealed class AdjointIdentityTests : OperatorTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_backward_pass_is_the_adjoint_of_the_forward_pass(string @operator, string declaration)
    {
        var random = new Random(9);
        ForEach(@operator, declaration, (subject, batch, what) =>
        {
            var step = subject.TrainingStep;
            var v = Vectors.Random(random, subject.Parameters.Length);
            var (y, slopes) = Naive.OutputsAlong(subject, batch, v, step);
            var targets = y.Select(each => (float)(each - (2 * random.NextDouble() - 1))).ToArray();
            // u as the generated code sees it, targets being rounded.
            var u = y.Zip(targets, (each, t) => 2 * (each - t) / y.Length).ToArray();
            var gradient = subject.Gradient(batch with { Targets = targets }).Gradient;
            var scale = Math.Max(u.Zip(slopes, (a, b) => Math.Abs(a * b)).Sum(), Agreement.LeastScale);
            Agreement.Require(u.Zip(slopes, (a, b) => a * b).Sum(), Vectors.Dot(gradient, v), scale, Tolerance, what);
        });
    }
}
