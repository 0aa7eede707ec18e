using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>The values of all parameters of one network: one aligned block and the layout that says what is where.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ParameterBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> values;
    private readonly long seed;
    private volatile bool isSet;

    /// <summary>Allocates the block. Its values are drawn from <paramref name="seed"/>, equal on every machine, when they are first asked for: a network that is loaded needs none.</summary>
    public ParameterBlock(ParameterLayout layout, long seed)
    {
        Layout = layout;
        this.seed = seed;
        values = new AlignedBuffer<T>(layout.Total);
    }

    /// <summary>What is where.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The trained values.</summary>
    public Span<T> Span => Values.Span[..Layout.Count];

    /// <summary>All values: after the trained ones, those that are not.</summary>
    public Span<T> All => Values.Span;

    /// <summary>The statistics that training keeps, such as running means.</summary>
    internal Span<T> Statistics => Values.Span[^Layout.Statistics..];

    /// <summary>The first value; valid while this object is reachable.</summary>
    public T* Pointer => Values.Pointer;

    /// <summary>A view of one tensor by its position in the layout.</summary>
    public ParameterView<T> View(int index) => new(this, Layout.Parameters[index]);

    /// <summary>Sets all values, tensor after tensor, each in the row-major order of its shape.</summary>
    internal void Set(ReadOnlySpan<T> tensors)
    {
        lock (values)
        {
            var all = values.Span;
            foreach (var info in Layout.Parameters)
            {
                for (var i = 0; i < info.Length; i++)
                    all[info.Locate(i)] = tensors[info.Offset + i];
            }

            isSet = true;
        }
    }

    private AlignedBuffer<T> Values => isSet ? values : Draw();

    /// <summary>Several threads may ask first.</summary>
    private AlignedBuffer<T> Draw()
    {
        lock (values)
        {
            if (!isSet)
                Initialization.Fill(Layout, values.Span, seed);
            isSet = true;
        }

        return values;
    }
}
