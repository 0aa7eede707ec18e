using Adjoint.Benchmarks.Peers;
using TorchSharp;
using TorchSharp.Modules;
using BatchNorm = Adjoint.Benchmarks.Peers.BatchNorm;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Adjoint.Peers.LibTorch;

/// <summary>
/// A network as functions of tensors, which costs less than modules do. Recurrent layers are modules, for only those reach the library's own loops.
/// </summary>
internal sealed class LibTorchNetwork : IDisposable
{
    private readonly PeerNetwork network;
    private readonly nn.Module?[] modules;
    private readonly (Tensor Mean, Tensor Variance)[] statistics;
    private readonly long[][] strides, paddings;

    /// <summary>The network with the problem's weights.</summary>
    public LibTorchNetwork(Problem problem)
    {
        network = problem.Workload.Network;
        modules = [.. network.Steps.Select(ModuleOf)];
        Weights = new Parameter[problem.Weights.Count];
        foreach (var (step, module) in network.Steps.Zip(modules))
        {
            for (var tensor = 0; tensor < step.Layer.Tensors(step.In).Count; tensor++)
            {
                var (name, shape) = step.Layer.Tensors(step.In)[tensor];
                Weights[step.FirstTensor + tensor] = module?.get_parameter(name + "_l0") ?? new Parameter(zeros([.. shape.Select(size => (long)size)]));
            }
        }

        Inputs = problem.Workload.IsRecurrent ? tensor(problem.InputsByStep(), [network.Input[0], problem.Workload.Rows, network.Input[1]])
            : tensor(problem.Inputs, [problem.Workload.Rows, .. network.Input.Select(size => (long)size)]);
        Labels = tensor(Array.ConvertAll(problem.Labels, label => (long)label));
        statistics = [.. network.Steps.Select(step => step.Layer is BatchNorm ? (zeros(step.In[0]), ones(step.In[0])) : (null!, null!))];
        strides = [.. network.Steps.Select(step => step.Layer is Conv conv ? new long[] { conv.Stride, conv.Stride } : [])];
        paddings = [.. network.Steps.Select(step => step.Layer is Conv conv ? new long[] { conv.Padding, conv.Padding } : [])];
        SetWeights(problem);
    }

    /// <summary>The tensors of all layers, in the problem's order.</summary>
    public Parameter[] Weights { get; }

    /// <summary>The inputs, <c>[rows, …]</c>, or of a recurrent network <c>[steps, rows, features]</c>.</summary>
    public Tensor Inputs { get; }

    /// <summary>The class of each row.</summary>
    public Tensor Labels { get; }

    /// <summary>The numbers of a tensor, row-major.</summary>
    public static float[] Numbers(Tensor values)
    {
        using var contiguous = values.contiguous();
        return contiguous.data<float>().ToArray();
    }

    /// <summary>Sets all weights to the problem's.</summary>
    public void SetWeights(Problem problem)
    {
        using var noGradient = no_grad();
        for (var i = 0; i < Weights.Length; i++)
        {
            using var start = tensor(problem.Weights[i].Values, Weights[i].shape);
            Weights[i].copy_(start);
        }
    }

    /// <summary>Says whether gradients with respect to the weights will be asked for.</summary>
    public void TrackWeights(bool track)
    {
        foreach (var weight in Weights)
            weight.requires_grad_(track);
    }

    /// <summary>The logits; what is made on the way belongs to the dispose scope that is open.</summary>
    public Tensor Forward(Tensor inputs, bool training = false)
    {
        var values = new Tensor[network.Steps.Count + 1];
        values[0] = inputs;
        for (var i = 0; i < network.Steps.Count; i++)
            values[i + 1] = Forward(i, values, training);
        return values[^1];
    }

    public void Dispose()
    {
        foreach (var tensor in Weights)
            tensor.Dispose();
        foreach (var module in modules)
            module?.Dispose();
        foreach (var (mean, variance) in statistics)
        {
            mean?.Dispose();
            variance?.Dispose();
        }
        Inputs.Dispose();
        Labels.Dispose();
    }

    private static nn.Module? ModuleOf(Step step) => step.Layer switch
    {
        Lstm lstm => nn.LSTM(step.In[1], lstm.Units),
        Gru gru => nn.GRU(step.In[1], gru.Units),
        _ => null,
    };

    private Tensor Forward(int i, Tensor[] values, bool training)
    {
        var step = network.Steps[i];
        var (x, first) = (values[step.From], step.FirstTensor);
        return step.Layer switch
        {
            Dense => F.linear(x.dim() > 2 ? x.flatten(1) : x, Weights[first], Weights[first + 1]),
            Conv conv => F.conv2d(x, Weights[first], conv.Bias ? Weights[first + 1] : null, strides[i], paddings[i]),
            BatchNorm => F.batch_norm(x, statistics[i].Mean, statistics[i].Variance, Weights[first], Weights[first + 1], training, eps: BatchNorm.Epsilon),
            MaxPool pool => F.max_pool2d(x, pool.Size),
            GlobalMean => x.mean([2, 3]),
            Add => x + values[step.Other],
            // Of a recurrent layer followed by Last, the state after the last step is all that is read.
            Lstm => ((LSTM)modules[i]!).forward(x).Item2,
            Gru => ((GRU)modules[i]!).forward(x).Item2,
            Last => x.select(0, 0),
            Relu => x.relu(),
            _ => x.tanh(),
        };
    }
}
