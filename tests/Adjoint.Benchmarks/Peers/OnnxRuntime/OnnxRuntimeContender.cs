using System.Diagnostics.CodeAnalysis;

namespace Adjoint.Benchmarks.Peers;

/// <summary>ONNX Runtime in this process, through its C interface, on a model written here.</summary>
internal sealed unsafe class OnnxRuntimeContender(PeersOptions options) : IContender
{
    private OrtApi? api;
    private void* environment;

    public string Name => "ONNX Runtime";

    public string Description => $"ONNX Runtime {api?.Version} (C interface; {options.Threads} thread(s))";

    public bool Managed => false;

    /// <summary>The published library predicts only.</summary>
    public bool Takes(Workload workload) => workload.Work is Work.Forward or Work.StreamingStep;

    public bool Available([NotNullWhen(false)] out string? howToInstall)
    {
        howToInstall = null;
        var path = OnnxRuntimeLibrary.Find(options.OnnxRuntime);
        if (path is not null)
        {
            try
            {
                api = OrtApi.Load(path);
                environment = api.CreateEnvironment();
                return true;
            }
            catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or NotSupportedException)
            {
                howToInstall = $"{path} is not usable: {error.Message}\n";
            }
        }

        howToInstall += $"""
            {OnnxRuntimeLibrary.FileName} was not found.
            It is part of a Node.js package: npm install --ignore-scripts onnxruntime-node (in this folder)
            Another place: --onnxruntime PATH, or the environment variable ADJOINT_ONNXRUNTIME.
            """;
        return false;
    }

    public IRun Load(Problem problem) => problem.Workload.Work == Work.StreamingStep
        ? new OnnxRuntimeStreaming(api!, environment, problem, options.Threads) : new OnnxRuntimeRun(api!, environment, problem, options.Threads);

    public void Dispose()
    {
        if (environment is not null)
            api!.ReleaseEnvironment(environment);
        environment = null;
    }
}
