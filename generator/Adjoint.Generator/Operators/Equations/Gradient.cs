namespace Adjoint.Generator.Operators;

/// <summary>What a node contributes to a gradient: the product of a Jacobian's transpose with the gradient of the node's output.</summary>
/// <param name="Kind">Whether it is the gradient with respect to an input or to a parameter.</param>
/// <param name="Index">The number of the input or of the parameter among the node's.</param>
/// <param name="Equation">What it is.</param>
/// <param name="IsCopy">Whether it is the output's gradient as it is, or what is given in its place.</param>
internal sealed record Gradient(GradientKind Kind, int Index, Equation Equation, bool IsCopy = false);

/// <summary>What a gradient is taken with respect to.</summary>
internal enum GradientKind
{
    /// <summary>A value that the node reads.</summary>
    Input,

    /// <summary>A parameter of the node.</summary>
    Parameter,
}
