namespace Adjoint.Benchmarks.Peers;

/// <summary>What a layer does to one row, and back, in double precision.</summary>
internal static class ReferenceRow
{
    private static readonly double[][] None = [];

    /// <summary>The layer's output.</summary>
    public static double[] Forward(Step step, double[] x, double[][] weights) => step.Layer switch
    {
        Dense => DenseForward(x, weights[step.FirstTensor], weights[step.FirstTensor + 1]),
        Conv conv => ConvForward(x, weights[step.FirstTensor], conv.Bias ? weights[step.FirstTensor + 1] : null, conv, step.In, step.Out),
        MaxPool pool => Array.ConvertAll(Winners(x, pool, step.In, step.Out), i => x[i]),
        GlobalMean => [.. x.Chunk(step.In[1] * step.In[2]).Select(channel => channel.Average())],
        Relu => Array.ConvertAll(x, v => Math.Max(0, v)),
        Tanh => Array.ConvertAll(x, Math.Tanh),
        Recurrent recurrent => ReferenceRecurrent.Forward(recurrent, step.In[0], x, weights.AsSpan(step.FirstTensor, 4)),
        Last => x[^step.In[1]..],
        _ => throw new NotSupportedException($"{step.Layer} is not a layer of one row."),
    };

    /// <summary>The gradients of input and tensors, from that of the output.</summary>
    public static (double[] Dx, double[][] Gradients) Backward(Step step, double[] x, double[] y, double[] dy, double[][] weights) => step.Layer switch
    {
        Dense => DenseBackward(x, weights[step.FirstTensor], dy),
        Conv conv => ConvBackward(x, weights[step.FirstTensor], dy, conv, step.In, step.Out),
        MaxPool pool => (Route(dy, Winners(x, pool, step.In, step.Out), x.Length), None),
        GlobalMean => ([.. dy.SelectMany(d => Enumerable.Repeat(d / (step.In[1] * step.In[2]), step.In[1] * step.In[2]))], None),
        Relu => ([.. dy.Select((d, k) => x[k] > 0 ? d : 0)], None),
        Tanh => ([.. dy.Select((d, k) => d * (1 - y[k] * y[k]))], None),
        Add => (dy, None),
        Recurrent recurrent => ReferenceRecurrent.Backward(recurrent, step.In[0], x, dy, weights.AsSpan(step.FirstTensor, 4)),
        Last => ([.. new double[x.Length - dy.Length], .. dy], None),
        _ => throw new NotSupportedException($"{step.Layer} is not a layer of one row."),
    };

    /// <summary>a + b.</summary>
    public static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] DenseForward(double[] x, double[] w, double[] b) =>
        [.. b.Select((bias, o) => bias + Enumerable.Range(0, x.Length).Sum(i => w[o * x.Length + i] * x[i]))];

    private static (double[], double[][]) DenseBackward(double[] x, double[] w, double[] dy)
    {
        var (dx, dw) = (new double[x.Length], new double[w.Length]);
        for (var o = 0; o < dy.Length; o++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                dw[o * x.Length + i] = dy[o] * x[i];
                dx[i] += dy[o] * w[o * x.Length + i];
            }
        }
        return (dx, [dw, dy]);
    }

    /// <summary>y[o, p] = b[o] + Σ w[o, c, k] x[c, S p + k − P].</summary>
    private static double[] ConvForward(double[] x, double[] w, double[]? b, Conv conv, int[] input, int[] output)
    {
        var y = new double[PeerNetwork.Size(output)];
        for (var i = 0; i < y.Length && b is not null; i++)
            y[i] = b[i / (output[1] * output[2])];
        ForEachTap(conv, input, output, (yStart, weight, xStart, count) =>
        {
            var factor = w[weight];
            for (var i = 0; i < count; i++)
                y[yStart + i] += factor * x[xStart + i * conv.Stride];
        });
        return y;
    }

    private static (double[], double[][]) ConvBackward(double[] x, double[] w, double[] dy, Conv conv, int[] input, int[] output)
    {
        var (dx, dw, db) = (new double[x.Length], new double[w.Length], new double[output[0]]);
        for (var i = 0; i < dy.Length; i++)
            db[i / (output[1] * output[2])] += dy[i];
        ForEachTap(conv, input, output, (yStart, weight, xStart, count) =>
        {
            var (factor, sum) = (w[weight], 0.0);
            for (var i = 0; i < count; i++)
            {
                sum += dy[yStart + i] * x[xStart + i * conv.Stride];
                dx[xStart + i * conv.Stride] += factor * dy[yStart + i];
            }
            dw[weight] += sum;
        });
        return (dx, conv.Bias ? [dw, db] : [dw]);
    }

    /// <summary>Calls back for each weight and line of the output with where the line starts in output and input, and how long it is.</summary>
    private static void ForEachTap(Conv conv, int[] input, int[] output, Action<int, int, int, int> tap)
    {
        var (k, pad, stride) = (conv.Kernel, conv.Padding, conv.Stride);
        for (var weight = 0; weight < output[0] * input[0] * k * k; weight++)
        {
            var (o, c, ky, kx) = (weight / (input[0] * k * k), weight / (k * k) % input[0], weight / k % k, weight % k);
            var (firstY, lastY) = Inside(ky - pad, input[1], output[1]);
            var (firstX, lastX) = Inside(kx - pad, input[2], output[2]);
            for (var y = firstY; y < lastY; y++)
                tap((o * output[1] + y) * output[2] + firstX, weight, (c * input[1] + y * stride + ky - pad) * input[2] + firstX * stride + kx - pad, lastX - firstX);
        }

        // The outputs p for which S p + offset is a position of the input.
        (int First, int Last) Inside(int offset, int size, int positions) =>
            (Math.Max(0, (stride - 1 - offset) / stride), Math.Min(positions, (size - 1 - offset) / stride + 1));
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
