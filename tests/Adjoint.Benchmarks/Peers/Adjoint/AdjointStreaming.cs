namespace Adjoint.Benchmarks.Peers;

/// <summary>Step, over the sequence again and again.</summary>
internal sealed class AdjointStreaming : RepeatedCall
{
    private readonly RowMethods.StepOf step;
    private readonly NetworkState<float> state;
    private readonly float[] inputs, outputs;
    private readonly int features;
    private int next;

    public AdjointStreaming(INetwork<float> network, Problem problem)
    {
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
        var methods = new RowMethods(network);
        (step, state) = (methods.Step, methods.NewState(problem.Workload.Rows));
        (inputs, features) = (problem.Inputs, problem.Workload.Network.Input[1]);
        outputs = new float[problem.Workload.Network.Steps[^1].Out[1]];
    }

    public override float[] Answer()
    {
        state.Reset();
        next = 0;
        var answer = new List<float>();
        do
        {
            Call();
            answer.AddRange(outputs);
        }
        while (next < inputs.Length);
        return [.. answer];
    }

    protected override void Call()
    {
        if (next == inputs.Length)
            next = 0;
        step(state, inputs.AsSpan(next, features), outputs);
        next += features;
    }
}
