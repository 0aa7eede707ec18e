namespace Adjoint;

/// <summary>What a network computes in; see <see cref="NetworkAttribute.Precision"/>.</summary>
public enum Precision
{
    /// <summary>32-bit floats.</summary>
    Single,

    /// <summary>64-bit doubles.</summary>
    Double,
}
