using System.Diagnostics.CodeAnalysis;
using Adjoint.Benchmarks.Networks;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The networks that this project's generator has written.</summary>
internal sealed class AdjointContender(PeersOptions options) : IContender
{
    public string Name => "Adjoint";

    public string Description => $"Adjoint {typeof(INetwork).Assembly.GetName().Version!.ToString(3)}, {CpuFeatures.WidthInUse}-bit vectors";

    public bool Managed => true;

    public bool Available([NotNullWhen(false)] out string? howToInstall)
    {
        howToInstall = null;
        return true;
    }

    public bool Takes(Workload workload) => true;

    public IRun Load(Problem problem)
    {
        var network = Create(problem.Workload.Network);
        network.Threads = options.Threads;
        return problem.Workload.Work == Work.Forward ? new AdjointForward(network, problem) : new AdjointTraining(network, problem);
    }

    public void Dispose()
    {
    }

    private static ITrainableNetwork<int> Create(PeerNetwork network) =>
        network == Workload.Digits ? new DigitsMlp() : network == Workload.Small ? new SmallTanh() : network == Workload.LeNet ? new LeNet5() : new ConvolutionStack();

    /// <summary>The tensors in the order of the network's layout, row-major as PyTorch keeps them.</summary>
    public static float[][] Weights(INetwork network, Problem problem) =>
        [.. network.Layout.Parameters.Select(p => problem.Weights.Single(w => w.Name == p.Name).Values)];

    /// <summary>Sets all tensors; allocates nothing, for it is part of what is measured.</summary>
    public static void SetWeights(INetwork network, float[][] weights)
    {
        for (var i = 0; i < weights.Length; i++)
            network.View(i).CopyFrom(weights[i]);
    }
}
