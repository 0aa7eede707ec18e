using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// One session whose input and output tensors are made once and bound once, over memory that does not move: what a careful user does. Runs that
/// look names up take as long or longer.
/// </summary>
internal sealed unsafe class OnnxRuntimeRun : IRun
{
    private const int WarmUpShare = 10;
    private readonly OrtApi api;
    private readonly float[] inputs, outputs;
    private readonly void* session;
    private readonly void* input;
    private readonly void* output;
    private readonly void* binding;

    public OnnxRuntimeRun(OrtApi api, void* environment, Problem problem, int threads)
    {
        this.api = api;
        var (network, rows) = (problem.Workload.Network, problem.Workload.Rows);
        inputs = Pinned(rows * network.Inputs);
        problem.Inputs.CopyTo(inputs, 0);
        outputs = Pinned(rows * network.Classes);
        session = api.CreateSession(environment, OnnxModel.Write(network, problem.Weights), threads);
        input = api.CreateTensor(Address(inputs), [rows, .. network.Input.Select(size => (long)size)]);
        output = api.CreateTensor(Address(outputs), [rows, network.Classes]);
        binding = api.CreateBinding(session, Encoding.UTF8.GetBytes(OnnxModel.Input + '\0'), input, Encoding.UTF8.GetBytes(OnnxModel.Output + '\0'), output);
    }

    public float[] Answer()
    {
        Array.Clear(outputs);
        api.Run(session, binding);
        return [.. outputs];
    }

    public double Time(int iterations)
    {
        for (var i = 0; i <= iterations / WarmUpShare; i++)
            api.Run(session, binding);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            api.Run(session, binding);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        api.ReleaseBinding(binding);
        api.ReleaseTensor(output);
        api.ReleaseTensor(input);
        api.ReleaseSession(session);
    }

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);

    private static float* Address(float[] pinned) => (float*)Unsafe.AsPointer(ref pinned[0]);
}
