namespace Adjoint;

/// <summary>
/// Recurrence: a block, the cell, along the first axis of a value, each step reading what the step before has left in the cell's states. The steps yield a value each, one after the
/// other: of a value [steps, features] and a cell that yields units numbers, [steps, units].
/// </summary>
/// <typeparam name="TCell">A class marked <see cref="BlockAttribute"/>, with <see cref="StateAttribute"/> and <see cref="NextAttribute"/> among its layers.</typeparam>
/// <remarks>
/// The block's first input is one step of the value; its other inputs are the same at every step. What does not depend on a state is computed for all steps at once, and so are the
/// gradients of the parameters: sums over rows and steps.
/// </remarks>
/// <example>
/// <code>
/// [Block("units")]
/// [Input("x"), State("h", "units")]
/// [Dense("units", Name = "ih"), As("a"), From("h"), Dense("units", Name = "hh"), Add("a"), Tanh, Next("h")]
/// public abstract class Elman;
///
/// [Network, Input(28, 5), Scan&lt;Elman&gt;(64), Slice(0, 27, 1), Flatten, Dense(3), CrossEntropy]
/// public sealed partial class Net;
/// </code>
/// </example>
public sealed class ScanAttribute<TCell> : NamedLayerAttribute
    where TCell : class
{
    /// <summary>Runs the cell along the first axis.</summary>
    /// <param name="arguments">
    /// A number for each of the cell's parameters, in order, or an expression: see <see cref="NumberAttribute"/>. Those with a default may be left out.
    /// </param>
    public ScanAttribute([Number] params object[] arguments) => Arguments = arguments;

    /// <summary>The arguments: numbers or expressions.</summary>
    public object[] Arguments { get; }

    /// <summary>
    /// The names of the values that the cell reads, one for each of its inputs, in order: the first step by step, the others as a whole at every step. May be left out where the cell
    /// has one input: then that is the current value.
    /// </summary>
    public string[] From { get; set; } = [];

    /// <summary>The names of the values that the states begin with, in the order of the states; those that are left out begin with 0.</summary>
    public string[] Initial { get; set; } = [];

    /// <summary>Whether the last step comes first. What the steps yield stays in its order: the first row of the result is that of the first step.</summary>
    public bool Reverse { get; set; }

    /// <summary>
    /// Whether all parameters of the layers inside stay as they are, of blocks within the cell too, whatever those layers say themselves: see
    /// <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.
    /// </summary>
    public bool Frozen { get; set; }

    /// <summary>The name of a use of the same block above, whose parameters the layers inside use too: there is one set of them, and its gradient is the sum of both uses.</summary>
    public string? SharedWith { get; set; }
}

/// <summary>A state of a cell: a named value that each step reads as the step before has left it with <see cref="NextAttribute"/>. At the first step it is 0, or what <c>Initial</c> says.</summary>
public sealed class StateAttribute : LayerAttribute
{
    /// <summary>Declares a state.</summary>
    /// <param name="state">Its name.</param>
    /// <param name="shape">Its sizes: numbers or expressions.</param>
    public StateAttribute(string state, [Size] params object[] shape) => (State, Shape) = (state, shape);

    /// <summary>The name.</summary>
    public string State { get; }

    /// <summary>The sizes: numbers or expressions.</summary>
    public object[] Shape { get; }
}

/// <summary>Leaves the current value in a state, for the next step to read.</summary>
public sealed class NextAttribute : LayerAttribute
{
    /// <summary>Sets a state.</summary>
    /// <param name="state">The state's name.</param>
    public NextAttribute(string state) => State = state;

    /// <summary>The state's name.</summary>
    public string State { get; }
}
