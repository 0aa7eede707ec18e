using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;

namespace Adjoint.Generator.Emit;

/// <summary>The documentation of derivatives' passes.</summary>
internal static class DerivativeDocs
{
    /// <summary>What stands over the class that holds a derivative's pass.</summary>
    public static string PassOf(DerivedNetwork derived) => derived.Kind switch
    {
        Derivation.Vjp => "The vector–Jacobian product x̄ = Jᵀȳ, θ̄ = J_θᵀȳ: the backward pass, from a given ȳ in place of a loss. A name with d before it is the gradient of ⟨ȳ, y⟩.",
        Derivation.JacobianRows => "The rows of the Jacobian: ȳ runs through the unit vectors, and the backward pass multiplies each by the layers' own Jacobians from the left. "
            + "Of a multi-layer perceptron that is the product W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾), a row for each ȳ.",
        Derivation.Jvp => "The Jacobian–vector product ẏ = J ẋ + J_θ θ̇: each value with a dot over it is how the value below it changes along the direction (ẋ, θ̇).",
        Derivation.Pushforward => "The Jacobian–vector product ẏ = J ẋ: each value with a dot over it is how the value below it changes along the direction ẋ. "
            + "Of a multi-layer perceptron that is W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾ ẋ, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾).",
        Derivation.JacobianColumns => "The columns of the Jacobian: ẋ runs through the unit vectors, and each value with a dot over it is how the value below it changes along ẋ. "
            + "Of a multi-layer perceptron that is the product W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾), a column for each ẋ.",
        Derivation.RowGradients => "The gradient of each row's own loss: the backward pass without the sums over the rows. A name with d before it is the gradient of that row's loss with respect to what is named.",
        Derivation.RowGradientNorms => "The norm of the gradient of each row's own loss: the backward pass, in which the squares of what each layer contributes are added up.",
        Derivation.Carry => "Forward, loss and backward from given states on, and the states behind the last step. A name with d before it is the gradient of the loss L with respect to what is named; it ends at the given states.",
        _ => "The Hessian's product H v: the gradient of L̇ = ⟨∇L, v⟩, in which each value with a dot over it is how the value below it changes along the direction v of the parameters.",
    };
}
