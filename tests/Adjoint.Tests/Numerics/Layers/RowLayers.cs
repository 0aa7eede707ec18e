namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Layers of 33 numbers that have another formula than normalisation, in floats and in doubles.</summary>
internal static partial class RowLayers
{
    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(33), Softmax]
    internal sealed partial class FloatSoftmax;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(33), Softmax]
    internal sealed partial class DoubleSoftmax;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(33), LogSoftmax]
    internal sealed partial class FloatLogSoftmax;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(33), LogSoftmax]
    internal sealed partial class DoubleLogSoftmax;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(11, 3), LocalResponseNorm(5, Alpha = 0.5f)]
    internal sealed partial class FloatLocalResponse;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(11, 3), LocalResponseNorm(5, Alpha = 0.5f)]
    internal sealed partial class DoubleLocalResponse;
}
