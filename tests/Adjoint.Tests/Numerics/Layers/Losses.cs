namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Each loss of one number behind a dense layer of one: with the weight 1 and the bias 0 its gradient is that of the bias.</summary>
internal static partial class Losses
{
    [Network(Derivatives = Derivatives.RowGradients | Derivatives.HessianVectorProduct), Input(1), Dense(1), BinaryCrossEntropy]
    internal sealed partial class FloatBinaryCrossEntropy;

    [Network(Derivatives = Derivatives.RowGradients | Derivatives.HessianVectorProduct, Precision = Precision.Double), Input(1), Dense(1), BinaryCrossEntropy]
    internal sealed partial class DoubleBinaryCrossEntropy;

    [Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(1), MeanSquaredError]
    internal sealed partial class FloatMeanSquaredError;

    [Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(1), Dense(1), MeanSquaredError]
    internal sealed partial class DoubleMeanSquaredError;

    [Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(1), MeanAbsoluteError]
    internal sealed partial class FloatMeanAbsoluteError;

    [Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(1), Dense(1), MeanAbsoluteError]
    internal sealed partial class DoubleMeanAbsoluteError;

    [Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(1), Huber(0.75f)]
    internal sealed partial class FloatHuber;

    [Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(1), Dense(1), Huber(0.75f)]
    internal sealed partial class DoubleHuber;

    [Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(1), Hinge]
    internal sealed partial class FloatHinge;

    [Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(1), Dense(1), Hinge]
    internal sealed partial class DoubleHinge;

    [Network(Derivatives = Derivatives.RowGradients), Input(1), Dense(1), SquaredHinge]
    internal sealed partial class FloatSquaredHinge;

    [Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(1), Dense(1), SquaredHinge]
    internal sealed partial class DoubleSquaredHinge;
}
