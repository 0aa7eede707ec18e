using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Lower;

/// <summary>A derived network as kernel calls.</summary>
/// <param name="Derived">The network.</param>
/// <param name="Network">Its calls.</param>
/// <param name="Results">What users receive of it.</param>
internal sealed record LoweredDerivative(DerivedNetwork Derived, LoweredNetwork Network, EquatableArray<Operand> Results)
{
    /// <summary>What a derivative computes.</summary>
    public Declare.Derivation Kind => Derived.Kind;

    /// <summary>Lowers a derived network.</summary>
    public static LoweredDerivative Of(DerivedNetwork derived, CancellationToken cancellation)
    {
        var lowered = Lowerer.Lower(Differentiator.Differentiate(derived.Network, derived.Wanted, cancellation), cancellation);
        return PerRow.Of(new LoweredDerivative(derived, lowered, derived.Results.Select(BackwardLowerer.Of).ToEquatableArray()));
    }
}
