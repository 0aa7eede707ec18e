namespace Theory.Flows;

/// <summary>
/// The differential equations themselves, by many small steps of Runge and Kutta: h′ = f(h) forwards, and backwards a′ = −(∂f/∂h)ᵀ a and g′ = −(∂f/∂θ)ᵀ a,
/// whose ends are the gradients with respect to the state at the beginning and to the parameters.
/// </summary>
internal static class Adjoint
{
    /// <param name="field">f, and its products from the left.</param>
    /// <param name="start">h at time 0.</param>
    /// <param name="end">a at the last time.</param>
    /// <param name="time">The last time.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="sign">−1 for the equation with its sign turned, which is wrong.</param>
    public static (double[] State, double[] Start, double[] Parameters) Solve(FieldAlone field, double[] start, double[] end, double time, int steps, double sign = 1)
    {
        var (h, dt, parameters) = ((double[])start.Clone(), time / steps, FieldAlone.ParameterCount);
        for (var step = 0; step < steps; step++)
            h = Step(h, dt, Value);
        // State, adjoint and gradient together, backwards in time.
        double[] all = [.. h, .. end, .. new double[parameters]];
        for (var step = 0; step < steps; step++)
            all = Step(all, -dt, Together);
        return (h, all[2..4], all[4..]);

        double[] Value(double[] state)
        {
            var slope = new double[FieldAlone.OutputSize];
            field.Predict(state, slope);
            return slope;
        }

        double[] Together(double[] state)
        {
            double[] slopes = [.. Value(state[..2]), .. new double[2 + parameters]];
            field.Vjp(state[..2], state[2..4], slopes.AsSpan(2, 2), slopes.AsSpan(4));
            for (var i = 2; i < slopes.Length; i++)
                slopes[i] *= -sign;
            return slopes;
        }
    }

    private static double[] Step(double[] h, double dt, Func<double[], double[]> f)
    {
        var k1 = f(h);
        var k2 = f(Moved(h, k1, dt / 2));
        var k3 = f(Moved(h, k2, dt / 2));
        var k4 = f(Moved(h, k3, dt));
        return [.. h.Select((value, i) => value + dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))];
    }

    private static double[] Moved(double[] h, double[] k, double dt) => [.. h.Select((value, i) => value + dt * k[i])];
}
