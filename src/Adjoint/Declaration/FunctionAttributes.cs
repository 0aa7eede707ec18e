namespace Adjoint;

/// <summary>
/// A function that the compiler can derive: a static method over <c>float</c> or <c>double</c> whose body it reads. Its derivatives are asked for with
/// <see cref="GradientAttribute"/> and its like; it can be called by other such functions, and serve in a network as a layer (<c>[Apply]</c>) or a loss (<c>[Loss]</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute;

/// <summary>
/// The derivative of a function, written by hand, for a function whose body cannot be read: of one argument <c>T F(T x)</c> the method <c>T Slope(T x)</c>, of several
/// <c>T F(T x, T y)</c> the method <c>void Partials(T x, T y, out T dx, out T dy)</c>. It is in the function's class; <see cref="DerivativeCheckAttribute"/> tests it.
/// </summary>
/// <param name="function">The function's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivativeAttribute(string function) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Function { get; } = function;
}

/// <summary>The number of elements of a span that a differentiable function reads.</summary>
/// <param name="elements">The number.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LengthAttribute(int elements) : Attribute
{
    /// <summary>The number of elements.</summary>
    public int Elements { get; } = elements;
}

/// <summary>A static partial method that the compiler writes: a derivative of a function.</summary>
/// <param name="function">The function's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class FunctionDerivativeAttribute(string function) : Attribute
{
    /// <summary>The function's name; write <c>nameof</c>.</summary>
    public string Function { get; } = function;

    /// <summary>The class that the function is in; by default the method's own.</summary>
    public Type? In { get; set; }
}

/// <summary>
/// The partial derivatives of a function with one output, by reverse mode. After the function's parameters come one <c>out</c> for each number and one <c>Span</c> for
/// each span, or one <c>Span</c> for all of them; the method returns the function's value or nothing. With a <c>ReadOnlySpan</c> in the place of each number it works on
/// arrays: <c>(ReadOnlySpan&lt;float&gt; x, …, Span&lt;float&gt; value, Span&lt;float&gt; dx, …)</c>, the values only if they are asked for.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class GradientAttribute(string function) : FunctionDerivativeAttribute(function);

/// <summary>
/// All partial derivatives of a function with any number of outputs (a tuple, or <c>out</c> parameters): after the function's inputs
/// <c>Span&lt;T&gt; jacobian</c>, one row for each output; a span before it receives the outputs.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class JacobianAttribute(string function) : FunctionDerivativeAttribute(function);

/// <summary>
/// The derivative of a function along a direction (Jacobian times vector), by forward mode. The direction follows the inputs, with the same types; the method returns
/// the derivative, or the value and the derivative as a tuple. Of a function with several outputs it writes the derivatives to <c>Span&lt;T&gt; tangent</c>; a span before it
/// receives the outputs.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class JvpAttribute(string function) : FunctionDerivativeAttribute(function);

/// <summary>
/// The second derivatives of a function with one output: after the function's parameters <c>Span&lt;T&gt; hessian</c>, row by row; a span before it receives the gradient.
/// The method returns the value or nothing.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class HessianAttribute(string function) : FunctionDerivativeAttribute(function);

/// <summary>
/// The second derivatives of a function with one output times a direction, without the matrix: forward over reverse mode. After the function's parameters comes the direction,
/// with the same types, then the product in the ways of <see cref="GradientAttribute"/>. The method returns the value or nothing.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class HessianVectorProductAttribute(string function) : FunctionDerivativeAttribute(function);

/// <summary>
/// A method <c>static partial double Check(T x, …)</c> for a unit test: how far the derivatives of a function, above all those written by hand, are at these arguments from
/// central differences of its body in double precision. It returns the largest difference, relative to 1 + |derivative|: about 1e-9 for a function of doubles,
/// 1e-6 for one of floats, and far more where a derivative is wrong.
/// </summary>
/// <param name="function">The function's name.</param>
public sealed class DerivativeCheckAttribute(string function) : FunctionDerivativeAttribute(function);
