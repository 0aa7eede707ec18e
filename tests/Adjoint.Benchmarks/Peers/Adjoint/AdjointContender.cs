using System.Diagnostics.CodeAnalysis;
using Adjoint.Benchmarks.Networks;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The networks that this project's generator has written.</summary>
internal sealed class AdjointContender(PeersOptions options) : IContender
{
    private static readonly Dictionary<PeerNetwork, Func<INetwork<float>>> Networks = new()
    {
        [Workload.Digits] = static () => new DigitsMlp(),
        [Workload.Small] = static () => new SmallTanh(),
        [Workload.LeNet] = static () => new LeNet5(),
        [Workload.Residual] = static () => new ResNet8(),
        [Workload.Stack] = static () => new ConvolutionStack(),
        [Workload.Wide] = static () => new WideMlp(),
        [Workload.Odd] = static () => new OddConvolutions(),
        [Workload.Deep] = static () => new DeepTanh(),
        [Workload.Tiny] = static () => new TinyTanh(),
        [Workload.LstmOfLines] = static () => new LstmOfLines(),
        [Workload.GruOfLines] = static () => new GruOfLines(),
        [Workload.LstmOfLetters] = static () => new LstmOfLetters(),
        [Workload.SmallStream] = static () => new SmallStream(),
        [Workload.LineStream] = static () => new LineStream(),
        [Workload.Stream] = static () => new WideStream(),
    };

    private static readonly Dictionary<PeerNetwork, Func<INetwork<float>>> WithDerivatives = new()
    {
        [Workload.Digits] = static () => new DigitsMlpDerivatives(),
        [Workload.Small] = static () => new SmallTanhDerivatives(),
    };

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
        var network = (problem.Workload.IsDerivative ? WithDerivatives : Networks)[problem.Workload.Network]();
        network.Threads = options.Threads;
        return problem.Workload.Work switch
        {
            Work.Forward => new AdjointForward(network, problem),
            Work.TrainingStep => new AdjointTraining((ITrainableNetwork<float>)network, problem),
            Work.Jacobian => new AdjointJacobian((IJacobianNetwork<float>)network, problem),
            Work.HessianVector => new AdjointHessian((IHessianNetwork<float>)network, problem),
            _ => new AdjointStreaming(network, problem),
        };
    }

    public void Dispose()
    {
    }

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
