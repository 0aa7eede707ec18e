using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>A network of either type of numbers, as checks of gradients see it.</summary>
internal abstract class CheckedNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract ParameterLayout Layout { get; }

    public abstract Span<T> Parameters { get; }

    public abstract long TrainingStep { get; set; }

    public abstract void Read(int tensor, Span<T> values);

    public abstract void Write(int tensor, ReadOnlySpan<T> values);
}

/// <summary>A network of floats.</summary>
internal sealed class CheckedFloats(INetwork network) : CheckedNetwork<float>
{
    public override ParameterLayout Layout => network.Layout;

    public override Span<float> Parameters => network.Parameters;

    public override long TrainingStep { get => network.TrainingStep; set => network.TrainingStep = value; }

    public override void Read(int tensor, Span<float> values) => network.View(tensor).CopyTo(values);

    public override void Write(int tensor, ReadOnlySpan<float> values) => network.View(tensor).CopyFrom(values);
}

/// <summary>A network of doubles.</summary>
internal sealed class CheckedDoubles(DoublePrecision.INetwork network) : CheckedNetwork<double>
{
    public override ParameterLayout Layout => network.Layout;

    public override Span<double> Parameters => network.Parameters;

    public override long TrainingStep { get => network.TrainingStep; set => network.TrainingStep = value; }

    public override void Read(int tensor, Span<double> values) => network.View(tensor).CopyTo(values);

    public override void Write(int tensor, ReadOnlySpan<double> values) => network.View(tensor).CopyFrom(values);
}

/// <summary>All that a check may change in a network; disposing it puts that back.</summary>
internal sealed class NetworkState<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CheckedNetwork<T> network;
    private readonly long step;
    private readonly T[][] tensors;

    public NetworkState(CheckedNetwork<T> network)
    {
        (this.network, step) = (network, network.TrainingStep);
        tensors = [.. network.Layout.Parameters.Select(static tensor => new T[tensor.Length])];
        for (var i = 0; i < tensors.Length; i++)
            network.Read(i, tensors[i]);
    }

    public void Dispose()
    {
        network.TrainingStep = step;
        for (var i = 0; i < tensors.Length; i++)
            network.Write(i, tensors[i]);
    }
}
