namespace Adjoint.Generator.Declare;

/// <summary>The members of the attribute's <c>Derivatives</c>.</summary>
[Flags]
internal enum DerivativeKinds
{
    None = 0,
    Vjp = 1,
    Jvp = 2,
    Jacobian = 4,
    HessianVectorProduct = 8,
    RowGradients = 16,
    RowGradientNorms = 32,

    /// <summary>No member of the attribute's: the class is marked <c>[VerifyGradients]</c>.</summary>
    Verified = 1 << 16,
}

/// <summary>What one derived network computes.</summary>
internal enum Derivation
{
    /// <summary>Jᵀȳ, with respect to inputs and parameters.</summary>
    Vjp,

    /// <summary>The Jacobian's rows: Jᵀȳ with respect to the inputs, for one unit vector ȳ after the other.</summary>
    JacobianRows,

    /// <summary>The Jacobian's columns: J ẋ for one unit vector ẋ after the other.</summary>
    JacobianColumns,

    /// <summary>y and ẏ = J ẋ + J_θ θ̇.</summary>
    Jvp,

    /// <summary>y and ẏ = J ẋ.</summary>
    Pushforward,

    /// <summary>The gradient of ⟨∇L, v⟩.</summary>
    HessianVectorProduct,

    /// <summary>Each row's gradient.</summary>
    RowGradients,

    /// <summary>The norm of each row's gradient.</summary>
    RowGradientNorms,

    /// <summary>The gradient of the loss over some steps of a longer sequence, from given states on; and the states behind them.</summary>
    Carry,
}
