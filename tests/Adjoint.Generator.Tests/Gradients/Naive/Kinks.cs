namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// Where formulas change: it decides on which side of a kink a number lies and remembers how close the closest came. Two precisions may disagree
/// about a number that lies on a kink; data are drawn so that none does.
/// </summary>
internal sealed class Kinks
{
    /// <summary>The smallest distance to a kink so far.</summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether <paramref name="x"/> lies above <paramref name="kink"/>.</summary>
    public bool IsAbove<T>(T x, double kink)
        where T : struct, IReal<T>
    {
        Margin = Math.Min(Margin, Math.Abs(x.Value - kink));
        return x.Value > kink;
    }
}
