using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>TrainStep with Adam, called as users call it.</summary>
internal sealed class AdjointTraining(ITrainableNetwork<float> network, Problem problem) : IRun
{
    private const int WarmUpSteps = 20;

    private readonly RowMethods.TrainStepOf trainStep = new RowMethods(network).TrainStep;
    private readonly float[]?[] weights = AdjointContender.Weights(network, problem);

    /// <summary>Kept from sample to sample: its moments cost the same whatever is in them, and making them anew is not part of a step.</summary>
    private readonly Adam optimizer = new(1e-3f);

    public float[] Answer()
    {
        AdjointContender.SetWeights(network, weights);
        return [.. Enumerable.Range(0, problem.Workload.AnswerSteps).Select(_ => trainStep(problem.Inputs, problem.Labels, optimizer))];
    }

    public double Time(int iterations)
    {
        AdjointContender.SetWeights(network, weights);
        for (var i = 0; i < WarmUpSteps; i++)
            trainStep(problem.Inputs, problem.Labels, optimizer);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            trainStep(problem.Inputs, problem.Labels, optimizer);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => optimizer.Dispose();
}
