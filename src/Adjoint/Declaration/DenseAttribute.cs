namespace Adjoint;

/// <summary>
/// A fully connected (linear) layer on the last axis: <c>y = W x + b</c> with W of shape [units, in] and b of shape [units].
/// A value of shape [T, F] becomes [T, units], with the same weights at every step.
/// By default weight and bias are drawn from U(±1/√in), as PyTorch does.
/// </summary>
public sealed class DenseAttribute : WeightedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="units">The size of the output's last axis; at least 1.</param>
    public DenseAttribute([Size] int units) => Units = units;

    /// <summary>Declares the layer.</summary>
    /// <param name="units">The size of the output's last axis, as an expression: see <see cref="SizeAttribute"/>.</param>
    public DenseAttribute([Size] string units) => Units = units;

    /// <summary>The size of the output's last axis: a number or an expression.</summary>
    public object Units { get; }

    /// <summary>Whether a bias is added; true by default.</summary>
    [Flag]
    public object Bias { get; set; } = true;
}
