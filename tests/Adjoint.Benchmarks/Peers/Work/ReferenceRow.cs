namespace Adjoint.Benchmarks.Peers;

/// <summary>One row on its way through a network and back, in double precision.</summary>
internal sealed class ReferenceRow(Problem problem, double[][] weights, int row)
{
    private readonly PeerNetwork network = problem.Workload.Network;
    private readonly List<double[]> values = [];

    /// <summary>−ln softmax(logits)[label].</summary>
    public double Loss { get; private set; }

    /// <summary>The gradient of the loss with respect to each tensor.</summary>
    public double[][] Gradients { get; private set; } = [];

    /// <summary>The logits.</summary>
    public double[] Forward()
    {
        var (size, tensor) = (network.Inputs, 0);
        values.Add([.. problem.Inputs.AsSpan(row * size, size).ToArray().Select(x => (double)x)]);
        foreach (var (layer, input, output, _) in network.Steps)
        {
            var x = values[^1];
            values.Add(layer switch
            {
                Dense => DenseForward(x, weights[tensor++], weights[tensor++]),
                Conv conv => ConvForward(x, weights[tensor++], weights[tensor++], conv, input, output),
                MaxPool pool => Array.ConvertAll(Winners(x, pool, input, output), i => x[i]),
                GlobalMean => [.. x.Chunk(input[1] * input[2]).Select(channel => channel.Average())],
                Relu => Array.ConvertAll(x, v => Math.Max(0, v)),
                _ => Array.ConvertAll(x, Math.Tanh),
            });
        }
        return values[^1];
    }

    /// <summary>Loss and gradients.</summary>
    public void Backward()
    {
        var z = Forward();
        var label = problem.Labels[row];
        var logSum = Math.Log(z.Sum(Math.Exp));
        Loss = logSum - z[label];
        Gradients = [.. weights.Select(w => new double[w.Length])];
        var dy = z.Select((v, c) => Math.Exp(v - logSum) - (c == label ? 1 : 0)).ToArray();
        var tensor = weights.Length;
        for (var i = network.Steps.Count - 1; i >= 0; i--)
        {
            var (layer, input, output, _) = network.Steps[i];
            var (x, y, dz) = (values[i], values[i + 1], dy);
            tensor -= layer is Dense or Conv ? 2 : 0;
            dy = layer switch
            {
                Dense => DenseBackward(x, weights[tensor], dz, Gradients[tensor], Gradients[tensor + 1]),
                Conv conv => ConvBackward(x, weights[tensor], dz, Gradients[tensor], Gradients[tensor + 1], conv, input, output),
                MaxPool pool => Route(dz, Winners(x, pool, input, output), x.Length),
                GlobalMean => [.. dz.SelectMany(d => Enumerable.Repeat(d / (input[1] * input[2]), input[1] * input[2]))],
                Relu => [.. dz.Select((d, k) => x[k] > 0 ? d : 0)],
                _ => [.. dz.Select((d, k) => d * (1 - y[k] * y[k]))],
            };
        }
    }

    private static double[] DenseForward(double[] x, double[] w, double[] b) =>
        [.. b.Select((bias, o) => bias + Enumerable.Range(0, x.Length).Sum(i => w[o * x.Length + i] * x[i]))];

    private static double[] DenseBackward(double[] x, double[] w, double[] dy, double[] dw, double[] db)
    {
        var dx = new double[x.Length];
        for (var o = 0; o < dy.Length; o++)
        {
            db[o] += dy[o];
            for (var i = 0; i < x.Length; i++)
            {
                dw[o * x.Length + i] += dy[o] * x[i];
                dx[i] += dy[o] * w[o * x.Length + i];
            }
        }
        return dx;
    }

    /// <summary>y[o, p] = b[o] + Σ w[o, c, k] x[c, p + k − P].</summary>
    private static double[] ConvForward(double[] x, double[] w, double[] b, Conv conv, int[] input, int[] output)
    {
        var y = new double[PeerNetwork.Size(output)];
        for (var i = 0; i < y.Length; i++)
            y[i] = b[i / (output[1] * output[2])];
        ForEachTap(conv, input, output, (yStart, weight, xStart, count) =>
        {
            var factor = w[weight];
            for (var i = 0; i < count; i++)
                y[yStart + i] += factor * x[xStart + i];
        });
        return y;
    }

    private static double[] ConvBackward(double[] x, double[] w, double[] dy, double[] dw, double[] db, Conv conv, int[] input, int[] output)
    {
        var dx = new double[x.Length];
        for (var i = 0; i < dy.Length; i++)
            db[i / (output[1] * output[2])] += dy[i];
        ForEachTap(conv, input, output, (yStart, weight, xStart, count) =>
        {
            var (factor, sum) = (w[weight], 0.0);
            for (var i = 0; i < count; i++)
            {
                sum += dy[yStart + i] * x[xStart + i];
                dx[xStart + i] += factor * dy[yStart + i];
            }
            dw[weight] += sum;
        });
        return dx;
    }

    /// <summary>Calls back for each weight and line of the output with where the line starts in output and input, and how long it is.</summary>
    private static void ForEachTap(Conv conv, int[] input, int[] output, Action<int, int, int, int> tap)
    {
        var (k, pad) = (conv.Kernel, conv.Padding);
        for (var weight = 0; weight < output[0] * input[0] * k * k; weight++)
        {
            var (o, c, ky, kx) = (weight / (input[0] * k * k), weight / (k * k) % input[0], weight / k % k, weight % k);
            var (first, last) = (Math.Max(0, pad - kx), Math.Min(output[2], input[2] + pad - kx));
            for (var y = Math.Max(0, pad - ky); y < Math.Min(output[1], input[1] + pad - ky); y++)
                tap((o * output[1] + y) * output[2] + first, weight, (c * input[1] + y + ky - pad) * input[2] + first + kx - pad, last - first);
        }
    }

    /// <summary>For each window the place of its first maximum.</summary>
    private static int[] Winners(double[] x, MaxPool pool, int[] input, int[] output) => [.. Enumerable.Range(0, PeerNetwork.Size(output)).Select(i =>
    {
        var (c, y, column) = (i / (output[1] * output[2]), i / output[2] % output[1], i % output[2]);
        return Enumerable.Range(0, pool.Size * pool.Size)
            .Select(t => (c * input[1] + y * pool.Size + t / pool.Size) * input[2] + column * pool.Size + t % pool.Size).MaxBy(at => x[at]);
    })];

    private static double[] Route(double[] dy, int[] winners, int size)
    {
        var dx = new double[size];
        for (var i = 0; i < dy.Length; i++)
            dx[winners[i]] += dy[i];
        return dx;
    }
}
