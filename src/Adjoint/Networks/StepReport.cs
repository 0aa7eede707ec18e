namespace Adjoint;

/// <summary>What <c>VerifySteps</c> found.</summary>
/// <param name="Worst">The output that agrees least, such as <c>y[3] of row 0 at step 17</c>.</param>
/// <param name="Stepped">What <c>Step</c> or <c>Prefill</c> gives there.</param>
/// <param name="Predicted">What <c>Predict</c> gives there.</param>
/// <param name="Error">How far the two are apart, relative to the largest output.</param>
public sealed record StepReport(string Worst, double Stepped, double Predicted, double Error)
{
    /// <summary>Whether all outputs agree to a share of the largest.</summary>
    /// <param name="tolerance">The share of the largest output by which one may differ.</param>
    /// <returns>Whether all agree.</returns>
    public bool Agrees(double tolerance = 1e-5) => Error <= tolerance;

    /// <summary>What to print where a test fails.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Worst}: step by step it is {Stepped:g9}, at once {Predicted:g9}; relative to the largest output that is apart by {Error:g3}");
}
