namespace Adjoint.Benchmarks.Peers;

/// <summary>Predict.</summary>
internal sealed class AdjointForward : RepeatedCall
{
    private readonly INetwork<float> network;
    private readonly float[] inputs, outputs;

    public AdjointForward(INetwork<float> network, Problem problem)
    {
        this.network = network;
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
        inputs = problem.Inputs;
        outputs = new float[problem.Workload.Rows * network.OutputSize];
    }

    public override float[] Answer()
    {
        Call();
        return [.. outputs];
    }

    protected override void Call() => network.Predict(inputs, outputs);
}
