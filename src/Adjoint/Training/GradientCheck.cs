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
    /// ReLU, differences look at both sides of it and gradients at one.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The network trains otherwise than it predicts, as with dropout, so that its loss has another gradient.</exception>
    public static GradientReport Of<TTarget>(ITrainableNetwork<TTarget> network, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int most = 256)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var parameters = network.Parameters;
        var step = network.TrainingStep;
        var gradient = new float[parameters.Length];
        var trained = network.Gradient(x, targets, gradient);
        network.TrainingStep = step;
        var predicted = network.Loss(x, targets);
        if (Math.Abs(trained - predicted) > 1e-4f * Math.Max(1, Math.Abs(predicted)))
        {
            throw new InvalidOperationException(
                $"'{network.Layout.Network}' has the loss {trained} in training and {predicted} without: a layer such as Dropout or BatchNorm trains otherwise than it predicts, so that differences of the loss are not its gradient. Check the network without that layer.");
        }
        var (worst, error, expected) = (0, 0.0, 0.0);
        var (scale, stride) = (1e-3, Math.Max(1, (parameters.Length + most - 1) / most));
        for (var i = 0; i < parameters.Length; i += stride)
        {
            var difference = Difference(network, x, targets, i);
            scale = Math.Max(scale, Math.Abs(difference));
            if (!(Math.Abs(difference - gradient[i]) <= error))
                (worst, error, expected) = (i, Math.Abs(difference - gradient[i]), difference);
        }
        return new GradientReport(NameOf(network.Layout, worst), parameters.Length == 0 ? 0 : gradient[worst], expected, error / scale);
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
        var random = new Random(seed);
        var outputs = x.Length / network.InputSize * network.OutputSize;
        var (xTangent, parameterTangent, dy) = (Draw(random, x.Length), Draw(random, network.Parameters.Length), Draw(random, outputs));
        var (yTangent, dx, gradient) = (new float[outputs], new float[x.Length], new float[parameterTangent.Length]);
        network.Jvp(x, xTangent, parameterTangent, [], yTangent);
        network.Vjp(x, dy, dx, gradient);
        var (forward, size) = Dot(dy, yTangent);
        var (byInputs, sizeOfInputs) = Dot(dx, xTangent);
        var (byParameters, sizeOfParameters) = Dot(gradient, parameterTangent);
        return Math.Abs(forward - byInputs - byParameters) / Math.Max(1e-30, size + sizeOfInputs + sizeOfParameters);
    }

    private static double Difference<TTarget>(ITrainableNetwork<TTarget> network, ReadOnlySpan<float> x, ReadOnlySpan<TTarget> targets, int parameter)
        where TTarget : unmanaged
    {
        var parameters = network.Parameters;
        var value = parameters[parameter];
        var step = Step * Math.Max(1, Math.Abs(value));
        // What floats make of the two points is what their difference is divided by.
        var (above, below) = ((float)(value + step), (float)(value - step));
        parameters[parameter] = above;
        double lossAbove = network.Loss(x, targets);
        parameters[parameter] = below;
        double lossBelow = network.Loss(x, targets);
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
    /// <summary>Whether all derivatives agree to a share of the largest.</summary>
    public bool Agrees(double tolerance = 5e-3) => Error <= tolerance;

    /// <summary>What to print where a test fails.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Worst}: the gradient is {Gradient:g6}, differences give {Difference:g6}; relative to the largest derivative that is apart by {Error:g3}");
}
