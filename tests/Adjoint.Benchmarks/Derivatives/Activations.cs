namespace Adjoint.Benchmarks.Derivatives;

/// <summary>The built-in activation alone.</summary>
[Network(Derivatives = global::Adjoint.Derivatives.Vjp), Input(1024), SiLU]
public sealed partial class BuiltInActivation;

/// <summary>The same formula, written by a user.</summary>
[Network(Derivatives = global::Adjoint.Derivatives.Vjp), Input(1024), Apply(typeof(Formulas), nameof(Formulas.Swish))]
public sealed partial class OwnActivation;
