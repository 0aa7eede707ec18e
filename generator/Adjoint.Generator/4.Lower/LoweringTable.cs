using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>The lowering of each operator: one line an operator, or a family of them.</summary>
internal static class LoweringTable
{
    /// <summary>How an operator is computed.</summary>
    public static Lowering Of(Operator @operator) => @operator switch
    {
        Dense => new DenseLowering(),
        Convolution layer => new ConvolutionLowering(layer),
        ConvTranspose2D layer => new ConvTransposeLowering(layer),

        Embedding layer => new EmbeddingLowering(layer),
        OneHot => new OneHotLowering(),
        PositionEmbedding layer => new PositionEmbeddingLowering(layer),
        SinusoidalPositions layer => new SinusoidalPositionsLowering(layer),
        Rotation layer => new RotationLowering(layer),
        TrainedVariable => new VariableLowering(),
        SinusoidalEmbedding layer => new SinusoidalEmbeddingLowering(layer),

        AtEnds layer => new AtEndsLowering(layer),
        Aggregate layer => new AggregateLowering(layer),
        EdgeSoftmax => new EdgeSoftmaxLowering(),
        Propagate layer => new PropagateLowering(layer),
        SelfLoops => new SelfLoopsLowering(),

        Delay => new DelayLowering(),
        MaskSteps layer => new MaskStepsLowering(layer),
        OfLength layer => new OfLengthLowering(layer),
        FlipSteps => new FlipStepsLowering(),
        LastOfSteps layer => new LastOfStepsLowering(layer),
        ViewOperator => new ViewLowering(),
        Rearrangement layer => new RearrangementLowering(layer),
        Pad layer => new PadLowering(layer),
        Upsample layer => new UpsampleLowering(layer),

        Expand layer => new ExpandLowering(layer),
        Add layer => new AddLowering(layer),
        Subtract layer => new SubtractLowering(layer),
        Multiply layer => new MultiplyLowering(layer),
        Concat layer => new ConcatLowering(layer),
        MatMul layer => new MatMulLowering(layer),
        Attention layer => new AttentionLowering(layer),

        MaxPool layer => new MaxPoolLowering(layer),
        AveragePool layer => new AveragePoolLowering(layer),
        AdaptiveAveragePool2D => new AdaptiveAveragePoolLowering(),
        GlobalPool { Reduction: Sum mean } layer => new SumLowering(mean, layer.Channels),
        GlobalPool { Reduction: Max maximum } layer => new MaxLowering(maximum, layer.Channels),
        Sum layer => new SumLowering(layer),
        Max layer => new MaxLowering(layer),

        BatchNorm layer => new BatchNormLowering(layer),
        Normalisation layer => new NormalisationLowering(layer),
        LocalResponseNorm layer => new LocalResponseNormLowering(layer),

        Dropout layer => new DropoutLowering(layer),
        Gaussian => new GaussianLowering(),
        NormalDivergence => new NormalDivergenceLowering(),

        Apply layer => new ApplyLowering(layer),
        PReLU => new PReLULowering(),
        Elementwise layer => new ElementwiseLowering(layer),
        Softmax layer => new SoftmaxLowering(layer),
        LogSoftmax layer => new LogSoftmaxLowering(layer),

        CrossEntropy layer => new CrossEntropyLowering(layer),
        ElementwiseLoss layer => new ElementwiseLossLowering(layer),

        // What the compiler adds for derivatives
        Map layer => new MapLowering(layer),
        ParameterMap layer => new ParameterMapLowering(layer),
        AxisTotal layer => new AxisTotalLowering(layer),
        Centring layer => new CentringLowering(layer),
        ChannelSum layer => new ChannelSumLowering(layer),
        MaximumTangent layer => new MaximumTangentLowering(layer),
        AttentionStep layer => new AttentionStepLowering(layer),
        RotationStep or SinusoidalStep => new PositionStepLowering(),
        AttentionWeights layer => new AttentionWeightsLowering(layer),
        Direction layer => new DirectionLowering(layer),
        Pairing => new PairingLowering(),
        LossTangent layer => new LossTangentLowering(layer),
        _ => throw new InvalidOperationException($"'{@operator.Name}' has no lowering: write one, and a line here."),
    };
}
