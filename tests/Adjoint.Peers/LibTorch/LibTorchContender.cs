using System.Diagnostics.CodeAnalysis;
using Adjoint.Benchmarks.Peers;
using TorchSharp;

namespace Adjoint.Peers.LibTorch;

/// <summary>libtorch, PyTorch's library, in this process through TorchSharp.</summary>
internal sealed class LibTorchContender(PeersOptions options) : IContender
{
    public string Name => "libtorch";

    public string Description =>
        $"libtorch {torch.__version__} (TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}; eager; {torch.get_num_threads()} thread(s))";

    public bool Managed => false;

    public bool Available([NotNullWhen(false)] out string? howToInstall)
    {
        try
        {
            LibTorchLibrary.Load();
            torch.set_num_threads(options.Threads);
            torch.set_num_interop_threads(1);
            howToInstall = null;
            return true;
        }
        catch (Exception error) when (error is DllNotFoundException or InvalidOperationException or NotSupportedException)
        {
            howToInstall = $"its library does not run here: {error.Message}";
            return false;
        }
    }

    public bool Takes(Workload workload) => true;

    public IRun Load(Problem problem) => problem.Workload.Work switch
    {
        Work.Forward => new LibTorchForward(problem),
        Work.TrainingStep => new LibTorchTraining(problem),
        Work.Jacobian => new LibTorchJacobian(problem),
        Work.HessianVector => new LibTorchHessian(problem),
        _ => new LibTorchStreaming(problem),
    };

    public void Dispose()
    {
    }
}
