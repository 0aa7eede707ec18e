using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Compares a gradient with central differences of the loss, one parameter after the other.</summary>
internal sealed class GradientDifferences<T>(INetwork<T> network, DifferentiatedLoss<T> loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The step of central differences, relative to a parameter or to 1: near the cube root of the spacing of numbers, where rounding of the loss and curvature hurt
    /// equally little.
    /// </summary>
    private static readonly double Step = typeof(T) == typeof(double) ? 1.0 / (1 << 17) : 1.0 / (1 << 7);

    /// <summary>What is near enough, relative to the largest derivative, for nothing else to be tried.</summary>
    private static readonly double Near = typeof(T) == typeof(double) ? 1e-8 : 1e-3;

    /// <summary>Looks at no more than <paramref name="most"/> parameters, spread evenly; tells of the one that agrees least.</summary>
    public static GradientReport Compare(INetwork<T> network, Func<T> loss, LossAndGradient<T> gradient, int most)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        using var state = new SavedNetwork<T>(network);
        return new GradientDifferences<T>(network, new DifferentiatedLoss<T>(network, loss, gradient)).Compare(most);
    }

    private GradientReport Compare(int most)
    {
        var gradient = loss.Gradient;
        var (worst, error, expected) = (0, 0.0, 0.0);
        var (scale, stride) = (1e-3, Math.Max(1, (gradient.Length + most - 1) / most));
        for (var i = 0; i < gradient.Length; i += stride)
        {
            var derivative = double.CreateTruncating(gradient[i]);
            var difference = Difference(i, derivative, scale);
            scale = Math.Max(scale, Math.Abs(difference));
            if (!(Math.Abs(difference - derivative) <= error))
                (worst, error, expected) = (i, Math.Abs(difference - derivative), difference);
        }
        return new GradientReport(NameOf(network.Layout, worst), gradient.Length == 0 ? 0 : double.CreateTruncating(gradient[worst]), expected, error / scale);
    }

    /// <summary>
    /// The derivative by central differences. Where they disagree with the gradient, those of either side and smaller steps are tried as well and the nearest is taken:
    /// a kink is on one side, or further away than the small steps go, and a wrong gradient is wrong by all of them.
    /// </summary>
    private double Difference(int parameter, double gradient, double scale)
    {
        var nearest = double.NaN;
        for (var step = Step; step >= Step / 16; step /= 2)
        {
            foreach (var next in Differences(parameter, step))
            {
                if (!(Math.Abs(nearest - gradient) <= Math.Abs(next - gradient)))
                    nearest = next;
                if (Math.Abs(nearest - gradient) <= Near * scale)
                    return nearest;
            }
        }
        return nearest;
    }

    /// <summary>The differences of both sides together, of that above, and of that below.</summary>
    private IEnumerable<double> Differences(int parameter, double step)
    {
        var here = (At: double.CreateTruncating(network.Parameters[parameter]), Loss: loss.Here);
        step *= Math.Max(1, Math.Abs(here.At));
        var (above, below) = (Shifted(parameter, step), Shifted(parameter, -step));
        yield return Slope(below, above);
        yield return OneSided(here, above, Shifted(parameter, 2 * step));
        yield return OneSided(here, below, Shifted(parameter, -2 * step));
    }

    /// <summary>The loss where one parameter is another; and what the network's numbers make of that other, so that differences are divided by what they are of.</summary>
    private (double At, double Loss) Shifted(int parameter, double shift)
    {
        var value = network.Parameters[parameter];
        var other = T.CreateTruncating(double.CreateTruncating(value) + shift);
        network.Parameters[parameter] = other;
        var there = loss.Now();
        network.Parameters[parameter] = value;
        return (double.CreateTruncating(other), there);
    }

    private static double Slope((double At, double Loss) a, (double At, double Loss) b) => (b.Loss - a.Loss) / (b.At - a.At);

    /// <summary>The derivative at the first of three points on a parabola: the slope to the second, less what the slope to the third has changed by.</summary>
    private static double OneSided((double At, double Loss) here, (double At, double Loss) near, (double At, double Loss) far) =>
        Slope(here, near) - (Slope(here, far) - Slope(here, near)) * (near.At - here.At) / (far.At - near.At);

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
}
