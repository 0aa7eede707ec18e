namespace Adjoint;

/// <summary>A place along a direction: the loss there, its slope along the direction, and its gradient.</summary>
internal readonly record struct WolfePoint(double At, double Value, double Slope, double[] Gradient);

/// <summary>
/// Searches along a direction for a place where the loss has fallen enough for the way, and its slope is small enough: the strong Wolfe conditions. First it goes on until such a
/// place must be between two that it has seen, and then it narrows these down by the minimum of a cubic through them.
/// </summary>
/// <remarks>Source: Nocedal and Wright (2006), Algorithms 3.5 and 3.6, and their equation 3.59; bounds of the steps as in <c>torch.optim.LBFGS</c>.</remarks>
internal static class WolfeSearch
{
    /// <summary>The share of the fall that the slope promises, and of the slope that may be left.</summary>
    private const double Fall = 1e-4, Slope = 0.9;

    private const int MostLooks = 25;

    /// <summary>The place; where none is found, the lowest one seen.</summary>
    /// <param name="look">Evaluates a place.</param>
    /// <param name="here">Where the search begins.</param>
    /// <param name="first">The first place to look at.</param>
    /// <param name="size">The greatest component of the direction.</param>
    /// <param name="least">Ends where the two places are nearer than this.</param>
    public static WolfePoint Find(Func<double, WolfePoint> look, WolfePoint here, double first, double size, double least)
    {
        var (before, now, looks) = (here, look(first), 0);
        for (; looks < MostLooks; looks++)
        {
            if (IsTooHigh(now, here) || (looks > 1 && now.Value >= before.Value))
                return Narrow(look, here, before, now, looks, size, least);
            if (Math.Abs(now.Slope) <= -Slope * here.Slope)
                return now;
            if (now.Slope >= 0)
                return Narrow(look, here, before, now, looks, size, least);
            var next = Between(before, now, now.At + 0.01 * (now.At - before.At), now.At * 10);
            (before, now) = (now, look(next));
        }
        return Narrow(look, here, here, now, looks, size, least);
    }

    /// <summary>A loss that is not finite is too high wherever it is.</summary>
    private static bool IsTooHigh(WolfePoint now, WolfePoint here) => !(now.Value <= here.Value + Fall * now.At * here.Slope);

    private static WolfePoint Narrow(Func<double, WolfePoint> look, WolfePoint here, WolfePoint a, WolfePoint b, int looks, double size, double least)
    {
        var (low, high) = a.Value <= b.Value || double.IsNaN(b.Value) ? (a, b) : (b, a);
        for (var isStuck = false; looks < MostLooks && Math.Abs(high.At - low.At) * size >= least; looks++)
        {
            var (left, right) = low.At <= high.At ? (low, high) : (high, low);
            var at = Between(left, right, left.At, right.At);
            // Twice too near to an end, and the cubic is of no use there.
            var margin = 0.1 * (right.At - left.At);
            var isNear = Math.Min(right.At - at, at - left.At) < margin;
            if (isNear && (isStuck || at >= right.At || at <= left.At))
                (at, isNear) = (Math.Abs(at - right.At) < Math.Abs(at - left.At) ? right.At - margin : left.At + margin, false);
            isStuck = isNear;
            var now = look(at);
            if (IsTooHigh(now, here) || now.Value >= low.Value)
            {
                high = now;
                (low, high) = low.Value <= high.Value || double.IsNaN(high.Value) ? (low, high) : (high, low);
                continue;
            }
            if (Math.Abs(now.Slope) <= -Slope * here.Slope)
                return now;
            if (now.Slope * (high.At - low.At) >= 0)
                high = low;
            low = now;
        }
        return low;
    }

    /// <summary>Where the cubic through values and slopes of two places is least, within bounds; their middle where it has no minimum.</summary>
    private static double Between(WolfePoint a, WolfePoint b, double least, double most)
    {
        var (left, right) = a.At <= b.At ? (a, b) : (b, a);
        var d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.At - b.At);
        var square = d1 * d1 - a.Slope * b.Slope;
        if (!(square >= 0) || !double.IsFinite(square))
            return (least + most) / 2;
        var d2 = Math.Sqrt(square);
        var at = right.At - (right.At - left.At) * ((right.Slope + d2 - d1) / (right.Slope - left.Slope + 2 * d2));
        return double.IsNaN(at) ? (least + most) / 2 : Math.Clamp(at, least, most);
    }
}
