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

    public bool Takes(Workload workload) => Create(workload.Network) is not null;

    public IRun Load(Problem problem)
    {
        var network = Create(problem.Workload.Network)!;
        network.Threads = options.Threads;
        return problem.Workload.Work == Work.Forward ? new AdjointForward(network, problem) : new AdjointTraining(network, problem);
    }

    public void Dispose()
    {
    }

    private static ITrainableNetwork<int>? Create(DenseNetwork network) => network.Name switch
    {
        "784-128-10 ReLU" => new DigitsMlp(),
        "4-32-32-2 tanh" => new SmallTanh(),
        _ => null,
    };

    /// <summary>Sets all tensors from the order in which PyTorch keeps them.</summary>
    public static void SetWeights(INetwork network, Problem problem)
    {
        var parameters = network.Layout.Parameters;
        for (var i = 0; i < parameters.Count; i++)
            network.View(i).CopyFrom(problem.Weights.Single(w => w.Name == parameters[i].Name).Values);
    }
}
