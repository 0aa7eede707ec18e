using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// Room for one gradient of a network, in the numbers that it computes in, for <see cref="ITrainable.Gradient"/>: to be added to others, sent elsewhere, and applied by
/// <see cref="ITrainable.Apply"/>.
/// </summary>
public sealed class GradientBuffer
{
    private readonly AlignedBuffer<float>? floats;
    private readonly AlignedBuffer<double>? doubles;

    /// <summary>A gradient of zeros.</summary>
    /// <param name="network">The network that it is a gradient of.</param>
    public GradientBuffer(INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        (Layout, Precision) = (network.Layout, network.Precision);
        if (Precision == Precision.Double)
            doubles = new AlignedBuffer<double>(Layout.Count);
        else
            floats = new AlignedBuffer<float>(Layout.Count);
    }

    /// <summary>Room for the gradients of shards of a batch, one after the other; each is given to the shards.</summary>
    internal GradientBuffer(INetwork network, RowShards shards)
        : this(network) => Shards = shards;

    /// <summary>Which rows of a batch its gradient is of; null for all.</summary>
    internal RowShards? Shards { get; }

    /// <summary>The type of its numbers.</summary>
    public Precision Precision { get; }

    /// <summary>How many numbers it has: one for each parameter.</summary>
    public int Length => Layout.Count;

    /// <summary>Whose gradient it is.</summary>
    internal ParameterLayout Layout { get; }

    /// <summary>The numbers, in the order of the parameters, to read or to change.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as <see cref="Precision"/> says.</typeparam>
    /// <exception cref="InvalidOperationException">They are of the other type.</exception>
    public Span<T> Values<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Buffer<T>().Span;

    /// <summary>Sets all numbers to zero.</summary>
    public void Clear()
    {
        floats?.Span.Clear();
        doubles?.Span.Clear();
    }

    /// <summary>Adds a factor times another gradient of the same network.</summary>
    /// <param name="other">A gradient of the same network.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <exception cref="ArgumentException">The other is a gradient of another network.</exception>
    public void Add(GradientBuffer other, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Layout, Layout))
            throw new ArgumentException($"A gradient of '{other.Layout.Network}' cannot be added to one of '{Layout.Network}'; make both for the same network.", nameof(other));
        if (Precision == Precision.Double)
            Add(Values<double>(), other.Values<double>(), factor);
        else
            Add(Values<float>(), other.Values<float>(), (float)factor);
    }

    /// <summary>Multiplies all numbers by a factor.</summary>
    /// <param name="factor">The factor.</param>
    public void Scale(double factor)
    {
        if (Precision == Precision.Double)
            Scale(Values<double>(), factor);
        else
            Scale(Values<float>(), (float)factor);
    }

    /// <summary>The memory of the numbers.</summary>
    internal AlignedBuffer<T> Buffer<T>()
        where T : unmanaged
    {
        if ((typeof(T) == typeof(double)) != (Precision == Precision.Double))
            throw new InvalidOperationException($"'{Layout.Network}' computes in {(doubles is null ? "floats" : "doubles")}, and so its gradients are; read them as such.");
        return typeof(T) == typeof(double) ? (AlignedBuffer<T>)(object)doubles! : (AlignedBuffer<T>)(object)floats!;
    }

    private static void Add<T>(Span<T> sum, ReadOnlySpan<T> other, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * other[i];
    }

    private static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var value in values)
            value *= factor;
    }
}
