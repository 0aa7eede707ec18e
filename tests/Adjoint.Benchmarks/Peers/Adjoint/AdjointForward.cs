using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>Predict, called as users call it.</summary>
internal sealed class AdjointForward : IRun
{
    private const int WarmUpShare = 10;
    private readonly INetwork network;
    private readonly float[] inputs;
    private readonly float[] outputs;

    public AdjointForward(INetwork network, Problem problem)
    {
        this.network = network;
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
        inputs = problem.Inputs;
        outputs = new float[problem.Workload.Rows * network.OutputSize];
    }

    public float[] Answer()
    {
        network.Predict(inputs, outputs);
        return [.. outputs];
    }

    public double Time(int iterations)
    {
        for (var i = 0; i <= iterations / WarmUpShare; i++)
            network.Predict(inputs, outputs);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            network.Predict(inputs, outputs);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
    }
}
