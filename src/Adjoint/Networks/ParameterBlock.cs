using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>The values of all parameters of one network: one aligned block and the layout that says what lies where.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ParameterBlock
{
    private readonly AlignedBuffer values;

    /// <summary>Allocates the block and draws its values from <paramref name="seed"/>; equal on every machine.</summary>
    public ParameterBlock(ParameterLayout layout, ulong seed)
    {
        Layout = layout;
        values = new AlignedBuffer(layout.Total);
        Initialization.Fill(layout, values.Span, seed);
    }

    /// <summary>What lies where.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The trained values.</summary>
    public Span<float> Span => values.Span[..Layout.Count];

    /// <summary>All values: after the trained ones, those that are not.</summary>
    public Span<float> All => values.Span;

    /// <summary>The first value; valid while this object is reachable.</summary>
    public float* Pointer => values.Pointer;

    /// <summary>A view of one tensor by its position in the layout.</summary>
    public ParameterView View(int index) => new(this, Layout.Parameters[index]);
}
