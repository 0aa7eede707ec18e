namespace Theory.Elements;

/// <summary>The hat functions of a grid: a layer that bends at each node, and a layer that makes a hat of three bends. Neither is trained.</summary>
[Block("nodes")]
[Dense("nodes + 2", Frozen = true, Name = "bends"), ReLU, Dense("nodes", Bias = false, Frozen = true, Name = "tents")]
public abstract class Hats;

/// <summary>Seven hats, their sum u with trained coefficients, and the energy ∫ ½ a u′² − f u.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.HessianVectorProduct), Input("x", 1)]
[Use<Hats>(7), Output("basis"), Dense(1, Bias = false, Name = "coefficients"), Output("u"), Tangent("x"), Output("slope")]
[Loss(typeof(Energy), nameof(Energy.Strain), On = "slope"), Loss(typeof(Energy), nameof(Energy.Work), On = "u")]
public sealed partial class SevenHats;

/// <summary>The same with fifteen.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.HessianVectorProduct), Input("x", 1)]
[Use<Hats>(15), Output("basis"), Dense(1, Bias = false, Name = "coefficients"), Output("u"), Tangent("x"), Output("slope")]
[Loss(typeof(Energy), nameof(Energy.Strain), On = "slope"), Loss(typeof(Energy), nameof(Energy.Work), On = "u")]
public sealed partial class FifteenHats;

/// <summary>The same with thirty-one.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.HessianVectorProduct), Input("x", 1)]
[Use<Hats>(31), Output("basis"), Dense(1, Bias = false, Name = "coefficients"), Output("u"), Tangent("x"), Output("slope")]
[Loss(typeof(Energy), nameof(Energy.Strain), On = "slope"), Loss(typeof(Energy), nameof(Energy.Work), On = "u")]
public sealed partial class ThirtyOneHats;

/// <summary>The energy whose minimum solves −(a u′)′ = f with u = 0 at both ends.</summary>
public static class Energy
{
    /// <summary>½ a u′².</summary>
    [Differentiable]
    public static double Strain(double slope, double a) => 0.5 * a * slope * slope;

    /// <summary>−f u.</summary>
    [Differentiable]
    public static double Work(double u, double f) => -f * u;
}
