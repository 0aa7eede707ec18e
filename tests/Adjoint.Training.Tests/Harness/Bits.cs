using System.Runtime.InteropServices;

namespace Adjoint.Training.Tests.Harness;

/// <summary>Networks compared bit by bit.</summary>
internal static class Bits
{
    /// <summary>All tensors of a network, statistics too.</summary>
    public static byte[] Of(INetwork network) => network.Precision == Precision.Double ? Of<double>(network) : Of<float>(network);

    /// <summary>All numbers that an optimizer remembers.</summary>
    public static byte[] Of(Optimizer optimizer)
    {
        var bytes = new List<byte>(BitConverter.GetBytes(optimizer.Steps));
        foreach (var tensor in optimizer.State)
        {
            var values = new double[tensor.Length];
            tensor.CopyTo(values);
            bytes.AddRange(MemoryMarshal.AsBytes<double>(values));
        }
        return [.. bytes];
    }

    private static byte[] Of<T>(INetwork network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => MemoryMarshal.AsBytes(Weights<T>.Block(network).All).ToArray();
}
