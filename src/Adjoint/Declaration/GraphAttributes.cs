namespace Adjoint;

/// <summary>Gives the current value a name, under which <see cref="FromAttribute"/> and the merging layers find it again. Costs nothing.</summary>
public sealed class AsAttribute : LayerAttribute
{
    /// <summary>Names the current value.</summary>
    /// <param name="value">The name; letters, digits and underscores.</param>
    public AsAttribute(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }
}

/// <summary>Makes a named value the current one: what follows reads it. Costs nothing.</summary>
public sealed class FromAttribute : LayerAttribute
{
    /// <summary>Goes back to a value.</summary>
    /// <param name="value">The name of a value declared above: by <see cref="AsAttribute"/>, by <c>Input("name", …)</c>, or a layer's own name.</param>
    public FromAttribute(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }
}

/// <summary>
/// Makes the current value an output of the network, under a name of its own. Without this word the last value is the only output; with it, only the
/// values that it names are.
/// </summary>
public sealed class OutputAttribute : LayerAttribute
{
    /// <summary>Declares an output.</summary>
    /// <param name="output">The output's name; it becomes a parameter of Predict.</param>
    public OutputAttribute(string output) => Output = output;

    /// <summary>The name.</summary>
    public string Output { get; }
}

/// <summary>
/// The current value as a constant, <c>y = x</c> with <c>dx = 0</c>: no gradient goes back through it, and its tangent is zero. For targets that the network itself computes, and for layers that an
/// objective reads and is not to train. Costs nothing.
/// </summary>
public sealed class DetachAttribute : NamedLayerAttribute;

/// <summary>A line of a declaration that combines the current value with named ones.</summary>
public abstract class MergeAttribute : NamedLayerAttribute
{
    /// <summary>Combines values.</summary>
    /// <param name="values">The names of the other values, at least one.</param>
    protected MergeAttribute(params string[] values) => Values = values;

    /// <summary>The names of the other values.</summary>
    public string[] Values { get; }
}

/// <summary>The sum of the current value and the named ones, element by element: <c>y = x + v</c>. All have one shape.</summary>
/// <param name="values">The names of the other values, at least one.</param>
public sealed class AddAttribute(params string[] values) : MergeAttribute(values);

/// <summary>The current value less the named one, element by element: <c>y = x − v</c>. Both have one shape.</summary>
/// <param name="value">The name of the value to subtract.</param>
public sealed class SubtractAttribute(string value) : MergeAttribute(value);

/// <summary>The product of the current value and the named ones, element by element: <c>y = x ⊙ v</c>. All have one shape.</summary>
/// <param name="values">The names of the other values, at least one.</param>
public sealed class MultiplyAttribute(params string[] values) : MergeAttribute(values);

/// <summary>
/// The matrix product of the current value A and the named one B, over the last two axes of each: <c>Y = A B</c>. Axes before these count products: they
/// are equal in both, or one of the values has two axes only and serves all products.
/// </summary>
/// <param name="value">The name of the value to multiply by.</param>
public sealed class MatMulAttribute(string value) : MergeAttribute(value)
{
    /// <summary>Whether A, the current value, is transposed: <c>Y = Aᵀ B</c>.</summary>
    public bool TransposeA { get; set; }

    /// <summary>Whether B, the named value, is transposed, as in the scores of attention: <c>Y = A Bᵀ</c>.</summary>
    public bool TransposeB { get; set; }
}

/// <summary>The current value and after it the named ones, laid end to end along one axis; all other axes agree.</summary>
/// <param name="values">The names of the other values, at least one.</param>
public sealed class ConcatAttribute(params string[] values) : MergeAttribute(values)
{
    /// <summary>The axis, 0 by default: the channels of an image. Negative numbers count from the last axis.</summary>
    public int Axis { get; set; }
}
