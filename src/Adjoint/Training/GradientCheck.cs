using System.ComponentModel;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Compares the gradients of a network with differences of its loss: for networks that users write, in their own tests.</summary>
public static class GradientCheck
{
    /// <summary>Compares <c>Gradient</c> with central differences of <c>Loss</c>, one parameter after the other.</summary>
    /// <param name="network">The network. Its parameters are changed one at a time, and put back.</param>
    /// <param name="x">The inputs, row after row; best a few rows.</param>
    /// <param name="targets">The targets, as for Loss.</param>
    /// <param name="most">The most parameters to look at, spread evenly over all of them.</param>
    /// <returns>The parameter that agrees least, and by how much.</returns>
    /// <remarks>
    /// The differences are taken in double, but parameters and losses are floats: expect agreement to some 10⁻³ of the largest derivative, of networks of doubles to 10⁻⁸. Close to a kink, as of
    /// ReLU, differences look at both sides of it and gradients at one; smaller steps are then tried. Where a network trains otherwise than it predicts, as with dropout
    /// or batch normalisation, it is the loss of training that is looked at, with the masks of one step; running statistics are put back.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public static GradientReport Of<TTarget>(ITrainableNetwork<TTarget> network, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int most = 256)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return new GradientDifferences<float, TTarget>(new CheckedFloats<TTarget>(network)).Compare(x, targets, most);
    }

    /// <inheritdoc cref="Of{TTarget}(ITrainableNetwork{TTarget}, ReadOnlySpan{float}, ReadOnlySpan{TTarget}, int)"/>
    public static GradientReport Of<TTarget>(DoublePrecision.ITrainableNetwork<TTarget> network, ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets, int most = 256)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return new GradientDifferences<double, TTarget>(new CheckedDoubles<TTarget>(network)).Compare(x, targets, most);
    }

    /// <summary>
    /// How far ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart for directions drawn from a seed, relative to the sum of the absolute terms: the two are one number, computed forward
    /// and backward. Floats leave some 10⁻⁶, doubles 10⁻¹⁵.
    /// </summary>
    /// <param name="network">A network that declares <c>Derivatives.Vjp</c> and <c>Derivatives.Jvp</c>.</param>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="seed">Decides the directions.</param>
    public static double AdjointGap<TNetwork>(TNetwork network, ReadOnlySpan<float> x, int seed = 0)
        where TNetwork : IVjpNetwork, IJvpNetwork
    {
        ArgumentNullException.ThrowIfNull(network);
        return GapOf(network, x, seed)!.Value;
    }

    /// <inheritdoc cref="AdjointGap{TNetwork}(TNetwork, ReadOnlySpan{float}, int)"/>
    public static double AdjointGap<TNetwork>(TNetwork network, ReadOnlySpan<double> x, int seed = 0)
        where TNetwork : DoublePrecision.IVjpNetwork, DoublePrecision.IJvpNetwork
    {
        ArgumentNullException.ThrowIfNull(network);
        return GapOf(network, x, seed)!.Value;
    }

    /// <summary>The same for inputs and targets drawn from a seed, and with the adjoint identity where the network has what it takes; what <c>[VerifyGradients]</c> calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(ITrainableNetwork<float> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = AdjointIdentity.Draw<float>(random, rows * network.InputSize);
        return Of<float>(network, x, DrawnTargets.Numbers<float>(random, kind, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <inheritdoc cref="OfDrawn(ITrainableNetwork{float}, TargetKind, int, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(ITrainableNetwork<int> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = AdjointIdentity.Draw<float>(random, rows * network.InputSize);
        return Of<int>(network, x, DrawnTargets.Classes(random, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <inheritdoc cref="OfDrawn(ITrainableNetwork{float}, TargetKind, int, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(DoublePrecision.ITrainableNetwork<double> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = AdjointIdentity.Draw<double>(random, rows * network.InputSize);
        return Of<double>(network, x, DrawnTargets.Numbers<double>(random, kind, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <inheritdoc cref="OfDrawn(ITrainableNetwork{float}, TargetKind, int, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(DoublePrecision.ITrainableNetwork<int> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = AdjointIdentity.Draw<double>(random, rows * network.InputSize);
        return Of<int>(network, x, DrawnTargets.Classes(random, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <summary>The gap of a network that declares both; nothing for another.</summary>
    private static double? GapOf(INetwork network, ReadOnlySpan<float> x, int seed) => network is IVjpNetwork reverse and IJvpNetwork forward
        ? AdjointIdentity.Gap<float>(forward.Jvp, reverse.Vjp, x, x.Length / network.InputSize * network.OutputSize, network.Parameters.Length, seed) : null;

    /// <summary>The gap of a network that declares both; nothing for another.</summary>
    private static double? GapOf(DoublePrecision.INetwork network, ReadOnlySpan<double> x, int seed) => network is DoublePrecision.IVjpNetwork reverse and DoublePrecision.IJvpNetwork forward
        ? AdjointIdentity.Gap<double>(forward.Jvp, reverse.Vjp, x, x.Length / network.InputSize * network.OutputSize, network.Parameters.Length, seed) : null;
}
