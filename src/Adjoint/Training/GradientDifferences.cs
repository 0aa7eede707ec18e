using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Compares a gradient with central differences of the loss, one parameter after the other.</summary>
internal sealed class GradientDifferences<T, TTarget>(CheckedNetwork<T, TTarget> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>
    /// The step of central differences, relative to a parameter or to 1: near the cube root of the spacing of numbers, where rounding of the loss and curvature hurt
    /// equally little.
    /// </summary>
    private static readonly double Step = typeof(T) == typeof(double) ? 1.0 / (1 << 17) : 1.0 / (1 << 7);

    private readonly JudgedLoss<T, TTarget> judged = new(network);

    /// <summary>Looks at no more than <paramref name="most"/> parameters, spread evenly; tells of the one that agrees least.</summary>
    public GradientReport Compare(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets, int most)
    {
        var gradient = new T[network.Parameters.Length];
        judged.Begin(x, targets, gradient);
        var (worst, error, expected) = (0, 0.0, 0.0);
        var (scale, stride) = (1e-3, Math.Max(1, (gradient.Length + most - 1) / most));
        for (var i = 0; i < gradient.Length; i += stride)
        {
            var derivative = double.CreateTruncating(gradient[i]);
            var difference = Difference(x, targets, i, derivative, scale);
            scale = Math.Max(scale, Math.Abs(difference));
            if (!(Math.Abs(difference - derivative) <= error))
                (worst, error, expected) = (i, Math.Abs(difference - derivative), difference);
        }
        judged.End();
        return new GradientReport(NameOf(network.Layout, worst), gradient.Length == 0 ? 0 : double.CreateTruncating(gradient[worst]), expected, error / scale);
    }

    /// <summary>
    /// The derivative by central differences. Where they disagree with the gradient, smaller steps are tried as well and the nearest is taken: differences that look over a
    /// kink come right as their steps become smaller, and those of a wrong gradient do not.
    /// </summary>
    private double Difference(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets, int parameter, double gradient, double scale)
    {
        var nearest = Difference(x, targets, parameter, Step);
        for (var step = Step / 4; step >= Step / 16 && Math.Abs(nearest - gradient) > 1e-3 * scale; step /= 4)
        {
            var next = Difference(x, targets, parameter, step);
            if (Math.Abs(next - gradient) < Math.Abs(nearest - gradient))
                nearest = next;
        }
        return nearest;
    }

    private double Difference(ReadOnlySpan<T> x, ReadOnlySpan<TTarget> targets, int parameter, double step)
    {
        var parameters = network.Parameters;
        var value = parameters[parameter];
        var exact = double.CreateTruncating(value);
        step *= Math.Max(1, Math.Abs(exact));
        // What the network's numbers make of the two points is what their difference is divided by.
        var (above, below) = (T.CreateTruncating(exact + step), T.CreateTruncating(exact - step));
        parameters[parameter] = above;
        var lossAbove = judged.At(x, targets);
        parameters[parameter] = below;
        var lossBelow = judged.At(x, targets);
        parameters[parameter] = value;
        return (lossAbove - lossBelow) / (double.CreateTruncating(above) - double.CreateTruncating(below));
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
}
