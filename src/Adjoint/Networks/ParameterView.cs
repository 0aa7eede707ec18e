using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// One tensor of a network, indexed in the shape that papers and PyTorch use, whatever the order in which the kernels keep it: a dense weight is
/// <c>weight[output, input]</c>.
/// </summary>
public readonly struct ParameterView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock<T> block;
    private readonly ParameterInfo info;

    internal ParameterView(ParameterBlock<T> block, ParameterInfo info)
    {
        this.block = block;
        this.info = info;
    }

    /// <summary>The block that the tensor is a part of.</summary>
    internal ParameterBlock<T> Block => block;

    /// <summary>The tensor's name in saved files.</summary>
    public string Name => info.Name;

    /// <summary>The tensor's shape; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => info.Shape;

    /// <summary>The number of values.</summary>
    public int Length => info.Length;

    /// <summary>Where the tensor's values begin in <c>Parameters</c> and in a gradient; the order in which they are there is the kernels', see <see cref="IndexOf(int)"/>.</summary>
    public int Offset => info.Offset;

    /// <summary>The value at a row-major index into <see cref="Shape"/>, to read or to assign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the tensor.</exception>
    public ref T this[int index] => ref block.All[Checked(index)];

    /// <summary>
    /// The value at <paramref name="row"/> and <paramref name="column"/> of a tensor with two axes, to read or to assign; a dense weight's are output and
    /// input.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has not two axes, or an index is outside its axis.</exception>
    public ref T this[int row, int column] => ref block.All[Checked(row, column)];

    /// <summary>Where <c>Parameters</c> and a gradient have the value at a row-major index into <see cref="Shape"/>.</summary>
    /// <param name="index">The row-major index, from 0 to <see cref="Length"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the tensor.</exception>
    public int IndexOf(int index) => Checked(index);

    /// <summary>
    /// Where <c>Parameters</c> and a gradient have the value at <paramref name="row"/> and <paramref name="column"/> of a tensor with two axes; a dense weight's are output and
    /// input.
    /// </summary>
    /// <param name="row">The index on the first axis.</param>
    /// <param name="column">The index on the second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has not two axes, or an index is outside its axis.</exception>
    public int IndexOf(int row, int column) => Checked(row, column);

    /// <summary>Copies the values in row-major order of <see cref="Shape"/>.</summary>
    /// <param name="destination">Receives <see cref="Length"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not <see cref="Length"/> long.</exception>
    public void CopyTo(Span<T> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        var values = block.All;
        for (var i = 0; i < destination.Length; i++)
            destination[i] = values[info.Locate(i)];
    }

    /// <summary>Sets the values from row-major order of <see cref="Shape"/>.</summary>
    /// <param name="source">The <see cref="Length"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is not <see cref="Length"/> long.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        CheckLength(source.Length, nameof(source));
        var values = block.All;
        for (var i = 0; i < source.Length; i++)
            values[info.Locate(i)] = source[i];
    }

    /// <summary>Name and shape, such as <c>dense1.weight [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    private int Checked(int index)
    {
        if ((uint)index >= (uint)Length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"'{Name}' has {Length} values; an index must be from 0 to {Length - 1}.");
        return info.Locate(index);
    }

    private int Checked(int row, int column)
    {
        if (Shape.Count != 2)
            throw new ArgumentOutOfRangeException(nameof(row), $"{this} has {Shape.Count} axes; two indices need a tensor with two.");
        if ((uint)row >= (uint)Shape[0])
            throw new ArgumentOutOfRangeException(nameof(row), row, $"The first axis of {this} has {Shape[0]} entries; the index must be from 0 to {Shape[0] - 1}.");
        if ((uint)column >= (uint)Shape[1])
            throw new ArgumentOutOfRangeException(nameof(column), column, $"The second axis of {this} has {Shape[1]} entries; the index must be from 0 to {Shape[1] - 1}.");
        return info.Locate(row * Shape[1] + column);
    }

    private void CheckLength(int length, string argument)
    {
        if (length != Length)
            throw new ArgumentException($"{this} has {Length} values; the span has {length}.", argument);
    }
}
