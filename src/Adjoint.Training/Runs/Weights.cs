using System.Numerics;
using System.Runtime.InteropServices;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>All tensors of a network as they were at one moment, those too that training leaves as they are.</summary>
public abstract class Weights
{
    /// <summary>Sets a network to them.</summary>
    /// <param name="network">A network of the same class.</param>
    /// <exception cref="ArgumentException">They are of another network's shape.</exception>
    public abstract void CopyTo(INetwork network);

    /// <summary>The weights of a network as they are now.</summary>
    /// <param name="network">The network; later steps do not change the weights that are returned.</param>
    public static Weights Of(INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Precision == Precision.Double ? new Weights<double>(network) : new Weights<float>(network);
    }

    /// <summary>Takes those that a network has now.</summary>
    internal abstract void CopyFrom(INetwork network);

    /// <summary>Takes those of others.</summary>
    internal abstract void CopyFrom(Weights other);

    /// <summary>Moves the trained ones towards those of a network: they keep a share of themselves. All others are taken.</summary>
    internal abstract void Approach(INetwork network, double share);

    /// <summary>Gives a network these, and takes what it had.</summary>
    internal abstract void Exchange(INetwork network);
}

/// <summary>The same in the network's numbers.</summary>
internal sealed class Weights<T>(INetwork network) : Weights
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterLayout layout = network.Layout;
    private readonly T[] values = Block(network).All.ToArray();

    /// <summary>The values, as they are in the network.</summary>
    public Span<T> Values => values;

    /// <summary>The memory of a network.</summary>
    public static ParameterBlock<T> Block(INetwork network) => ((INetwork<T>)network).View(0).Block;

    public override void CopyTo(INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!ReferenceEquals(network.Layout, layout))
            throw new ArgumentException($"These are weights of '{layout.Network}', and the network is '{network.Layout.Network}'.", nameof(network));
        values.CopyTo(Block(network).All);
    }

    internal override void CopyFrom(INetwork network) => Block(network).All.CopyTo(values);

    internal override void CopyFrom(Weights other) => ((Weights<T>)other).values.CopyTo(values, 0);

    internal override void Approach(INetwork network, double share)
    {
        var now = Block(network).All;
        var (kept, taken) = (T.CreateTruncating(share), T.CreateTruncating(1 - share));
        var trained = values.AsSpan(0, layout.Count);
        var wide = MemoryMarshal.Cast<T, Vector<T>>(trained);
        var wideNow = MemoryMarshal.Cast<T, Vector<T>>(now[..layout.Count]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] = wide[i] * kept + wideNow[i] * taken;
        for (var i = wide.Length * Vector<T>.Count; i < trained.Length; i++)
            trained[i] = kept * trained[i] + taken * now[i];
        now[layout.Count..].CopyTo(values.AsSpan(layout.Count));
    }

    internal override void Exchange(INetwork network)
    {
        var now = Block(network).All;
        for (var i = 0; i < values.Length; i++)
            (values[i], now[i]) = (now[i], values[i]);
    }
}
