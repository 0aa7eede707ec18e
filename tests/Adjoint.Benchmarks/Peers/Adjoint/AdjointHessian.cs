namespace Adjoint.Benchmarks.Peers;

/// <summary>The product of the mean loss's Hessian with a direction of the parameters.</summary>
internal sealed class AdjointHessian : RepeatedCall
{
    private readonly IHessianNetwork<float> network;
    private readonly RowMethods.HessianOf hessianVectorProduct;
    private readonly Problem problem;
    private readonly float[] direction, product;

    public AdjointHessian(IHessianNetwork<float> network, Problem problem)
    {
        (this.network, this.problem, hessianVectorProduct) = (network, problem, new RowMethods(network).HessianVectorProduct);
        // The direction lies as the parameters do: in their place for a moment, it is written tensor by tensor.
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
            network.View(i).CopyFrom(problem.Direction[i]);
        direction = network.Parameters.ToArray();
        product = new float[direction.Length];
        AdjointContender.SetWeights(network, AdjointContender.Weights(network, problem));
    }

    public override float[] Answer()
    {
        Call();
        var weights = network.Parameters.ToArray();
        product.CopyTo(network.Parameters);
        var answer = new List<float>();
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
        {
            var tensor = new float[network.Layout.Parameters[i].Length];
            network.View(i).CopyTo(tensor);
            answer.AddRange(tensor);
        }
        weights.CopyTo(network.Parameters);
        return [.. answer];
    }

    protected override void Call() => hessianVectorProduct(problem.Inputs, problem.Labels, direction, product);
}
