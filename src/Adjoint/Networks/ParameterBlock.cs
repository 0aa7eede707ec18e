using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>The values of all parameters of one network: one aligned block and the layout that says what lies where.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe class ParameterBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> values;

    /// <summary>Allocates the block and draws its values from <paramref name="seed"/>; equal on every machine.</summary>
    public ParameterBlock(ParameterLayout layout, ulong seed)
    {
        Layout = layout;
        values = new AlignedBuffer<T>(layout.Total);
        Initialization.Fill(layout, values.Span, seed);
    }

    /// <summary>What lies where.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The trained values.</summary>
    public Span<T> Span => values.Span[..Layout.Count];

    /// <summary>All values: after the trained ones, those that are not.</summary>
    public Span<T> All => values.Span;

    /// <summary>The statistics that training keeps, such as running means.</summary>
    internal Span<T> Statistics => values.Span[^Layout.Statistics..];

    /// <summary>The first value; valid while this object is reachable.</summary>
    public T* Pointer => values.Pointer;

    /// <summary>A view of one tensor by its position in the layout.</summary>
    public ParameterView<T> View(int index) => new(this, Layout.Parameters[index]);
}

/// <summary>The values of all parameters of a network of floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterBlock(ParameterLayout layout, ulong seed) : ParameterBlock<float>(layout, seed)
{
    /// <summary>A view of one tensor by its position in the layout.</summary>
    public new ParameterView View(int index) => new(base.View(index));
}
