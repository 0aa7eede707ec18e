namespace Adjoint.Benchmarks.Peers;

/// <summary>The Jacobian of the outputs with respect to the inputs, of each row.</summary>
internal sealed class AdjointJacobian : RepeatedCall
{
    private readonly IJacobianNetwork<float> network;
    private readonly float[] inputs, jacobian;

    public AdjointJacobian(IJacobianNetwork<float> network, Problem problem)
    {
        this.network = network;
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
        inputs = problem.Inputs;
        jacobian = new float[problem.Workload.Rows * network.OutputSize * network.InputSize];
    }

    public override float[] Answer()
    {
        Call();
        return [.. jacobian];
    }

    protected override void Call() => network.Jacobian(inputs, jacobian);
}
