using System.Runtime.CompilerServices;

namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// One session whose input and output tensors are made once and bound once, over memory that does not move: what a careful user does. Runs that
/// look names up take as long or longer.
/// </summary>
internal sealed unsafe class OnnxRuntimeRun : RepeatedCall
{
    private readonly OrtApi api;
    private readonly float[] inputs, outputs;
    private readonly void* session;
    private readonly void* input;
    private readonly void* output;
    private readonly void* binding;

    public OnnxRuntimeRun(OrtApi api, void* environment, Problem problem, int threads)
    {
        this.api = api;
        var (workload, network, rows) = (problem.Workload, problem.Workload.Network, problem.Workload.Rows);
        outputs = Pinned(rows * network.Classes);
        session = api.CreateSession(environment, OnnxModel.Write(network, problem.Weights), threads);
        inputs = Pinned(problem.Inputs.Length);
        (workload.IsRecurrent ? problem.InputsByStep() : problem.Inputs).CopyTo(inputs, 0);
        input = api.CreateTensor(Address(inputs), workload.IsRecurrent ? [network.Input[0], rows, network.Input[1]] : [rows, .. network.Input.Select(size => (long)size)]);
        output = api.CreateTensor(Address(outputs), [rows, network.Classes]);
        binding = api.CreateBinding(session, [(OnnxModel.Input, (nint)input)], [(OnnxModel.Output, (nint)output)]);
    }

    /// <summary>An array that stays where it is.</summary>
    public static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);

    /// <summary>Where such an array is.</summary>
    public static float* Address(float[] pinned) => (float*)Unsafe.AsPointer(ref pinned[0]);

    public override float[] Answer()
    {
        Array.Clear(outputs);
        Call();
        return [.. outputs];
    }

    public override void Dispose()
    {
        api.ReleaseBinding(binding);
        api.ReleaseTensor(output);
        api.ReleaseTensor(input);
        api.ReleaseSession(session);
    }

    protected override void Call() => api.Run(session, binding);
}
