namespace Adjoint;

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="Worst">The parameter that agrees least, such as <c>dense1.weight[3, 0]</c>.</param>
/// <param name="Gradient">Its derivative as the network computes it.</param>
/// <param name="Difference">Its derivative by differences of the loss.</param>
/// <param name="Error">How far the two are apart, relative to the largest derivative that was looked at.</param>
public sealed record GradientReport(string Worst, double Gradient, double Difference, double Error)
{
    /// <summary>How far ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart, relative to their terms; null for a network that does not declare both <c>Vjp</c> and <c>Jvp</c>, or was not asked.</summary>
    public double? AdjointGap { get; init; }

    /// <summary>Whether all derivatives agree to a share of the largest, and forward and reverse derivatives with one another, as far as they were compared.</summary>
    /// <param name="tolerance">The share of the largest derivative by which one may differ.</param>
    /// <returns>Whether all agree.</returns>
    public bool Agrees(double tolerance = 5e-3) => Error <= tolerance && AdjointGap is null or <= 1e-4;

    /// <summary>What to print where a test fails.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Worst}: the gradient is {Gradient:g6}, differences give {Difference:g6}; relative to the largest derivative that is apart by {Error:g3}")
        + (AdjointGap is { } gap ? FormattableString.Invariant($"; ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart by {gap:g3}") : "");
}
