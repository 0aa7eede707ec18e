namespace Adjoint;

/// <summary>Rectified linear unit: <c>y = max(x, 0)</c>; its derivative at 0 is taken as 0.</summary>
public sealed class ReLUAttribute : LayerAttribute;

/// <summary>Multiplies by a number: <c>y = factor · x</c>.</summary>
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="factor">The factor; finite.</param>
    public ScaleAttribute([Number] double factor) => Factor = factor;

    /// <summary>Declares the layer.</summary>
    /// <param name="factor">The factor as an expression, such as <c>"1 / sqrt(features)"</c>: see <see cref="NumberAttribute"/>.</param>
    public ScaleAttribute([Number] string factor) => Factor = factor;

    /// <summary>The factor: a number or an expression.</summary>
    public object Factor { get; }
}

/// <summary>Leaky rectified linear unit: <c>y = x</c> for x &gt; 0, else <c>slope · x</c>.</summary>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="slope">The slope for x ≤ 0.</param>
    public LeakyReLUAttribute(double slope = 0.01) => Slope = slope;

    /// <summary>The slope for x ≤ 0.</summary>
    public double Slope { get; }
}

/// <summary>Parametric rectified linear unit (He et al., 2015): <c>y = x</c> for x &gt; 0, else <c>a · x</c> with a trainable slope a, at first 0.25.</summary>
public sealed class PReLUAttribute : ParameterizedLayerAttribute
{
    /// <summary>The number of slopes: 1 for all values, as by default, or one for each channel, the first axis.</summary>
    public int Slopes { get; set; } = 1;
}

/// <summary>Exponential linear unit (Clevert et al., 2016): <c>y = x</c> for x &gt; 0, else <c>α (eˣ − 1)</c>.</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="alpha">The limit −α for x → −∞; above 0.</param>
    public ELUAttribute(double alpha = 1) => Alpha = alpha;

    /// <summary>The limit −α for x → −∞.</summary>
    public double Alpha { get; }
}

/// <summary>Scaled exponential linear unit (Klambauer et al., 2017): <c>y = λ · ELU(x, α)</c> with λ ≈ 1.0507, α ≈ 1.6733.</summary>
public sealed class SELUAttribute : LayerAttribute;

/// <summary>
/// Square root: <c>y = √(x + ε)</c>. After <c>Multiply</c> of a value with itself and <c>Sum</c> it is the length of a vector. Where x + ε is below 0 it is
/// NaN, and where it is 0 its derivative is infinite: lengths that may be 0 need an <see cref="Epsilon"/>.
/// </summary>
public sealed class SqrtAttribute : LayerAttribute
{
    /// <summary>ε, what is added before the root, at least 0; 0 by default.</summary>
    [Number]
    public object Epsilon { get; set; } = 0f;
}

/// <summary>Logistic sigmoid: <c>y = 1 / (1 + e⁻ˣ)</c>.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>Hyperbolic tangent.</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary>Softplus: <c>y = ln(1 + eˣ)</c>.</summary>
public sealed class SoftplusAttribute : LayerAttribute;

/// <summary>Gaussian error linear unit (Hendrycks and Gimpel, 2016): <c>y = x Φ(x)</c>, exactly (by erf) or by the authors' tanh formula.</summary>
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>Whether Φ is replaced by <c>½ (1 + tanh(√(2/π) (x + 0.044715 x³)))</c>; false by default.</summary>
    [Flag]
    public object Approximate { get; set; } = false;
}

/// <summary>Sigmoid linear unit, also called swish: <c>y = x σ(x)</c>.</summary>
public sealed class SiLUAttribute : LayerAttribute;

/// <summary>Mish (Misra, 2019): <c>y = x tanh(softplus(x))</c>.</summary>
public sealed class MishAttribute : LayerAttribute;

/// <summary>Hard swish (Howard et al., 2019): <c>y = x · clamp(x/6 + ½, 0, 1)</c>.</summary>
public sealed class HardswishAttribute : LayerAttribute;

/// <summary>Hard sigmoid: <c>y = clamp(x/6 + ½, 0, 1)</c>.</summary>
public sealed class HardsigmoidAttribute : LayerAttribute;

/// <summary>Softmax along one axis: <c>yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)</c>.</summary>
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>The axis, counted from 0 without the batch, or from the end; −1, the last, by default.</summary>
    public int Axis { get; set; } = -1;
}

/// <summary>The logarithm of softmax along one axis: <c>yᵢ = xᵢ − ln Σⱼ exp(xⱼ)</c>.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute
{
    /// <summary>The axis, counted from 0 without the batch, or from the end; −1, the last, by default.</summary>
    public int Axis { get; set; } = -1;
}
