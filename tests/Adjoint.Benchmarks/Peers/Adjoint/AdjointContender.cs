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
        var network = problem.Workload.Work > Work.TrainingStep ? CreateWithDerivatives(problem.Workload.Network) : Create(problem.Workload.Network);
        network.Threads = options.Threads;
        return problem.Workload.Work switch
        {
            Work.Forward => new AdjointForward(network, problem),
            Work.TrainingStep => new AdjointTraining(network, problem),
            Work.Jacobian => new AdjointJacobian((IJacobianNetwork<float>)network, problem),
            _ => new AdjointHessian((IHessianNetwork<float>)network, problem),
        };
    }

    public void Dispose()
    {
    }

    private static ITrainableNetwork<float> Create(PeerNetwork network) =>
        network == Workload.Digits ? new DigitsMlp() : network == Workload.Small ? new SmallTanh() : network == Workload.LeNet ? new LeNet5()
        : network == Workload.Residual ? new ResNet8() : new ConvolutionStack();

    private static ITrainableNetwork<float> CreateWithDerivatives(PeerNetwork network) =>
        network == Workload.Digits ? new DigitsMlpDerivatives() : new SmallTanhDerivatives();

    /// <summary>For each tensor of the network its start: null for running statistics, else the problem's, row-major as PyTorch keeps them.</summary>
    /// <exception cref="InvalidOperationException">The declaration is not the problem's network.</exception>
    public static float[]?[] Weights(INetwork<float> network, Problem problem)
    {
        var (all, next) = (new float[]?[network.Layout.Parameters.Count], 0);
        for (var i = 0; i < all.Length; i++)
        {
            var parameter = network.Layout.Parameters[i];
            if (!parameter.IsTrained)
                continue;
            var weights = problem.Weights[next++];
            if (parameter.Length != weights.Values.Length)
                throw new InvalidOperationException($"{parameter.Name} has {parameter.Length} values, {weights.Name} of the problem {weights.Values.Length}.");
            all[i] = weights.Values;
        }
        return all;
    }

    /// <summary>Sets all trained tensors; allocates nothing, for it is part of what is measured.</summary>
    public static void SetWeights(INetwork<float> network, float[]?[] weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] is { } values)
                network.View(i).CopyFrom(values);
        }
    }
}
