namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// Long short-term memory and gated recurrent units over the steps of one row, in double precision. With a = W_ih xₜ + b_ih and u = W_hh hₜ₋₁ + b_hh, in parts for the gates:
/// <code>
/// LSTM  i, f, o = σ(a + u), g = tanh(a + u)     cₜ = f cₜ₋₁ + i g, hₜ = o tanh cₜ
/// GRU   r, z = σ(a + u), n = tanh(aₙ + r uₙ)    hₜ = (1 − z) n + z hₜ₋₁
/// </code>
/// The tensors are W_ih, b_ih, W_hh and b_hh.
/// </summary>
internal static class ReferenceRecurrent
{
    /// <summary>The state after each step, step by step.</summary>
    public static double[] Forward(Recurrent layer, int steps, double[] x, ReadOnlySpan<double[]> tensors) => [.. Run(layer, steps, x, tensors).SelectMany(step => step.H)];

    /// <summary>The gradients of input and tensors, from those of the states after each step.</summary>
    public static (double[] Dx, double[][] Gradients) Backward(Recurrent layer, int steps, double[] x, double[] dy, ReadOnlySpan<double[]> tensors)
    {
        var (units, features, run) = (layer.Units, x.Length / steps, Run(layer, steps, x, tensors));
        var (dx, gradients) = (new double[x.Length], new double[4][]);
        for (var tensor = 0; tensor < gradients.Length; tensor++)
            gradients[tensor] = new double[tensors[tensor].Length];
        var (dh, dc) = (new double[units], new double[units]);
        for (var t = steps - 1; t >= 0; t--)
        {
            for (var j = 0; j < units; j++)
                dh[j] += dy[t * units + j];
            var before = t == 0 ? new Moment([], [], new double[units], new double[units]) : run[t - 1];
            var (da, du) = layer is Lstm ? LstmBackward(run[t], before, dh, dc) : GruBackward(run[t], before, dh);
            MultiplyBackward(tensors[0], x.AsSpan(t * features, features), da, dx.AsSpan(t * features, features), gradients[0], gradients[1]);
            MultiplyBackward(tensors[2], before.H, du, dh, gradients[2], gradients[3]);
        }
        return (dx, gradients);
    }

    private static List<Moment> Run(Recurrent layer, int steps, double[] x, ReadOnlySpan<double[]> tensors)
    {
        var (units, features, run) = (layer.Units, x.Length / steps, new List<Moment>());
        var before = new Moment([], [], new double[units], new double[units]);
        for (var t = 0; t < steps; t++)
        {
            var a = Multiply(tensors[0], x.AsSpan(t * features, features), tensors[1]);
            var u = Multiply(tensors[2], before.H, tensors[3]);
            before = layer is Lstm ? LstmForward(a, u, before) : GruForward(a, u, before);
            run.Add(before);
        }
        return run;
    }

    private static Moment LstmForward(double[] a, double[] u, Moment before)
    {
        var (units, gates) = (before.H.Length, new double[a.Length]);
        for (var j = 0; j < gates.Length; j++)
            gates[j] = j / units == 2 ? Math.Tanh(a[j] + u[j]) : Sigmoid(a[j] + u[j]);
        var c = Each(units, j => gates[units + j] * before.C[j] + gates[j] * gates[2 * units + j]);
        return new(gates, u, c, Each(units, j => gates[3 * units + j] * Math.Tanh(c[j])));
    }

    /// <summary>Takes ∂loss/∂hₜ and ∂loss/∂cₜ; leaves in <paramref name="dh"/> zeros, for all of it goes through the sums, and in <paramref name="dc"/> ∂loss/∂cₜ₋₁.</summary>
    private static (double[] Da, double[] Du) LstmBackward(Moment now, Moment before, double[] dh, double[] dc)
    {
        var (units, dz) = (dh.Length, new double[now.Gates.Length]);
        for (var j = 0; j < units; j++)
        {
            var (i, f, g, o, tanh) = (now.Gates[j], now.Gates[units + j], now.Gates[2 * units + j], now.Gates[3 * units + j], Math.Tanh(now.C[j]));
            dc[j] += dh[j] * o * (1 - tanh * tanh);
            dz[j] = dc[j] * g * i * (1 - i);
            dz[units + j] = dc[j] * before.C[j] * f * (1 - f);
            dz[2 * units + j] = dc[j] * i * (1 - g * g);
            dz[3 * units + j] = dh[j] * tanh * o * (1 - o);
            (dh[j], dc[j]) = (0, dc[j] * f);
        }
        return (dz, dz);
    }

    private static Moment GruForward(double[] a, double[] u, Moment before)
    {
        var (units, gates) = (before.H.Length, new double[a.Length]);
        for (var j = 0; j < gates.Length; j++)
            gates[j] = j / units == 2 ? Math.Tanh(a[j] + gates[j - 2 * units] * u[j]) : Sigmoid(a[j] + u[j]);
        return new(gates, u, before.C, Each(units, j => (1 - gates[units + j]) * gates[2 * units + j] + gates[units + j] * before.H[j]));
    }

    /// <summary>Takes ∂loss/∂hₜ; leaves in <paramref name="dh"/> what goes to hₜ₋₁ beside the sums.</summary>
    private static (double[] Da, double[] Du) GruBackward(Moment now, Moment before, double[] dh)
    {
        var (units, da) = (dh.Length, new double[now.Gates.Length]);
        var du = new double[da.Length];
        for (var j = 0; j < units; j++)
        {
            var (r, z, n) = (now.Gates[j], now.Gates[units + j], now.Gates[2 * units + j]);
            da[2 * units + j] = dh[j] * (1 - z) * (1 - n * n);
            du[2 * units + j] = da[2 * units + j] * r;
            du[j] = da[j] = da[2 * units + j] * now.U[2 * units + j] * r * (1 - r);
            du[units + j] = da[units + j] = dh[j] * (before.H[j] - n) * z * (1 - z);
            dh[j] *= z;
        }
        return (da, du);
    }

    /// <summary>W x + b.</summary>
    private static double[] Multiply(double[] w, ReadOnlySpan<double> x, double[] b)
    {
        var y = (double[])b.Clone();
        for (var o = 0; o < y.Length; o++)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += w[o * x.Length + i] * x[i];
            y[o] += sum;
        }
        return y;
    }

    /// <summary>Adds to the gradients of x, W and b.</summary>
    private static void MultiplyBackward(double[] w, ReadOnlySpan<double> x, double[] dy, Span<double> dx, double[] dw, double[] db)
    {
        for (var o = 0; o < dy.Length; o++)
        {
            db[o] += dy[o];
            for (var i = 0; i < x.Length; i++)
            {
                dw[o * x.Length + i] += dy[o] * x[i];
                dx[i] += dy[o] * w[o * x.Length + i];
            }
        }
    }

    private static double[] Each(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>What is known after a step: the gates, the products with the state before it, the cell and the state.</summary>
    private sealed record Moment(double[] Gates, double[] U, double[] C, double[] H);
}
