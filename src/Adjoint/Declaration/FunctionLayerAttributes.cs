namespace Adjoint;

/// <summary>
/// A function of your own as an activation: <c>y = f(x)</c> for each element. The function is marked <c>[Differentiable]</c>, reads one <c>float</c> and after it parameters
/// that are marked <c>[Parameter]</c>, which the layer trains: one of each for the whole layer.
/// </summary>
public sealed class ApplyAttribute : ParameterizedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="function">The name of a function in the network's own class; write <c>nameof</c>.</param>
    public ApplyAttribute(string function) => Function = function;

    /// <summary>Declares the layer.</summary>
    /// <param name="type">The class that the function is in.</param>
    /// <param name="function">The function's name; write <c>nameof</c>.</param>
    public ApplyAttribute(Type type, string function) => (Type, Function) = (type, function);

    /// <summary>The class that the function is in, where it is not the network's own.</summary>
    public Type? Type { get; }

    /// <summary>The function's name.</summary>
    public string Function { get; }
}

/// <summary>A parameter of a function that a layer trains (<see cref="ApplyAttribute"/>).</summary>
/// <param name="initial">What it begins with, 1 if nothing is said.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParameterAttribute(double initial = 1) : Attribute
{
    /// <summary>What it begins with.</summary>
    public double Initial { get; } = initial;
}
