using Adjoint.Benchmarks.Derivatives;
using Adjoint.Benchmarks.Editor;
using Adjoint.Benchmarks.Peers;
using Adjoint.Benchmarks.Runs;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

// The first argument is the verb: 'peers' is the side-by-side run, 'derivatives' what they cost beside what they derive from, 'editor' what an editor
// waits for, 'fit' what a run costs beside the plain loop; anything else goes to BenchmarkDotNet, which measures single kernels.
return args switch
{
    ["peers", .. var rest] => PeersCommand.Run(rest, static options => [new AdjointContender(options), new PyTorchContender(options), new OnnxRuntimeContender(options)]),
    ["derivatives"] => DerivativesCommand.Run(),
    ["fit"] => FitCommand.Run(),
    ["editor"] => EditorCommand.Run(),
    _ => RunKernels(args),
};

static int RunKernels(string[] args)
{
    var config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default);
    BenchmarkSwitcher.FromAssembly(typeof(PeersCommand).Assembly).Run(args, config);
    return 0;
}
