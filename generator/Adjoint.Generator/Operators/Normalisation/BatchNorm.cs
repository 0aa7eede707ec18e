using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Problems;
using static Adjoint.Generator.Lanes.Functions;

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
        var (x, gamma, beta, mean, variance) = (Formula.Variable(0), ParameterFormula.Parameter(0), ParameterFormula.Parameter(1), ParameterFormula.Parameter(2), ParameterFormula.Parameter(3));
        var (epsilon, channels) = (Options.Epsilon, shape.Sizes[0]);
        return new ParameterFormula(
            "BatchNormEpsilon" + Elementwise.InName(epsilon), gamma * (x - mean) / Sqrt(variance + epsilon) + beta, new ParameterPlaces(1, channels, (int)(shape.Size / channels)));
    }

    public override long Flops(NodeContext node) => 2L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y, id) = (Notation.Of(node.Input.Name), Notation.Of(node.Output.Name), node.Output.Id);
        calls.Add(new KernelCall(LanesOf(node), "Moments", [node.X, Operand.Moments(id).Written], 1, $"mean and Σ ({x} − mean)² over the positions of each row and channel"));
        calls.Add(new KernelCall(
            KernelOf(node), "Statistics",
            [Operand.Moments(id), .. Parameters(node).Take(2), .. Parameters(node).Skip(2).Select(static p => p.Written), Operand.Statistics(id).Written], 1,
            $"μ, σ² of {x} over all rows; the running statistics follow", Timing: Timing.Meeting));
        calls.Add(new KernelCall(
            LanesOf(node), "Affine", [node.X, Operand.Statistics(id), node.Y], 1,
            $"{y} = {Notation.Of(node.Parameter(0).Symbol)} ({x} − μ)/√(σ² + ε) + {Notation.Of(node.Parameter(1).Symbol)}", InPlace: true));
    }

    public override void Predict(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y) = (Notation.Of(node.Input.Name), Notation.Of(node.Output.Name));
        calls.Add(new KernelCall(
            KernelOf(node), "Fold", [.. Parameters(node), Operand.Affine(node.Output.Id).Written], 1, "a = γ/√(σ² + ε), β and μ, from the running statistics"));
        calls.Add(new KernelCall(LanesOf(node), "Affine", [node.X, Operand.Affine(node.Output.Id), node.Y], 1, $"{y} = a ({x} − μ) + β for each channel", InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (dx, dy, id) = (Notation.Gradient(node.Input.Name), Notation.Gradient(node.Output.Name), node.Output.Id);
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "GradientMoments", [node.Dy, node.X, Operand.Statistics(id), Operand.GradientMoments(id).Written], 1,
            $"Σ {dy} and Σ {dy} (x − μ) over the positions of each row and channel"));

        // (1) dβ = Σ dy, (2) dγ = s Σ dy (x − μ)
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                KernelOf(node), "ParameterGradients",
                [Operand.GradientMoments(id), Operand.Statistics(id), Operand.ParameterGradient(node.Parameter(0).Id), Operand.ParameterGradient(node.Parameter(1).Id)], 1,
                $"{Notation.Gradient(node.Parameter(1).Symbol)} = Σ {dy}, {Notation.Gradient(node.Parameter(0).Symbol)} = Σ {dy} (x − μ)/√(σ² + ε) over the rows"));
        }

        // (3) dx = a dy + p (x − μ) + q
        if (!node.NeedsInputGradient)
            return;
        calls.Blocks.Add(new KernelCall(
            KernelOf(node), "GradientStatistics", [Operand.GradientMoments(id), Operand.Statistics(id), Operand.GradientStatistics(id).Written], 1,
            "a = γ/√(σ² + ε), p = −a dγ/(N √(σ² + ε)), q = −a dβ/N for each channel", Timing: Timing.Meeting));
        calls.Blocks.Add(new KernelCall(
            LanesOf(node), "Backward", [node.Dy, node.X, Operand.GradientStatistics(id), new(OperandKind.RowMask, 0), node.Dx], 1,
            $"{dx} = a {dy} + p ({Notation.Of(node.Input.Name)} − μ) + q", InPlace: true));
    }

    private static IEnumerable<Operand> Parameters(NodeContext node) => Enumerable.Range(0, 4).Select(i => Operand.Parameter(node.Parameter(i).Id));

    private static int Channels(NodeContext node) => node.Output.Shape.Sizes[0];

    private static int Positions(NodeContext node) => node.Output.Size / Channels(node);

    private BatchNormKernel KernelOf(NodeContext node) =>
        new(Channels(node), Positions(node), Options.Epsilon, Options.Momentum);

    private static LaneKernel LanesOf(NodeContext node) => BatchNormLanes.Of(Channels(node), Positions(node));
}
