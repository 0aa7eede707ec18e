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
    /// <summary>The factor of each element of a dropout layer's output, by layer, feature and row; null where dropout does nothing.</summary>
    public Func<Node, int, double>? DropoutFactor { get; init; }

    /// <summary>The network's output for one row.</summary>
    public T[] Predict(ReadOnlySpan<float> row)
    {
        var values = new T[network.Values.Count][];
        values[network.Inputs[0]] = [.. row.ToArray().Select(x => T.Of(x))];
        foreach (var node in network.Nodes)
            values[node.Output] = Layer(node, values[node.Inputs[0]]);
        return values[network.Outputs[0]];
    }

    private T[] Layer(Node node, T[] x) => node.Use.Operator switch
    {
        "Dense" => Dense(node, x),
        "Conv1D" or "Conv2D" or "Conv3D" => Convolution(node).Apply(x, i => Weight(node, i), o => Bias(node, o)),
        "ConvTranspose2D" => Convolution(node).Transpose(x, i => Weight(node, i), o => Bias(node, o)),
        "Flatten" or "Reshape" => x,
        "Dropout" => DropoutFactor is { } factor ? [.. x.Select((value, feature) => value * T.Of(factor(node, feature)))] : x,
        "PReLU" => [.. x.Select(value => kinks.IsAbove(value, 0) ? value : parameters[network.Parameters[node.Parameters[0]].Offset] * value)],
        "Softmax" => OverLastAxis(node, x, slice => [.. LogSoftmax(slice).Select(Exp)]),
        "LogSoftmax" => OverLastAxis(node, x, LogSoftmax),
        _ when NaiveActivations.Find<T>(node.Use, kinks) is { } activation => [.. x.Select(activation)],
        _ => throw new NotSupportedException($"The naive interpreter does not know '{node.Use.Operator}' yet: write its formula down beside the others."),
    };

    /// <summary>yₒ = Σᵢ Wₒᵢ xᵢ + bₒ at every step of a sequence.</summary>
    private T[] Dense(Node node, T[] x)
    {
        var weight = network.Parameters[node.Parameters[0]];
        var bias = node.Parameters.Count > 1 ? network.Parameters[node.Parameters[1]] : null;
        var (outputs, inputs) = (weight.Shape.Sizes[0], weight.Shape.Sizes[1]);
        return OverLastAxis(node, x, step =>
        {
            var y = new T[outputs];
            for (var o = 0; o < outputs; o++)
            {
                y[o] = bias is null ? T.Of(0) : parameters[bias.Offset + o];
                for (var i = 0; i < inputs; i++)
                    y[o] += parameters[weight.Offset + (weight.OutputInnermost ? i * outputs + o : o * inputs + i)] * step[i];
            }
            return y;
        });
    }

    private NaiveConvolution Convolution(Node node) => new(node, network.Values[node.Inputs[0]].Shape, network.Values[node.Output].Shape);

    /// <summary>The element at a row-major index of a layer's weight.</summary>
    private T Weight(Node node, int index)
    {
        var weight = network.Parameters[node.Parameters[0]];
        var (first, rest) = (weight.Shape.Sizes[0], weight.Length / weight.Shape.Sizes[0]);
        return parameters[weight.Offset + (weight.OutputInnermost ? index % rest * first + index / rest : index)];
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
