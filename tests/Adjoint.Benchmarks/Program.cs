using Adjoint.Benchmarks.Derivatives;
using Adjoint.Benchmarks.Peers;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

// The first argument is the verb: 'peers' is the side-by-side run, 'derivatives' what they cost beside what they derive from; anything else goes to
// BenchmarkDotNet, which measures single kernels.
return args switch
{
    ["peers", .. var rest] => PeersCommand.Run(rest),
    ["derivatives"] => DerivativesCommand.Run(),
    _ => RunKernels(args),
};

static int RunKernels(string[] args)
{
    var config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default);
    BenchmarkSwitcher.FromAssembly(typeof(PeersCommand).Assembly).Run(args, config);
    return 0;
}
