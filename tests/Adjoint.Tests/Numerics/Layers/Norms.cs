namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Each normalisation by itself, in floats and in doubles; no size is a multiple of a vector.</summary>
internal static partial class Norms
{
    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(37), LayerNorm(Affine = false)]
    internal sealed partial class FloatLayer;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(37), LayerNorm(Affine = false)]
    internal sealed partial class DoubleLayer;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(6, 11), GroupNorm(2)]
    internal sealed partial class FloatGroups;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(6, 11), GroupNorm(2)]
    internal sealed partial class DoubleGroups;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(3, 5, 7), InstanceNorm]
    internal sealed partial class FloatInstances;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(3, 5, 7), InstanceNorm]
    internal sealed partial class DoubleInstances;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), Input(37), RMSNorm(Affine = false)]
    internal sealed partial class FloatRoot;

    [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp, Precision = Precision.Double), Input(37), RMSNorm(Affine = false)]
    internal sealed partial class DoubleRoot;

    // Rows that are 1 in one place bring the dense layer's weights to the normalisation as they are, and its gradient is then that of the weights.
    [Network, Input(23), Dense(3, Bias = false), BatchNorm, MeanSquaredError]
    internal sealed partial class FloatBatch;

    [Network(Precision = Precision.Double), Input(23), Dense(3, Bias = false), BatchNorm, MeanSquaredError]
    internal sealed partial class DoubleBatch;

    [Network, Input(23), Dense(39, Bias = false), Reshape(3, 13), BatchNorm, MeanSquaredError]
    internal sealed partial class FloatChannels;

    [Network(Precision = Precision.Double), Input(23), Dense(39, Bias = false), Reshape(3, 13), BatchNorm, MeanSquaredError]
    internal sealed partial class DoubleChannels;
}
