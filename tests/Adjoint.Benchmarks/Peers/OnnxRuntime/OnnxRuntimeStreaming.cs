namespace Adjoint.Benchmarks.Peers;

/// <summary>
/// One session whose model is a step. Two bindings take turns: what one writes as the state after the step, the other reads as the state before it, so that
/// nothing is copied but the input.
/// </summary>
internal sealed unsafe class OnnxRuntimeStreaming : RepeatedCall
{
    private readonly OrtApi api;
    private readonly float[] inputs, x;
    private readonly float[][] states, cells;
    private readonly void* session;
    private readonly nint[] tensors, bindings;
    private int next, turn;

    public OnnxRuntimeStreaming(OrtApi api, void* environment, Problem problem, int threads)
    {
        (this.api, inputs) = (api, problem.Inputs);
        var (network, features) = (problem.Workload.Network, problem.Workload.Network.Input[1]);
        var units = network.Steps[0].Out[1];
        session = api.CreateSession(environment, OnnxRecurrent.WriteStep(network, problem.Weights), threads);
        x = OnnxRuntimeRun.Pinned(features);
        (states, cells) = ([OnnxRuntimeRun.Pinned(units), OnnxRuntimeRun.Pinned(units)], [OnnxRuntimeRun.Pinned(units), OnnxRuntimeRun.Pinned(units)]);
        tensors = [.. new[] { x, states[0], states[1], cells[0], cells[1] }.Select(array => (nint)api.CreateTensor(OnnxRuntimeRun.Address(array), [1, 1, array.Length]))];
        bindings = [Bind(0), Bind(1)];
    }

    public override float[] Answer()
    {
        (next, turn) = (0, 0);
        Array.Clear(states[0]);
        Array.Clear(cells[0]);
        var answer = new List<float>();
        do
        {
            Call();
            answer.AddRange(states[turn]);
        }
        while (next < inputs.Length);
        return [.. answer];
    }

    public override void Dispose()
    {
        foreach (var binding in bindings)
            api.ReleaseBinding((void*)binding);
        foreach (var tensor in tensors)
            api.ReleaseTensor((void*)tensor);
        api.ReleaseSession(session);
    }

    protected override void Call()
    {
        if (next == inputs.Length)
            next = 0;
        inputs.AsSpan(next, x.Length).CopyTo(x);
        next += x.Length;
        api.Run(session, (void*)bindings[turn]);
        turn ^= 1;
    }

    private nint Bind(int before) => (nint)api.CreateBinding(
        session,
        [(OnnxModel.Input, tensors[0]), (OnnxRecurrent.State, tensors[1 + before]), (OnnxRecurrent.Cell, tensors[3 + before])],
        [(OnnxRecurrent.NextState, tensors[2 - before]), (OnnxRecurrent.NextCell, tensors[4 - before])]);
}
