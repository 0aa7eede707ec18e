namespace Adjoint.DoublePrecision;

/// <summary>A network of doubles, of one input and one output that declares <c>Derivatives.Vjp</c>.</summary>
public interface IVjpNetwork : INetwork
{
    /// <summary>The vector–Jacobian product: how a scalar changes with inputs and parameters, given how it changes with the outputs.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="dy">A gradient with respect to the outputs, row after row.</param>
    /// <param name="dx">Receives the gradient with respect to the inputs; empty where it is not wanted.</param>
    /// <param name="gradient">Receives the gradient with respect to the parameters, summed over the rows; empty where it is not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Vjp(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, Span<double> dx, Span<double> gradient);
}

/// <summary>A network of doubles, of one input and one output that declares <c>Derivatives.Jvp</c>.</summary>
public interface IJvpNetwork : INetwork
{
    /// <summary>The Jacobian–vector product: how the outputs change as inputs and parameters change along a direction.</summary>
    /// <param name="x">The inputs, row after row.</param>
    /// <param name="xTangent">The direction of the inputs; empty where they do not change.</param>
    /// <param name="parameterTangent">The direction of the parameters; empty where they do not change.</param>
    /// <param name="y">Receives the outputs; empty where they are not wanted.</param>
    /// <param name="yTangent">Receives how the outputs change.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Jvp(ReadOnlySpan<double> x, ReadOnlySpan<double> xTangent, ReadOnlySpan<double> parameterTangent, Span<double> y, Span<double> yTangent);

    /// <summary>The same with the parameters as they are.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Jvp(ReadOnlySpan<double> x, ReadOnlySpan<double> xTangent, Span<double> y, Span<double> yTangent);
}

/// <summary>A network of doubles, of one input and one output that declares <c>Derivatives.Jacobian</c>.</summary>
public interface IJacobianNetwork : INetwork
{
    /// <summary>The derivatives of all outputs with respect to all inputs, a matrix [<see cref="INetwork.OutputSize"/>, <see cref="INetwork.InputSize"/>] for each row.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void Jacobian(ReadOnlySpan<double> x, Span<double> jacobian);
}

/// <summary>A network of doubles, of one input, one output and one target that declares <c>Derivatives.HessianVectorProduct</c>.</summary>
/// <typeparam name="TTarget"><see cref="int"/> where a row's target is a class, <see cref="double"/> where it is numbers.</typeparam>
public interface IHessianNetwork<TTarget> : ITrainableNetwork<TTarget>
    where TTarget : unmanaged
{
    /// <summary>The product of the mean loss's Hessian, with respect to the parameters, with a direction; returns the loss's derivative along it.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    double HessianVectorProduct(ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets, ReadOnlySpan<double> direction, Span<double> product);
}

/// <summary>A network of doubles, of one input, one output and one target that declares <c>Derivatives.RowGradients</c>.</summary>
/// <typeparam name="TTarget"><see cref="int"/> where a row's target is a class, <see cref="double"/> where it is numbers.</typeparam>
public interface IRowGradientNetwork<TTarget> : ITrainableNetwork<TTarget>
    where TTarget : unmanaged
{
    /// <summary>The gradient of each row's own loss, [rows, parameters]: what <c>Gradient</c> says of that row alone.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void RowGradients(ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets, Span<double> gradients);
}

/// <summary>A network of doubles, of one input, one output and one target that declares <c>Derivatives.RowGradientNorms</c>.</summary>
/// <typeparam name="TTarget"><see cref="int"/> where a row's target is a class, <see cref="double"/> where it is numbers.</typeparam>
public interface IRowGradientNormNetwork<TTarget> : ITrainableNetwork<TTarget>
    where TTarget : unmanaged
{
    /// <summary>The Euclidean norm of the gradient of each row's own loss.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps; nothing was written.</exception>
    void RowGradientNorms(ReadOnlySpan<double> x, ReadOnlySpan<TTarget> targets, Span<double> norms);
}
