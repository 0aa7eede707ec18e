using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>TrainStep with Adam, called as users call it.</summary>
internal sealed class AdjointTraining(ITrainableNetwork<int> network, Problem problem) : IRun
{
    private const int WarmUpSteps = 20;

    public float[] Answer()
    {
        using var optimizer = Restart();
        return [.. Enumerable.Range(0, Problem.AnswerSteps).Select(_ => network.TrainStep(problem.Inputs, problem.Labels, optimizer))];
    }

    public double Time(int iterations)
    {
        using var optimizer = Restart();
        for (var i = 0; i < WarmUpSteps; i++)
            network.TrainStep(problem.Inputs, problem.Labels, optimizer);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            network.TrainStep(problem.Inputs, problem.Labels, optimizer);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
    }

    private Adam Restart()
    {
        AdjointContender.SetWeights(network, problem);
        return new Adam(1e-3f);
    }
}
