namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Each activation by itself, as the forward and both derivatives of a network, in floats and in doubles.</summary>
internal static partial class Activations
{
    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), ReLU]
    internal sealed partial class FloatReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), ReLU]
    internal sealed partial class DoubleReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), LeakyReLU]
    internal sealed partial class FloatLeakyReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), LeakyReLU]
    internal sealed partial class DoubleLeakyReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), PReLU]
    internal sealed partial class FloatPReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), PReLU]
    internal sealed partial class DoublePReLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), ELU]
    internal sealed partial class FloatELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), ELU]
    internal sealed partial class DoubleELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), SELU]
    internal sealed partial class FloatSELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), SELU]
    internal sealed partial class DoubleSELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Sigmoid]
    internal sealed partial class FloatSigmoid;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Sigmoid]
    internal sealed partial class DoubleSigmoid;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Tanh]
    internal sealed partial class FloatTanh;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Tanh]
    internal sealed partial class DoubleTanh;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Softplus]
    internal sealed partial class FloatSoftplus;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Softplus]
    internal sealed partial class DoubleSoftplus;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), GELU]
    internal sealed partial class FloatGELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), GELU]
    internal sealed partial class DoubleGELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), GELU(Approximate = true)]
    internal sealed partial class FloatApproximateGELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), GELU(Approximate = true)]
    internal sealed partial class DoubleApproximateGELU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), SiLU]
    internal sealed partial class FloatSiLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), SiLU]
    internal sealed partial class DoubleSiLU;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Mish]
    internal sealed partial class FloatMish;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Mish]
    internal sealed partial class DoubleMish;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Hardswish]
    internal sealed partial class FloatHardswish;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Hardswish]
    internal sealed partial class DoubleHardswish;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(19), Hardsigmoid]
    internal sealed partial class FloatHardsigmoid;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(19), Hardsigmoid]
    internal sealed partial class DoubleHardsigmoid;
}
