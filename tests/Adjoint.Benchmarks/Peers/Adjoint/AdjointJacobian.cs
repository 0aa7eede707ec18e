using System.Diagnostics;

namespace Adjoint.Benchmarks.Peers;

/// <summary>The Jacobian of the outputs with respect to the inputs, of each row.</summary>
internal sealed class AdjointJacobian : IRun
{
    private readonly IJacobianNetwork network;
    private readonly float[] inputs, jacobian;

    public AdjointJacobian(IJacobianNetwork network, Problem problem)
    {
        this.network = network;
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
        inputs = problem.Inputs;
        jacobian = new float[problem.Workload.Rows * network.OutputSize * network.InputSize];
    }

    public float[] Answer()
    {
        network.Jacobian(inputs, jacobian);
        return [.. jacobian];
    }

    public double Time(int iterations)
    {
        network.Jacobian(inputs, jacobian);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++)
            network.Jacobian(inputs, jacobian);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
    }
}
