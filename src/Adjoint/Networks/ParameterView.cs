namespace Adjoint;

/// <summary>
/// One tensor of a network, indexed in the shape that papers and PyTorch use, whatever the order in which the kernels keep it: a dense weight is
/// <c>weight[output, input]</c>.
/// </summary>
public readonly struct ParameterView
{
    private readonly ParameterView<float> view;

    internal ParameterView(ParameterView<float> view) => this.view = view;

    /// <inheritdoc cref="ParameterView{T}.Block"/>
    internal Adjoint.Runtime.ParameterBlock<float> Block => view.Block;

    /// <summary>The tensor's name in saved files.</summary>
    public string Name => view.Name;

    /// <summary>The tensor's shape; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => view.Shape;

    /// <summary>The number of values.</summary>
    public int Length => view.Length;

    /// <summary>The index of the tensor's first value in <c>Parameters</c> and in a gradient.</summary>
    public int Offset => view.Offset;

    /// <summary>The value at a row-major index into <see cref="Shape"/>, to read or to assign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the tensor.</exception>
    public ref float this[int index] => ref view[index];

    /// <summary>
    /// The value at <paramref name="row"/> and <paramref name="column"/> of a tensor with two axes, to read or to assign; a dense weight's are output and
    /// input.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has not two axes, or an index is outside its axis.</exception>
    public ref float this[int row, int column] => ref view[row, column];

    /// <summary>Copies the values in row-major order of <see cref="Shape"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not <see cref="Length"/> long.</exception>
    public void CopyTo(Span<float> destination) => view.CopyTo(destination);

    /// <summary>Sets the values from row-major order of <see cref="Shape"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="source"/> is not <see cref="Length"/> long.</exception>
    public void CopyFrom(ReadOnlySpan<float> source) => view.CopyFrom(source);

    /// <summary>Name and shape, such as <c>dense1.weight [128, 784]</c>.</summary>
    public override string ToString() => view.ToString();
}
