using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Batch normalisation of each channel c, the first axis: <c>y = γ x̂ + β</c>, <c>x̂ = (x − μ) / √(σ² + ε)</c>. In training μ and σ² are mean and
/// biased variance over all rows and positions of the batch, and the running statistics move towards them by the momentum (the variance unbiased);
/// in prediction μ and σ² are the running statistics.
/// <para>
/// Gradients. With s = 1/√(σ² + ε) and N values a channel, dμ and dσ² both reach every x, and
/// (1) dβ = Σ dy;
/// (2) dγ = Σ dy x̂ = s Σ dy (x − μ);
/// (3) dx = γ s (dy − dβ/N − x̂ dγ/N), which for each channel is a dy + p (x − μ) + q with a = γ s, p = −a s dγ/N, q = −a dβ/N.
/// </para>
/// <para>
/// Every sum over the batch is taken in two steps: over the positions of a row, by blocks, and then over the rows, where all blocks meet. Backward reads
/// the input and the statistics. μ is subtracted before anything else is done: a x + (β − a μ) would lose the digits that x and μ have in common. What is lost when μ itself
/// is rounded, the summands β and q make good. Cost: some 8 operations an element; x is read three times forward, x and dy twice backward.
/// </para>
/// <para>Source: Ioffe and Szegedy (2015). Semantics: PyTorch's BatchNorm.</para>
/// </summary>
internal sealed record BatchNorm(BatchNormOptions Options) : Operator
{
    private const int Zeros = 1, Ones = 2;

    public override string Name => "BatchNorm";

    public override string Symbol => "n";

    public override bool MixesRows => true;

    public override bool ForgetsShifts => true;

    public override bool KeepsPlaces => true;

    public override bool ReadsChannelsFirst => true;

    // A channel with one value has no variance.
    public override int LeastRows(TensorShape output) => output.Size == output.Sizes[0] ? 2 : 1;

    public override TensorShape? Infer(ShapeContext context)
    {
        var (epsilon, momentum) = (Options.Epsilon, Options.Momentum);
        if (epsilon is not (> 0 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Epsilon", $"The epsilon of '{context.NodeName}'", "above 0 and finite", epsilon);
        else if (momentum is not (>= 0 and <= 1))
            context.Report(Rules.ValueOutOfRange, "Momentum", $"The momentum of '{context.NodeName}'", "in [0, 1]", momentum);
        TensorShape channels = new([context.Input.Sizes[0]]);
        context.Parameter("weight", "g", channels, "Scale", Ones, 1, 1);
        context.Parameter("bias", "b", channels, "Scale", Zeros, 1, 1);
        context.Statistic("running_mean", "mean", channels, Zeros);
        context.Statistic("running_var", "var", channels, Ones);
        return context.Input;
    }

    // In prediction μ and σ² are given numbers, and the layer is a formula of its parameters.
    public override Operator AsPredicted(TensorShape shape)
    {
        var (x, gamma, beta, mean, variance) = (Map.Variable(0), ParameterMap.Parameter(0), ParameterMap.Parameter(1), ParameterMap.Parameter(2), ParameterMap.Parameter(3));
        var (epsilon, channels) = (Options.Epsilon, shape.Sizes[0]);
        return new ParameterMap(
            "BatchNormEpsilon" + Elementwise.InName(epsilon), gamma * (x - mean) / Sqrt(variance + epsilon) + beta, new ChannelLayout(1, channels, (int)(shape.Size / channels)));
    }

    // Of what is normalised for each step it has a mean for each.
    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis > 0 ? axis : null;

    public override long Flops(NodeContext node) => 2L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.p(0)} ({node.x()} − μ)/√(σ² + ε) + {node.p(1)}");

    public override string Onnx(OnnxContext node) => node.Add(
        "BatchNormalization", [node.x(), .. node.Parameters], new OnnxAttribute("epsilon", Options.Epsilon), new OnnxAttribute("momentum", 1 - Options.Momentum));

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.Trains(1))
            yield return node.ToParameter(1, node.dy, 1, Equation.RowsAndPositions);
        if (node.Trains(0))
            yield return node.ToParameter(0, $"{node.dy} ({node.x()} − μ)/√(σ² + ε)", 2, Equation.RowsAndPositions);
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"a {node.dy} + p ({node.x()} − μ) + q", 3);
    }
}
