using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Differentiate;

/// <summary>A step of the backward pass.</summary>
/// <param name="Layer">The name of the layer that it belongs to.</param>
internal abstract record GradientStep(string Layer)
{
    /// <summary>The loop whose backward pass it belongs to; null outside of loops.</summary>
    public Scan? Within { get; init; }
}

/// <summary>What a node contributes.</summary>
/// <param name="Node">The node.</param>
/// <param name="IsLoss">Whether it is a loss.</param>
/// <param name="Targets">Its contributions, those apart that are copies.</param>
internal sealed record NodeGradients(Node Node, bool IsLoss, EquatableArray<GradientTarget> Targets) : GradientStep(Node.Name);

/// <summary>Where a contribution goes.</summary>
/// <param name="Gradient">The contribution.</param>
/// <param name="Part">The number of the part that it is written to; null where it is the gradient itself.</param>
/// <param name="Then">What then adds the part to the gradient.</param>
/// <param name="Adds">Whether it is added to the gradient of a parameter that was written before.</param>
internal sealed record GradientTarget(Gradient Gradient, int? Part = null, GradientStep? Then = null, bool Adds = false);

/// <summary>A gradient that is what another is.</summary>
internal sealed record CopyGradient(string Layer, GradientSource From, int To, Equation Equation) : GradientStep(Layer);

/// <summary>A gradient that is the sum of two contributions.</summary>
internal sealed record SumGradients(string Layer, GradientSource First, GradientSource Second, int To, Equation Equation) : GradientStep(Layer);

/// <summary>A gradient that gains a contribution.</summary>
internal sealed record AddGradient(string Layer, GradientSource From, int To, Equation Equation) : GradientStep(Layer);

/// <summary>The gradient with respect to a value that no loss depends on: zero.</summary>
internal sealed record ClearGradient(string Layer, int Value, Equation Equation) : GradientStep(Layer);

/// <summary>The gradient with respect to a parameter that no loss depends on: zero.</summary>
internal sealed record ClearParameterGradient(string Layer, int Parameter, Equation Equation) : GradientStep(Layer);

/// <summary>What a contribution lies in.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The number of the value or of the part.</param>
internal sealed record GradientSource(GradientSourceKind Kind, int Id)
{
    public static GradientSource Gradient(int value) => new(GradientSourceKind.Gradient, value);

    public static GradientSource Part(int part) => new(GradientSourceKind.Part, part);

    public static GradientSource Given(int value) => new(GradientSourceKind.Given, value);
}

/// <summary>The kinds of what contributions lie in.</summary>
internal enum GradientSourceKind
{
    /// <summary>The gradient with respect to a value.</summary>
    Gradient,

    /// <summary>What one of several readers of a value contributes.</summary>
    Part,

    /// <summary>A value that is given in a gradient's place.</summary>
    Given,
}
