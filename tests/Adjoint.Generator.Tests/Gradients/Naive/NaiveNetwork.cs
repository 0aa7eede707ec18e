using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// An interpreter of shaped networks that shares nothing with the compiler's later stages: one row at a time, in double, by the sums of the textbook.
/// It reads shapes and the places of parameters, and knows each operator by its name alone.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="parameters">The parameter block.</param>
/// <param name="kinks">Decides where formulas change.</param>
internal sealed class NaiveNetwork<T>(ShapedNetwork network, T[] parameters, Kinks kinks)
    where T : struct, IReal<T>
{
    /// <summary>Of a dropout layer, the factor of each element of its output; null where dropout does nothing.</summary>
    public Func<Node, Func<int, double>>? DropoutFactor { get; init; }

    /// <summary>The outputs of all rows in training, where batch normalisation brings them together: layer by layer, each for all rows.</summary>
    public T[][] Train(IReadOnlyList<float[]> rows)
    {
        var values = rows.Select(row => Inputs([.. row.Select(x => T.Of(x))])).ToArray();
        foreach (var node in network.Nodes)
        {
            if (node.Use().Operator == "BatchNorm")
            {
                var normalised = NormaliseByBatch(node, [.. values.Select(v => v[node.Inputs[0]])]);
                for (var row = 0; row < values.Length; row++)
                    values[row][node.Output] = normalised[row];
                continue;
            }
            foreach (var row in values)
                row[node.Output] = Output(node, row);
        }
        return [.. values.Select(row => network.Outputs.SelectMany(output => row[output]).ToArray())];
    }

    /// <summary>The network's output for one row.</summary>
    public T[] Predict(ReadOnlySpan<float> row) => Predict([.. row.ToArray().Select(x => T.Of(x))]);

    /// <summary>The same for inputs that carry more than their values.</summary>
    public T[] Predict(T[] row)
    {
        var values = Inputs(row);
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            if (ScanOf(i) is { } scan)
                i = Run(scan, i, values) - 1;
            else
                values[network.Nodes[i].Output] = Output(network.Nodes[i], values);
        }
        return [.. network.Outputs.SelectMany(output => values[output])];
    }

    /// <summary>The values of a loop at each of its steps.</summary>
    private readonly Dictionary<int, List<T[]>> steps = [];

    private Scan? ScanOf(int node) => network.Values[network.Nodes[node].Output].Scan;

    /// <summary>The nodes of a loop, step by step as they stand there; returns the first behind them.</summary>
    private int Run(Scan scan, int first, T[][] values)
    {
        var nodes = network.Nodes.Skip(first).TakeWhile((_, i) => ScanOf(first + i) == scan).ToList();
        foreach (var node in nodes)
            steps[node.Output] = [];
        for (var t = 0; t < scan.Steps; t++)
        {
            foreach (var node in nodes)
            {
                values[node.Output] = node.Operator switch
                {
                    StepsOf => [.. values[node.Inputs[0]].Chunk(network.Values[node.Output].Size).ElementAt(t)],
                    Delay { HasLengths: true } when t > values[node.Inputs[^1]][0].Value => [.. Enumerable.Repeat(T.Of(0), network.Values[node.Output].Size)],
                    Delay when t > 0 => steps[node.Inputs[0]][t - 1],
                    Delay { HasInitial: true } => values[node.Inputs[1]],
                    Delay => [.. Enumerable.Repeat(T.Of(0), network.Values[node.Output].Size)],
                    _ => Output(node, values),
                };
                steps[node.Output].Add(values[node.Output]);
            }
        }
        return first + nodes.Count;
    }

    private T[] Output(Node node, T[][] values) =>
        node.Operator is Sequence ? [.. steps[node.Inputs[0]].SelectMany(static step => step)]
        : NaiveLengths.Find(node.Operator, network.Values[node.Inputs.IsEmpty ? node.Output : node.Inputs[0]].Shape, [.. node.Inputs.Select(i => values[i])]) is { } ended ? ended
        : node.Inputs.Count > 0 && NaiveEdges.Find(node.Operator, network.Values[node.Inputs[^1]].Tokens, [.. node.Inputs.Select(i => values[i])]) is { } ofGraph ? ofGraph
        : node.Inputs.Count == 0 ? Tensor(node, 0)!
        : node.Inputs.Count == 1 ? Layer(node, values[node.Inputs[0]])
        : Merge(node, [.. node.Inputs.Select(i => values[i])]);

    private T[][] Inputs(T[] row)
    {
        var values = new T[network.Values.Count][];
        // Several inputs lie side by side in a row, and so do several outputs.
        var next = 0;
        foreach (var input in network.Inputs)
        {
            var size = network.Values[input].Size;
            values[input] = row[next..(next + size)];
            next += size;
        }
        return values;
    }

    /// <summary>y = γ (x − μ)/√(σ² + ε) + β, with the mean and the biased variance of each channel over all rows and positions.</summary>
    private T[][] NormaliseByBatch(Node node, T[][] x)
    {
        var channels = network.Values[node.Output].Shape.Sizes[0];
        var positions = x[0].Length / channels;
        var y = x.Select(row => new T[row.Length]).ToArray();
        for (var c = 0; c < channels; c++)
        {
            var count = T.Of((double)x.Length * positions);
            var places = Enumerable.Range(c * positions, positions).ToList();
            var mean = x.SelectMany(row => places.Select(p => row[p])).Aggregate(T.Of(0), (a, b) => a + b) / count;
            var variance = x.SelectMany(row => places.Select(p => (row[p] - mean) * (row[p] - mean))).Aggregate(T.Of(0), (a, b) => a + b) / count;
            foreach (var (row, p) in Enumerable.Range(0, x.Length).SelectMany(row => places.Select(p => (row, p))))
                y[row][p] = Normalise(node, c, x[row][p], mean, variance);
        }
        return y;
    }

    private T[] NormaliseByRunningStatistics(Node node, T[] x)
    {
        var positions = x.Length / network.Values[node.Output].Shape.Sizes[0];
        return [.. x.Select((value, i) => Normalise(node, i / positions, value, Tensor(node, 2, i / positions), Tensor(node, 3, i / positions)))];
    }

    private T Normalise(Node node, int channel, T x, T mean, T variance) =>
        Tensor(node, 0, channel) * (x - mean) / Sqrt(variance + T.Of(node.Use().Number("Epsilon", 1e-5))) + Tensor(node, 1, channel);

    private T Tensor(Node node, int tensor, int index) => parameters[network.Parameters[node.Parameters[tensor]].Offset + index];

    private T[] Merge(Node node, T[][] x) => node.Use().Operator switch
    {
        "Add" => Elementwise(x, (a, b) => a + b),
        "Subtract" => Elementwise(x, (a, b) => a - b),
        "Multiply" => Elementwise(x, (a, b) => a * b),
        // ε of each number, where there is any, as dropout has its factors.
        "Gaussian" => DropoutFactor?.Invoke(node) is { } noise ? [.. x[0].Zip(x[1]).Select((pair, i) => pair.First + Exp(T.Of(0.5) * pair.Second) * T.Of(noise(i)))] : x[0],
        "NormalDivergence" => [x[0].Zip(x[1]).Select(static pair => T.Of(0.5) * (pair.First * pair.First + Exp(pair.Second) - T.Of(1) - pair.Second)).Aggregate(static (a, b) => a + b)],
        "Concat" => Concat(node, x),
        "Attention" => NaiveAttention.Of(OfAttention(node), x, Kept(node), [.. node.Inputs.Select(i => network.Values[i].Shape)]),
        "MatMul" => NaiveProducts.MatMul(node.Use(), x, [.. node.Inputs.Select(i => network.Values[i].Shape)], network.Values[node.Output].Shape),
        _ => throw new NotSupportedException($"The naive interpreter does not know '{node.Use().Operator}' yet: write its formula down beside the others."),
    };

    private static T[] Elementwise(T[][] x, Func<T, T, T> combine) => x.Aggregate((a, b) => [.. a.Zip(b, combine)]);

    /// <summary>By coordinates: an element comes from the value that its coordinate along the axis falls into.</summary>
    private T[] Concat(Node node, T[][] x)
    {
        var shapes = node.Inputs.Select(i => network.Values[i].Shape.Sizes).ToArray();
        var axis = node.Use().Int("Axis") is < 0 and var fromLast ? fromLast + shapes[0].Count : node.Use().Int("Axis");
        var before = shapes[0].Take(axis).Aggregate(1, (a, b) => a * b);
        var behind = shapes[0].Skip(axis + 1).Aggregate(1, (a, b) => a * b);
        List<T> y = [];
        for (var outer = 0; outer < before; outer++)
        {
            for (var value = 0; value < x.Length; value++)
            {
                for (var i = 0; i < shapes[value][axis] * behind; i++)
                    y.Add(x[value][(outer * shapes[value][axis] * behind) + i]);
            }
        }
        return [.. y];
    }

    private T[] Layer(Node node, T[] x) => node.Use().Operator switch
    {
        "Rotation" => NaiveAttention.Turned((Rotation)node.Operator, x, network.Values[node.Output].Shape),
        "SinusoidalPositions" => NaiveAttention.WithSinusoids(node.Use(), x, network.Values[node.Output].Shape),
        "Attention" => NaiveAttention.Of(OfAttention(node), [x], Kept(node), [network.Values[node.Inputs[0]].Shape]),
        "Dense" => Dense(node, x),
        "Conv1D" or "Conv2D" or "Conv3D" or "ConvTranspose2D" => Convolution(node).Apply(x, Weight(node), o => Bias(node, o)),
        "Embedding" => [.. x.SelectMany(token => Embedding(node, (int)token.Value))],
        "OneHot" => [.. x.SelectMany(token => Enumerable.Range(0, network.Values[node.Output].Shape.Last).Select(i => T.Of(i == token.Value ? 1 : 0)))],
        "PositionEmbedding" => [.. x.Zip(Tensor(node, 0)!, static (value, position) => value + position)],
        "Flatten" or "Reshape" => x,
        "Detach" => [.. x.Select(static value => T.Of(value.Value))],
        "SinusoidalEmbedding" => NaiveAttention.Sinusoids(x[0], node.Use().Int("size"), node.Use().Number("Base", 10000)),
        "Last" => Last(network.Values[node.Inputs[0]], x),
        "Expand" => Expand(network.Values[node.Inputs[0]].Shape.Sizes, network.Values[node.Output].Shape.Sizes, x),
        "Dropout" or "Dropout2D" => DropoutFactor?.Invoke(node) is { } factor ? [.. x.Select((value, feature) => value * T.Of(factor(feature)))] : x,
        "BatchNorm" => NormaliseByRunningStatistics(node, x),
        "PReLU" when Tensor(node, 0) is { } slopes => [.. x.Select((value, i) => kinks.IsAbove(value, 0) ? value : slopes[i * slopes.Length / x.Length] * value)],
        "Apply" when node.Parameters.Count == 2 => [.. x.Select(v => Tensor(node, 0)![0] * v + Tanh(Tensor(node, 1)![0] * v) * v * NaiveActivations.Sigmoid(v))],
        "Softmax" => OverAxis(node, x, slice => [.. LogSoftmax(slice).Select(Exp)]),
        "LogSoftmax" => OverAxis(node, x, LogSoftmax),
        _ when NaiveShapes.Find<T>(node.Use(), network.Values[node.Inputs[0]].Shape, network.Values[node.Output].Shape) is { } rearrangement => rearrangement(x),
        _ when NaivePooling.Find<T>(node.Use(), network.Values[node.Inputs[0]].Shape, network.Values[node.Output].Shape, kinks) is { } pooling => pooling(x),
        _ when NaiveNorms.Find(node.Use(), network.Values[node.Inputs[0]].Shape, network.Declaration.Precision, Tensor(node, 0), Tensor(node, 1)) is { } norm => norm(x),
        _ when NaiveActivations.Find<T>(node.Use(), kinks) is { } activation => [.. x.Select(activation)],
        _ => throw new NotSupportedException($"The naive interpreter does not know '{node.Use().Operator}' yet: write its formula down beside the others."),
    };

    /// <summary>Whether rows have lengths, the compiler has found.</summary>
    private static AttributeUse OfAttention(Node node) => node.Use() with { Arguments = [.. node.Use().Arguments, new Argument("HasLengths", ((Attention)node.Operator).HasLengths)] };

    /// <summary>What is kept of a probability, in training.</summary>
    private Func<int, double> Kept(Node node) => DropoutFactor is { } factor && node.Use().Number("Dropout") > 0 ? factor(node) : static _ => 1;

    /// <summary>The values of one of a layer's tensors, or null if it has not so many.</summary>
    private T[]? Tensor(Node node, int number) => number < node.Parameters.Count && network.Parameters[node.Parameters[number]] is var tensor
        ? parameters[tensor.Offset..(tensor.Offset + tensor.Length)]
        : null;

    /// <summary>The last step; of what runs both ways, the second half of the first.</summary>
    private static T[] Last(Value sequence, T[] x)
    {
        var steps = x.Chunk(x.Length / sequence.Shape.Sizes[0]).ToList();
        return sequence.IsBidirectional ? [.. steps[^1].Take(steps[0].Length / 2), .. steps[0].Skip(steps[0].Length / 2)] : steps[^1];
    }

    /// <summary>By coordinates from the last axis on: along an axis of size 1, or that is not there, the only value is read again.</summary>
    private static T[] Expand(IReadOnlyList<int> from, IReadOnlyList<int> to, T[] x) => [.. Enumerable.Range(0, to.Aggregate(1, static (a, b) => a * b)).Select(place =>
    {
        var (source, stride) = (0, 1);
        for (var axis = 1; axis <= to.Count; place /= to[^axis++])
        {
            if (axis > from.Count)
                continue;
            source += from[^axis] == 1 ? 0 : place % to[^axis] * stride;
            stride *= from[^axis];
        }
        return x[source];
    })];

    /// <summary>A row of a table; that of the padding token is a constant.</summary>
    private IEnumerable<T> Embedding(Node node, int token)
    {
        var table = network.Parameters[node.Parameters[0]];
        var row = Tensor(node, 0)!.Skip(token * table.Shape.Last).Take(table.Shape.Last);
        return table.PaddingRow == token ? row.Select(static number => T.Of(number.Value)) : row;
    }

    /// <summary>yₒ = Σᵢ Wₒᵢ xᵢ + bₒ at every step of a sequence.</summary>
    private T[] Dense(Node node, T[] x)
    {
        var weight = network.Parameters[node.Parameters[0]];
        var bias = node.Parameters.Count > 1 ? network.Parameters[node.Parameters[1]] : null;
        var (outputs, inputs) = (weight.Shape.Sizes[0], weight.Shape.Sizes[1]);
        var place = AnySubject.Places(weight);
        return OverLastAxis(node, x, step =>
        {
            var y = new T[outputs];
            for (var o = 0; o < outputs; o++)
            {
                var sum = bias is null ? T.Of(0) : parameters[bias.Offset + o];
                for (var i = 0; i < inputs; i++)
                    sum += parameters[place((o * inputs) + i)] * step[i];
                y[o] = sum;
            }
            return y;
        });
    }

    /// <summary>Along the axis that the layer names, the last by default.</summary>
    private T[] OverAxis(Node node, T[] x, Func<T[], T[]> function)
    {
        var sizes = network.Values[node.Inputs[0]].Shape.Sizes;
        var axis = (node.Use().Int("Axis", -1) + sizes.Count) % sizes.Count;
        var inner = sizes.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        var y = new T[x.Length];
        for (var start = 0; start < x.Length; start++)
        {
            if (start / inner % sizes[axis] != 0)
                continue;
            var slice = function([.. Enumerable.Range(0, sizes[axis]).Select(i => x[start + (i * inner)])]);
            for (var i = 0; i < slice.Length; i++)
                y[start + (i * inner)] = slice[i];
        }
        return y;
    }

    private NaiveConvolution Convolution(Node node) => NaiveConvolution.Of(node, network.Values[node.Inputs[0]].Shape, network.Values[node.Output].Shape);

    /// <summary>The elements of a layer's weight by their row-major indices.</summary>
    private Func<int, T> Weight(Node node)
    {
        var place = AnySubject.Places(network.Parameters[node.Parameters[0]]);
        return index => parameters[place(index)];
    }

    private T Bias(Node node, int output) => node.Parameters.Count > 1 ? parameters[network.Parameters[node.Parameters[1]].Offset + output] : T.Of(0);

    private T[] OverLastAxis(Node node, T[] x, Func<T[], T[]> function) =>
        [.. x.Chunk(network.Values[node.Inputs[0]].Shape.Last).SelectMany(function)];

    /// <summary>yᵢ = xᵢ − ln Σⱼ exp(xⱼ), with the largest x taken out of the sum so that it does not overflow.</summary>
    public static T[] LogSoftmax(T[] x)
    {
        var most = T.Of(x.Max(each => each.Value));
        var sum = T.Of(0);
        foreach (var each in x)
            sum += Exp(each - most);
        return [.. x.Select(each => each - most - Log(sum))];
    }
}
