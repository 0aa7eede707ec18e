namespace Adjoint;

/// <summary>The step of least squares within a radius: the λ for which the minimum of ‖R z − Qᵀb‖² + λ‖z‖² is some radius long, found by Newton's method on 1 / length.</summary>
/// <remarks>Source: Moré, The Levenberg–Marquardt algorithm: implementation and theory (1978), section 5, with the bounds that MINPACK's <c>lmpar</c> has.</remarks>
internal static class TrustRegion
{
    private const int MostRounds = 10;

    /// <summary>The least normal number.</summary>
    private const double Tiny = 2.2250738585072014e-308;

    /// <summary>Within this share of the radius a length is good enough.</summary>
    private const double Slack = 0.1;

    /// <summary>The step, and its λ.</summary>
    /// <param name="factor">R and Qᵀb.</param>
    /// <param name="radius">The length that the step is to have, if it would have more.</param>
    /// <param name="lambda">The λ of the step before.</param>
    public static (double[] Step, double Lambda) Find(TriangularFactor factor, double radius, double lambda)
    {
        var step = factor.Solve();
        var over = Vectors.Norm(step) - radius;
        if (over <= Slack * radius)
            return (step, 0);
        var (least, most) = Bounds(factor, step, over, radius);
        lambda = Math.Min(Math.Max(lambda, least), most);
        if (lambda == 0)
            lambda = most * radius / Vectors.Norm(step);
        for (var round = 1; ; round++)
        {
            if (lambda == 0)
                lambda = Math.Max(Tiny, 0.001 * most);
            var damped = factor.Copy();
            damped.AddDiagonal(Math.Sqrt(lambda));
            step = damped.Solve();
            var before = over;
            var length = Vectors.Norm(step);
            over = length - radius;
            if (Math.Abs(over) <= Slack * radius || (least == 0 && over <= before && before < 0) || round == MostRounds)
                return (step, lambda);
            var turned = damped.SolveTransposed(Vectors.Times(1 / length, step));
            var correction = over / radius / Vectors.Dot(turned, turned);
            (least, most) = over > 0 ? (Math.Max(least, lambda), most) : (least, Math.Min(most, lambda));
            lambda = Math.Max(least, lambda + correction);
        }
    }

    /// <summary>Between these λ is: by Newton's method from 0, if R has full rank, and by the gradient.</summary>
    private static (double Least, double Most) Bounds(TriangularFactor factor, double[] step, double over, double radius)
    {
        var least = 0.0;
        if (factor.Rank == factor.Size)
        {
            var turned = factor.SolveTransposed(Vectors.Times(1 / Vectors.Norm(step), step));
            least = over / radius / Vectors.Dot(turned, turned);
        }
        var most = Vectors.Norm(factor.TimesTransposed()) / radius;
        return (least, most == 0 ? Tiny / Math.Min(radius, Slack) : most);
    }
}
