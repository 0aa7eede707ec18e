using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Compares the gradients of a network with differences of its loss: for networks that users write, in their own tests.</summary>
public static class GradientCheck
{
    /// <summary>Compares <c>Gradient</c> with central differences of <c>Loss</c>, one parameter after the other.</summary>
    /// <param name="network">The network. Its parameters are changed one at a time, and put back.</param>
    /// <param name="batch">A few rows, such as those of <see cref="Data.Dataset.ToBatch"/>.</param>
    /// <param name="maxParameters">The most parameters to look at, spread evenly over all of them.</param>
    /// <returns>The parameter that agrees least, and by how much.</returns>
    /// <remarks>
    /// The differences are taken in double, but parameters and losses are floats: expect agreement to about 10⁻³ of the largest derivative (of deep networks with batch
    /// normalisation to 10⁻²), of networks of doubles to 10⁻⁸. Close to a kink, as of ReLU, differences look at both sides of it and gradients at one; differences of either side
    /// and smaller steps are then tried. Where a network trains otherwise than it predicts, as with dropout or batch normalisation, it is the loss of training that is looked at,
    /// with the masks of one step; running statistics are put back.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxParameters"/> is below 1.</exception>
    public static GradientReport Of<TNumber>(ITrainableNetwork<TNumber> network, Data.MiniBatch batch, int maxParameters = 256)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        Of(network, () => network.Loss(batch), gradient => network.Gradient(batch, gradient), maxParameters);

    /// <summary>The same at rows that the caller holds.</summary>
    /// <param name="network">The network. Its parameters are changed one at a time, and put back.</param>
    /// <param name="loss">Computes the loss: <c>() => network.Loss(a, b, targets)</c>.</param>
    /// <param name="gradient">Computes loss and gradient at the same rows: <c>g => network.Gradient(a, b, targets, g)</c>.</param>
    /// <param name="maxParameters">The most parameters to look at, spread evenly over all of them.</param>
    /// <inheritdoc cref="Of{TNumber}(ITrainableNetwork{TNumber}, Data.MiniBatch, int)"/>
    public static GradientReport Of<TNumber>(INetwork<TNumber> network, Func<TNumber> loss, LossAndGradient<TNumber> gradient, int maxParameters = 256)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        return GradientDifferences<TNumber>.Compare(network, loss, gradient, maxParameters);
    }

    /// <summary>
    /// How far ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart for directions drawn from a seed, relative to the sum of the absolute terms: the two are one number, computed forward
    /// and backward. Floats leave about 10⁻⁶, doubles 10⁻¹⁵.
    /// </summary>
    /// <param name="network">A network that declares <c>Derivatives.Vjp</c> and <c>Derivatives.Jvp</c>.</param>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="seed">Decides the directions.</param>
    /// <exception cref="ArgumentException">The network declares no <c>Derivatives.Jvp</c>.</exception>
    public static double AdjointGap<TNumber>(IVjpNetwork<TNumber> network, ReadOnlySpan<TNumber> x, int seed = 0)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network is not IJvpNetwork<TNumber> forward)
            throw new ArgumentException($"'{network.Layout.Network}' has Vjp and no Jvp to compare it with; declare Derivatives.Jvp too.", nameof(network));
        var inputs = x.ToArray();
        return AdjointGap(
            network, RowsIn(inputs, network.InputSize), [network.InputSize], [network.OutputSize],
            (dy, dx, gradient) => network.Vjp(inputs, dy[0], dx[0], gradient),
            (xTangent, parameterTangent, yTangent) => forward.Jvp(inputs, xTangent[0], parameterTangent, [], yTangent[0]),
            seed);
    }

    /// <summary>The same for a network of any number of inputs and outputs, at rows that the caller holds.</summary>
    /// <param name="network">A network that declares <c>Derivatives.Vjp</c> and <c>Derivatives.Jvp</c>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="inputs">The numbers in one row of each input, in their order; inputs of tokens are left out.</param>
    /// <param name="outputs">The numbers in one row of each output, in their order.</param>
    /// <param name="vjp">Calls Vjp: <c>(dy, dx, gradient) => network.Vjp(a, b, dy[0], dy[1], dx[0], dx[1], gradient)</c>.</param>
    /// <param name="jvp">Calls Jvp at the same rows: <c>(xTangent, p, yTangent) => network.Jvp(a, b, xTangent[0], xTangent[1], p, [], [], yTangent[0], yTangent[1])</c>.</param>
    /// <param name="seed">Decides the directions.</param>
    /// <inheritdoc cref="AdjointGap{TNumber}(IVjpNetwork{TNumber}, ReadOnlySpan{TNumber}, int)"/>
    /// <exception cref="ArgumentOutOfRangeException">There is no row.</exception>
    /// <exception cref="ArgumentException">The sizes are not those of all inputs, or of all outputs.</exception>
    public static double AdjointGap<TNumber>(
        INetwork<TNumber> network, int rows, int[] inputs, int[] outputs, VectorJacobianProduct<TNumber> vjp, JacobianVectorProduct<TNumber> jvp, int seed = 0)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckSizes(network.Layout, rows, inputs, network.Inputs.Where(static port => port.Kind == PortKind.Numbers).Sum(static port => port.Size), outputs, network.OutputSize);
        return AdjointIdentity.Gap(vjp, jvp, rows, inputs, outputs, network.Parameters.Length, seed);
    }

    /// <summary>The rows of an only input; what does not fit is left to the network to name.</summary>
    private static int RowsIn<T>(T[] x, int size) => Math.Max(1, x.Length / size);

    private static void CheckSizes(ParameterLayout layout, int rows, int[] inputs, int inputSize, int[] outputs, int outputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        CheckSize(layout, inputs, inputSize, nameof(inputs));
        CheckSize(layout, outputs, outputSize, nameof(outputs));
    }

    private static void CheckSize(ParameterLayout layout, int[] sizes, int size, string argument)
    {
        ArgumentNullException.ThrowIfNull(sizes, argument);
        if (sizes.Sum() != size || sizes.Any(static s => s < 1))
            throw new ArgumentException(
                $"A row of all {argument} of '{layout.Network}' has {size} numbers; '{argument}' are [{string.Join(", ", sizes)}]. Give the size of each, such as InputSize.",
                argument);
    }
}
