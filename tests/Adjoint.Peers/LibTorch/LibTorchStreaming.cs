using Adjoint.Benchmarks.Peers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Adjoint.Peers.LibTorch;

/// <summary>Steps of an LSTM cell, over the sequence again and again.</summary>
internal sealed class LibTorchStreaming : RepeatedCall
{
    private static readonly string[] Names = ["weight_ih", "bias_ih", "weight_hh", "bias_hh"];
    private readonly LSTMCell cell;
    private readonly Tensor[] inputs;
    private (Tensor H, Tensor C) state;
    private int next;

    public LibTorchStreaming(Problem problem)
    {
        var (features, units) = (problem.Workload.Network.Input[1], problem.Workload.Network.Steps[0].Out[1]);
        cell = nn.LSTMCell(features, units);
        using (no_grad())
        {
            foreach (var (name, weights) in Names.Zip(problem.Weights))
            {
                using var start = tensor(weights.Values, [.. weights.Shape.Select(size => (long)size)]);
                cell.get_parameter(name)!.copy_(start);
            }
        }
        inputs = [.. problem.Inputs.Chunk(features).Select(step => tensor(step, [1, features]))];
        state = (zeros(1, units), zeros(1, units));
    }

    public override float[] Answer()
    {
        using var mode = inference_mode();
        (next, state) = (0, (zeros_like(state.H), zeros_like(state.C)));
        var answer = new List<float>();
        do
        {
            Call();
            answer.AddRange(LibTorchNetwork.Numbers(state.H));
        }
        while (next < inputs.Length);
        return [.. answer];
    }

    public override double Time(int iterations)
    {
        using var mode = inference_mode();
        return base.Time(iterations);
    }

    public override void Dispose()
    {
        state.H.Dispose();
        state.C.Dispose();
        foreach (var input in inputs)
            input.Dispose();
        cell.Dispose();
    }

    protected override void Call()
    {
        if (next == inputs.Length)
            next = 0;
        var before = state;
        state = cell.forward(inputs[next++], before);
        before.H.Dispose();
        before.C.Dispose();
    }
}
