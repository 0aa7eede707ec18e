using System.Numerics;
using Adjoint.Data;

namespace Adjoint;

/// <summary>The loss of all rows as a function of the parameters, in doubles; of a network of floats the parameters are rounded where it is evaluated.</summary>
internal interface IFullBatchLoss
{
    /// <summary>How many times it was evaluated.</summary>
    int Evaluations { get; }

    /// <summary>The loss at a point, and its gradient.</summary>
    double Evaluate(double[] point, double[] gradient);
}

/// <summary>That of a network.</summary>
internal sealed class FullBatchLoss<T> : IFullBatchLoss
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> network;
    private readonly MiniBatch batch;
    private readonly T[] values;
    private readonly long masks;

    public FullBatchLoss(ITrainableNetwork<T> network, MiniBatch batch)
    {
        (this.network, this.batch, masks) = (network, batch, network.TrainingStep);
        values = new T[network.Layout.Count];
        Start = Array.ConvertAll(network.Parameters.ToArray(), double.CreateTruncating);
    }

    public int Evaluations { get; private set; }

    /// <summary>The parameters as they were.</summary>
    public double[] Start { get; }

    public double Evaluate(double[] point, double[] gradient)
    {
        MoveTo(point);
        // With the same masks of dropout each time: a function that changes between two looks at it has no minimum.
        network.TrainingStep = masks;
        var loss = double.CreateTruncating(network.Gradient(batch, values));
        Evaluations++;
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = double.CreateTruncating(values[i]);
        return loss;
    }

    /// <summary>Gives the network the parameters of a point.</summary>
    public void MoveTo(double[] point)
    {
        var parameters = network.Parameters;
        for (var i = 0; i < point.Length; i++)
            parameters[i] = T.CreateTruncating(point[i]);
    }
}
