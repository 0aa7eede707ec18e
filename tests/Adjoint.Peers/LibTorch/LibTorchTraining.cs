using System.Diagnostics;
using Adjoint.Benchmarks.Peers;
using static TorchSharp.torch;

namespace Adjoint.Peers.LibTorch;

/// <summary>Forward, mean cross-entropy, backward and Adam, in whichever of two forms a trial shows to be faster.</summary>
internal sealed class LibTorchTraining : IRun
{
    private const int WarmUpSteps = 20, TrialSteps = 20, Trials = 3;
    private readonly Problem problem;
    private readonly LibTorchNetwork network;
    private ILibTorchAdam adam;

    public LibTorchTraining(Problem problem)
    {
        this.problem = problem;
        network = new(problem);
        network.TrackWeights(true);
        ILibTorchAdam[] forms = [new FusedAdam(network.Weights), new ModuleAdam(network.Weights)];
        var best = new double[] { double.PositiveInfinity, double.PositiveInfinity };
        for (var trial = 0; trial < Trials; trial++)
        {
            for (var i = 0; i < forms.Length; i++)
            {
                adam = forms[i];
                best[i] = Math.Min(best[i], Time(TrialSteps));
            }
        }
        adam = forms[best[0] < best[1] ? 0 : 1];
        forms[best[0] < best[1] ? 1 : 0].Dispose();
    }

    public float[] Answer()
    {
        Restart();
        return [.. Enumerable.Range(0, problem.Workload.AnswerSteps).Select(_ =>
        {
            using var scope = NewDisposeScope();
            return TrainStep().item<float>();
        })];
    }

    public double Time(int iterations)
    {
        Restart();
        for (var i = 0; i < WarmUpSteps; i++)
            Call();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            Call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        adam.Dispose();
        network.Dispose();
    }

    private void Restart()
    {
        network.SetWeights(problem);
        foreach (var weight in network.Weights)
            weight.grad = null;
        adam.Reset();
    }

    private void Call()
    {
        using var scope = NewDisposeScope();
        TrainStep();
    }

    private Tensor TrainStep()
    {
        var loss = nn.functional.cross_entropy(network.Forward(network.Inputs, training: true), network.Labels);
        adam.Step(loss);
        return loss;
    }
}
