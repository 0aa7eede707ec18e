using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>All that a check may change in a network; disposing it puts that back.</summary>
internal sealed class SavedNetwork<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly INetwork<T> network;
    private readonly long step;
    private readonly T[][] tensors;

    public SavedNetwork(INetwork<T> network)
    {
        (this.network, step) = (network, network.TrainingStep);
        tensors = [.. network.Layout.Parameters.Select(static tensor => new T[tensor.Length])];
        for (var i = 0; i < tensors.Length; i++)
            network.View(i).CopyTo(tensors[i]);
    }

    public void Dispose()
    {
        network.TrainingStep = step;
        for (var i = 0; i < tensors.Length; i++)
            network.View(i).CopyFrom(tensors[i]);
    }
}
