namespace Adjoint;

/// <summary>Computes the mean loss of a network over some rows, and its gradient: <c>gradient => network.Gradient(x, targets, gradient)</c>.</summary>
/// <param name="gradient">Receives ∂loss/∂parameter, in the order of the parameters.</param>
/// <returns>The mean loss.</returns>
public delegate T LossAndGradient<T>(Span<T> gradient);

/// <summary>Computes a network's vector–Jacobian product at some rows: <c>(dy, dx, gradient) => network.Vjp(x, dy[0], dx[0], gradient)</c>.</summary>
/// <param name="dy">A gradient with respect to each output, row after row.</param>
/// <param name="dx">Receives the gradient with respect to each input.</param>
/// <param name="gradient">Receives the gradient with respect to the parameters.</param>
public delegate void VectorJacobianProduct<T>(T[][] dy, T[][] dx, T[] gradient);

/// <summary>
/// Computes a network's Jacobian–vector product at some rows:
/// <c>(xTangent, parameterTangent, yTangent) => network.Jvp(x, xTangent[0], parameterTangent, [], yTangent[0])</c>.
/// </summary>
/// <param name="xTangent">The direction in which each input changes, row after row.</param>
/// <param name="parameterTangent">The direction in which the parameters change.</param>
/// <param name="yTangent">Receives how each output changes.</param>
public delegate void JacobianVectorProduct<T>(T[][] xTangent, T[] parameterTangent, T[][] yTangent);
