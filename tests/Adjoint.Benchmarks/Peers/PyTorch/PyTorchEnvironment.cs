using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The environment in which PyTorch is at its best, or, on demand, held to 256-bit vectors.</summary>
internal static class PyTorchEnvironment
{
    /// <summary>The variables that hold PyTorch and its libraries to 256-bit vectors.</summary>
    public static IReadOnlyDictionary<string, string> Restrictions { get; } = new Dictionary<string, string>
    {
        ["ATEN_CPU_CAPABILITY"] = "avx2",
        ["DNNL_MAX_CPU_ISA"] = "AVX2",
        ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2",
        ["OPENBLAS_CORETYPE"] = "Haswell",
    };

    /// <summary>The variables to set for the process. Threads and restrictions are the benchmark's; the rest are defaults that the user may override.</summary>
    public static IReadOnlyDictionary<string, string> For(PeersOptions options)
    {
        var threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string>
        {
            ["OMP_NUM_THREADS"] = threads,
            ["OPENBLAS_NUM_THREADS"] = threads,
            ["MKL_NUM_THREADS"] = threads,
        };

        // Forward and backward run on two threads of PyTorch, each with its own team of workers. Workers that wait by spinning take the processors from
        // the other team: seen to cost a factor of ten with two threads on two processors. With one thread it makes no difference.
        SetDefault(variables, "OMP_WAIT_POLICY", "passive");

        if (options.RestrictPeers)
        {
            foreach (var (name, value) in Restrictions)
                variables[name] = value;
        }
        else if (BestOpenBlasKernels() is { } kernels)
        {
            SetDefault(variables, "OPENBLAS_CORETYPE", kernels);
        }

        return variables;
    }

    /// <summary>
    /// OpenBLAS chooses kernels by a list of processor models; on a model that is newer than the library it falls back to SSE3 kernels, at a third of
    /// the speed (seen: 0.3.21 on a processor of 2023). What the processor can do is the better guide. The single-precision kernels of SkylakeX
    /// are those of all later AVX-512 machines too.
    /// </summary>
    private static string? BestOpenBlasKernels() =>
        CpuFeatures.HasAvx512 ? "SkylakeX" : Avx2.IsSupported && Fma.IsSupported ? "Haswell" : null;

    private static void SetDefault(Dictionary<string, string> variables, string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
            variables[name] = value;
    }
}
