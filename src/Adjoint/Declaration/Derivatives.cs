namespace Adjoint;

/// <summary>Derivatives of a network that <see cref="NetworkAttribute.Derivatives"/> can ask for besides the gradient of its loss. Code is generated for these alone.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>The gradient of the loss alone.</summary>
    None = 0,

    /// <summary><c>Vjp</c>: the vector–Jacobian product, with respect to inputs and parameters, for given gradients with respect to the outputs.</summary>
    Vjp = 1,

    /// <summary><c>Jvp</c>: the Jacobian–vector product, along directions of the inputs and of the parameters.</summary>
    Jvp = 2,

    /// <summary><c>Jacobian</c>: all derivatives of the output with respect to the input, row by row. The network has one of each.</summary>
    Jacobian = 4,

    /// <summary><c>HessianVectorProduct</c>: how the gradient of the loss changes along a direction of the parameters.</summary>
    HessianVectorProduct = 8,

    /// <summary><c>RowGradients</c>: the gradient of each row's own loss, row after row, as differential privacy and influence functions need it.</summary>
    RowGradients = 16,

    /// <summary><c>RowGradientNorms</c>: the norm of each row's gradient alone, without the memory for the gradients.</summary>
    RowGradientNorms = 32,
}
