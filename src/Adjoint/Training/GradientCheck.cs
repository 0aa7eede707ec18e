using System.ComponentModel;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>Compares the gradients of a network with differences of its loss: for networks that users write, in their own tests.</summary>
public static class GradientCheck
{
    /// <summary>
    /// The step of central differences, relative to a parameter or to 1: near the cube root of the spacing of floats, where rounding of the loss and curvature hurt
    /// equally little.
    /// </summary>
    private const double Step = 1.0 / 128;

    /// <summary>Compares <c>Gradient</c> with central differences of <c>Loss</c>, one parameter after the other.</summary>
    /// <param name="network">The network. Its parameters are changed one at a time, and put back.</param>
    /// <param name="x">The inputs, row after row; best a few rows.</param>
    /// <param name="targets">The targets, as for Loss.</param>
    /// <param name="most">The most parameters to look at, spread evenly over all of them.</param>
    /// <returns>The parameter that agrees least, and by how much.</returns>
    /// <remarks>
    /// The differences are taken in double, but parameters and losses are floats: expect agreement to some 10⁻³ of the largest derivative. Close to a kink, as of
    /// ReLU, differences look at both sides of it and gradients at one; smaller steps are then tried. Where a network trains otherwise than it predicts, as with dropout
    /// or batch normalisation, it is the loss of training that is looked at, with the masks of one step; running statistics are put back.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    public static GradientReport Of<TTarget>(ITrainableNetwork<TTarget> network, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int most = 256)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var parameters = network.Parameters;
        var judged = new JudgedLoss<TTarget>(network);
        var gradient = new float[parameters.Length];
        judged.Begin(x, targets, gradient);
        var (worst, error, expected) = (0, 0.0, 0.0);
        var (scale, stride) = (1e-3, Math.Max(1, (parameters.Length + most - 1) / most));
        for (var i = 0; i < parameters.Length; i += stride)
        {
            var difference = Difference(network, judged, x, targets, i, gradient[i], scale);
            scale = Math.Max(scale, Math.Abs(difference));
            if (!(Math.Abs(difference - gradient[i]) <= error))
                (worst, error, expected) = (i, Math.Abs(difference - gradient[i]), difference);
        }
        judged.End();
        return new GradientReport(NameOf(network.Layout, worst), parameters.Length == 0 ? 0 : gradient[worst], expected, error / scale);
    }

    /// <summary>The same for inputs and targets drawn from a seed, and with the adjoint identity where the network has what it takes; what <c>[VerifyGradients]</c> calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(ITrainableNetwork<float> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = Draw(random, rows * network.InputSize);
        return Of<float>(network, x, DrawnTargets.Numbers(random, kind, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <inheritdoc cref="OfDrawn(ITrainableNetwork{float}, TargetKind, int, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static GradientReport OfDrawn(ITrainableNetwork<int> network, TargetKind kind, int rows, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var x = Draw(random, rows * network.InputSize);
        return Of<int>(network, x, DrawnTargets.Classes(random, rows, network.OutputSize)) with { AdjointGap = GapOf(network, x, seed) };
    }

    /// <summary>
    /// How far ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart for directions drawn from a seed, relative to the sum of the absolute terms: the two are one number, computed forward
    /// and backward. Floats leave some 10⁻⁶.
    /// </summary>
    /// <param name="network">A network that declares <c>Derivatives.Vjp</c> and <c>Derivatives.Jvp</c>.</param>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="seed">Decides the directions.</param>
    public static double AdjointGap<TNetwork>(TNetwork network, ReadOnlySpan<float> x, int seed = 0)
        where TNetwork : IVjpNetwork, IJvpNetwork
    {
        ArgumentNullException.ThrowIfNull(network);
        return Gap(network, network, x, seed);
    }

    /// <summary>The gap of a network that declares both; nothing for another.</summary>
    private static double? GapOf(INetwork network, ReadOnlySpan<float> x, int seed) => network is IVjpNetwork reverse and IJvpNetwork forward ? Gap(reverse, forward, x, seed) : null;

    private static double Gap(IVjpNetwork reverse, IJvpNetwork network, ReadOnlySpan<float> x, int seed)
    {
        var random = new Random(seed);
        var outputs = x.Length / network.InputSize * network.OutputSize;
        var (xTangent, parameterTangent, dy) = (Draw(random, x.Length), Draw(random, network.Parameters.Length), Draw(random, outputs));
        var (yTangent, dx, gradient) = (new float[outputs], new float[x.Length], new float[parameterTangent.Length]);
        network.Jvp(x, xTangent, parameterTangent, [], yTangent);
        reverse.Vjp(x, dy, dx, gradient);
        var (forward, size) = Dot(dy, yTangent);
        var (byInputs, sizeOfInputs) = Dot(dx, xTangent);
        var (byParameters, sizeOfParameters) = Dot(gradient, parameterTangent);
        return Math.Abs(forward - byInputs - byParameters) / Math.Max(1e-30, size + sizeOfInputs + sizeOfParameters);
    }

    /// <summary>
    /// The derivative by central differences. Where they disagree with the gradient, smaller steps are tried as well and the nearest is taken: differences that look over a
    /// kink come right as their steps become smaller, and those of a wrong gradient do not.
    /// </summary>
    private static double Difference<TTarget>(
        ITrainableNetwork<TTarget> network, JudgedLoss<TTarget> judged, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int parameter, double gradient, double scale)
        where TTarget : unmanaged
    {
        var nearest = Difference(network, judged, x, targets, parameter, Step);
        for (var step = Step / 4; step >= Step / 16 && Math.Abs(nearest - gradient) > 1e-3 * scale; step /= 4)
        {
            var next = Difference(network, judged, x, targets, parameter, step);
            if (Math.Abs(next - gradient) < Math.Abs(nearest - gradient))
                nearest = next;
        }
        return nearest;
    }

    private static double Difference<TTarget>(
        ITrainableNetwork<TTarget> network, JudgedLoss<TTarget> judged, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int parameter, double step)
        where TTarget : unmanaged
    {
        var parameters = network.Parameters;
        var value = parameters[parameter];
        step *= Math.Max(1, Math.Abs(value));
        // What floats make of the two points is what their difference is divided by.
        var (above, below) = ((float)(value + step), (float)(value - step));
        parameters[parameter] = above;
        var lossAbove = judged.At(x, targets);
        parameters[parameter] = below;
        var lossBelow = judged.At(x, targets);
        parameters[parameter] = value;
        return (lossAbove - lossBelow) / ((double)above - below);
    }

    private static string NameOf(ParameterLayout layout, int parameter)
    {
        foreach (var tensor in layout.Parameters)
        {
            if (!tensor.IsTrained || parameter < tensor.Offset || parameter >= tensor.Offset + tensor.Length)
                continue;
            for (var i = 0; i < tensor.Length; i++)
            {
                if (tensor.Locate(i) == parameter)
                    return $"{tensor.Name}[{string.Join(", ", Index(tensor.Shape, i))}]";
            }
        }
        return "no parameter";
    }

    private static int[] Index(IReadOnlyList<int> shape, int position)
    {
        var index = new int[shape.Count];
        for (var axis = shape.Count - 1; axis >= 0; position /= shape[axis--])
            index[axis] = position % shape[axis];
        return index;
    }

    private static float[] Draw(Random random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return values;
    }

    private static (double Sum, double Size) Dot(float[] a, float[] b)
    {
        var (sum, size) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
            size += Math.Abs((double)a[i] * b[i]);
        }
        return (sum, size);
    }
}

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="Worst">The parameter that agrees least, such as <c>dense1.weight[3, 0]</c>.</param>
/// <param name="Gradient">Its derivative as the network computes it.</param>
/// <param name="Difference">Its derivative by central differences.</param>
/// <param name="Error">How far the two are apart, relative to the largest derivative that was looked at.</param>
public sealed record GradientReport(string Worst, double Gradient, double Difference, double Error)
{
    /// <summary>How far ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart, relative to their terms; null for a network that does not declare both <c>Vjp</c> and <c>Jvp</c>, or was not asked.</summary>
    public double? AdjointGap { get; init; }

    /// <summary>Whether all derivatives agree to a share of the largest, and forward and reverse derivatives with one another, as far as they were compared.</summary>
    public bool Agrees(double tolerance = 5e-3) => Error <= tolerance && AdjointGap is null or <= 1e-4;

    /// <summary>What to print where a test fails.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Worst}: the gradient is {Gradient:g6}, differences give {Difference:g6}; relative to the largest derivative that is apart by {Error:g3}")
        + (AdjointGap is { } gap ? FormattableString.Invariant($"; ⟨ȳ, J ẋ⟩ and ⟨Jᵀȳ, ẋ⟩ are apart by {gap:g3}") : "");
}
