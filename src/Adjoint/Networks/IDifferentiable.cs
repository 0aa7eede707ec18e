using System.Numerics;
using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint;

/// <summary>A network that declares <c>Derivatives.Vjp</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IVjpNetwork<TNumber> : INetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The vector–Jacobian product: how a scalar changes with inputs and parameters, given how it changes with the outputs.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="dy">A gradient with respect to the outputs, row after row.</param>
    /// <param name="dx">Receives the gradient with respect to the inputs; empty where it is not wanted.</param>
    /// <param name="gradient">Receives the gradient with respect to the parameters, summed over the rows; empty where it is not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    /// <remarks>
    /// Of several inputs and outputs, a row holds a row of each, one after the other, as with <see cref="INetwork{TNumber}.Predict(ReadOnlySpan{TNumber}, Span{TNumber})"/>; that allocates.
    /// Tokens are there as numbers, and their gradient is 0.
    /// </remarks>
    void Vjp(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> dy, Span<TNumber> dx, Span<TNumber> gradient) => SideBySide<TNumber>.Vjp(this, x, dy, dx, gradient);

    /// <summary>The same for any number of inputs and outputs, without an allocation.</summary>
    /// <param name="batch">The inputs; targets are not asked for.</param>
    /// <param name="dy">A gradient with respect to each output, in the order of <see cref="INetwork.Outputs"/>.</param>
    /// <param name="dx">
    /// Receives the gradient with respect to each input that has numbers, in the order of <see cref="INetwork.Inputs"/>; empty where none is wanted, or null in the place of one that is not.
    /// </param>
    /// <param name="gradient">Receives the gradient with respect to the parameters, summed over the rows; empty where it is not wanted.</param>
    /// <exception cref="ArgumentException">Rows or a length do not fit, or memory overlaps; nothing was written.</exception>
    void Vjp(MiniBatch batch, ReadOnlySpan<PortRows> dy, ReadOnlySpan<PortRows?> dx, Span<TNumber> gradient);
}

/// <summary>A network that declares <c>Derivatives.Jvp</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IJvpNetwork<TNumber> : INetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The Jacobian–vector product: how the outputs change as inputs and parameters change along a direction.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="xTangent">The direction of the inputs; empty where they do not change.</param>
    /// <param name="parameterTangent">The direction of the parameters; empty where they do not change.</param>
    /// <param name="y">Receives the outputs; empty where they are not wanted.</param>
    /// <param name="yTangent">Receives how the outputs change.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    /// <remarks>
    /// Of several inputs and outputs, a row holds a row of each, one after the other, as with <see cref="INetwork{TNumber}.Predict(ReadOnlySpan{TNumber}, Span{TNumber})"/>; that allocates.
    /// Tokens are there as numbers, and do not change.
    /// </remarks>
    void Jvp(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> xTangent, ReadOnlySpan<TNumber> parameterTangent, Span<TNumber> y, Span<TNumber> yTangent) =>
        SideBySide<TNumber>.Jvp(this, x, xTangent, parameterTangent, y, yTangent);

    /// <summary>The same with the parameters as they are.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="xTangent">The direction of the inputs, as long as <paramref name="x"/>; empty where they do not change.</param>
    /// <param name="y">Receives the outputs, row after row; empty where they are not wanted.</param>
    /// <param name="yTangent">Receives how the outputs change, row after row.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Jvp(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> xTangent, Span<TNumber> y, Span<TNumber> yTangent) => Jvp(x, xTangent, [], y, yTangent);

    /// <summary>The same for any number of inputs and outputs, without an allocation.</summary>
    /// <param name="batch">The inputs; targets are not asked for.</param>
    /// <param name="xTangent">
    /// The direction of each input that has numbers, in the order of <see cref="INetwork.Inputs"/>; empty where none changes, or null in the place of one that does not.
    /// </param>
    /// <param name="parameterTangent">The direction of the parameters; empty where they do not change.</param>
    /// <param name="y">Receives each output, in the order of <see cref="INetwork.Outputs"/>; empty where none is wanted, or null in the place of one that is not.</param>
    /// <param name="yTangent">Receives how each output changes, likewise.</param>
    /// <exception cref="ArgumentException">Rows or a length do not fit, or memory overlaps; nothing was written.</exception>
    void Jvp(MiniBatch batch, ReadOnlySpan<PortRows?> xTangent, ReadOnlySpan<TNumber> parameterTangent, ReadOnlySpan<PortRows?> y, ReadOnlySpan<PortRows?> yTangent);
}

/// <summary>A network of one input and one output that declares <c>Derivatives.Jacobian</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IJacobianNetwork<TNumber> : INetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The derivatives of all outputs with respect to all inputs, a matrix [<see cref="INetwork.OutputSize"/>, <see cref="INetwork.InputSize"/>] for each row.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="jacobian">Receives the matrices, row after row: <c>jacobian[(row * OutputSize + i) * InputSize + j]</c> is ∂y[i]/∂x[j].</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Jacobian(ReadOnlySpan<TNumber> x, Span<TNumber> jacobian);

    /// <summary>The same of a batch, whose targets are not asked for.</summary>
    /// <param name="batch">The inputs.</param>
    /// <param name="jacobian">Receives a matrix [<see cref="INetwork.OutputSize"/>, <see cref="INetwork.InputSize"/>] for each row.</param>
    /// <exception cref="ArgumentException">The batch or a length does not fit, or memory overlaps; nothing was written.</exception>
    void Jacobian(MiniBatch batch, Span<TNumber> jacobian);
}

/// <summary>A network that declares <c>Derivatives.HessianVectorProduct</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IHessianNetwork<TNumber> : ITrainableNetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The product of the mean loss's Hessian, with respect to the parameters, with a direction.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="direction">The direction, a number for each parameter.</param>
    /// <param name="product">Receives the product, a number for each parameter.</param>
    /// <returns>The derivative of the loss along the direction.</returns>
    /// <exception cref="ArgumentException">The batch or a length does not fit, or memory overlaps; nothing was written.</exception>
    TNumber HessianVectorProduct(MiniBatch batch, ReadOnlySpan<TNumber> direction, Span<TNumber> product);
}

/// <summary>A network that declares <c>Derivatives.RowGradients</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IRowGradientNetwork<TNumber> : ITrainableNetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The gradient of each row's own loss, as <c>Gradient</c> gives it for that row alone.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="gradients">Receives a matrix [rows, parameters].</param>
    /// <exception cref="ArgumentException">The batch or a length does not fit, or memory overlaps; nothing was written.</exception>
    void RowGradients(MiniBatch batch, Span<TNumber> gradients);
}

/// <summary>A network that declares <c>Derivatives.RowGradientNorms</c>.</summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="double"/> where the declaration says so.</typeparam>
public interface IRowGradientNormNetwork<TNumber> : ITrainableNetwork<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>The Euclidean norm of the gradient of each row's own loss.</summary>
    /// <param name="batch">Rows for each input and target.</param>
    /// <param name="norms">Receives a number for each row.</param>
    /// <exception cref="ArgumentException">The batch or a length does not fit, or memory overlaps; nothing was written.</exception>
    void RowGradientNorms(MiniBatch batch, Span<TNumber> norms);
}
