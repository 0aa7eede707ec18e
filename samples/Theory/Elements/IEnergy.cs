namespace Theory.Elements;

/// <summary>What the page asks of its networks, whatever their number of hats.</summary>
internal interface IEnergy : INetwork<double>
{
    /// <summary>The gradient of the energy with respect to the coefficients.</summary>
    double Gradient(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> f, Span<double> gradient);

    /// <summary>How that changes along a direction.</summary>
    double HessianVectorProduct(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> f, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>The hats, their sum, and its slope.</summary>
    void Predict(ReadOnlySpan<double> x, Span<double> basis, Span<double> u, Span<double> slope);
}

public sealed partial class SevenHats : IEnergy;

public sealed partial class FifteenHats : IEnergy;

public sealed partial class ThirtyOneHats : IEnergy;
