using System.Numerics;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>
/// One moment that an optimizer keeps of one tensor, such as the running average of its gradient. Its values are those of the network's type; they are read
/// and written as floats or doubles, and rounded where that is needed.
/// </summary>
public sealed class OptimizerTensor
{
    private readonly ParameterInfo parameter;
    private readonly AlignedBuffer<float>? floats;
    private readonly AlignedBuffer<double>? doubles;

    /// <summary>A moment of floats or of doubles; one of the two is given.</summary>
    internal OptimizerTensor(string name, ParameterInfo parameter, AlignedBuffer<float>? floats, AlignedBuffer<double>? doubles) =>
        (Name, this.parameter, this.floats, this.doubles) = (name, parameter, floats, doubles);

    /// <summary>The name in saved files: that of the network's tensor, and after a dot PyTorch's name of the moment, as in <c>dense1.weight.exp_avg</c>.</summary>
    public string Name { get; }

    /// <summary>The shape of the network's tensor.</summary>
    public IReadOnlyList<int> Shape => parameter.Shape;

    /// <summary>The number of values.</summary>
    public int Length => parameter.Length;

    /// <summary>Copies the values in row-major order of <see cref="Shape"/>.</summary>
    /// <param name="destination">Receives <see cref="Length"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not <see cref="Length"/> long.</exception>
    public void CopyTo(Span<float> destination) => Read(destination);

    /// <inheritdoc cref="CopyTo(Span{float})"/>
    public void CopyTo(Span<double> destination) => Read(destination);

    /// <summary>Sets the values from row-major order of <see cref="Shape"/>.</summary>
    /// <param name="source">The <see cref="Length"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is not <see cref="Length"/> long.</exception>
    public void CopyFrom(ReadOnlySpan<float> source) => Write(source);

    /// <inheritdoc cref="CopyFrom(ReadOnlySpan{float})"/>
    public void CopyFrom(ReadOnlySpan<double> source) => Write(source);

    /// <summary>Name and shape, such as <c>dense1.weight.exp_avg [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    private void Read<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(destination.Length, nameof(destination));
        for (var i = 0; i < destination.Length; i++)
        {
            var place = parameter.Locate(i);
            destination[i] = floats is null ? T.CreateTruncating(doubles!.Span[place]) : T.CreateTruncating(floats.Span[place]);
        }
    }

    private void Write<T>(ReadOnlySpan<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(source.Length, nameof(source));
        for (var i = 0; i < source.Length; i++)
        {
            var place = parameter.Locate(i);
            if (floats is null)
                doubles!.Span[place] = double.CreateTruncating(source[i]);
            else
                floats.Span[place] = float.CreateTruncating(source[i]);
        }
    }

    private void CheckLength(int length, string argument)
    {
        if (length != Length)
            throw new ArgumentException($"{this} has {Length} values; the span has {length}.", argument);
    }
}
