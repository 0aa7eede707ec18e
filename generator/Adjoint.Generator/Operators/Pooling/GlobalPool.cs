using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A reduction of each channel to one number, so that [channels, …] becomes [channels].
/// <para>Gradients: as those of the <see cref="Reduction"/> over all axes but the first, whose kernels these are.</para>
/// </summary>
/// <param name="Dimensions">The number of axes after the channels.</param>
/// <param name="Reduction">What is done with the values of a channel.</param>
internal abstract record GlobalPool(int Dimensions, Reduction Reduction) : Operator
{
    /// <summary>The axes of a channel.</summary>
    public EquatableArray<int> Channels => [.. Enumerable.Range(1, Dimensions)];

    public override bool IsLinear => Reduction.IsLinear;

    public override string Symbol => "p";

    public override TensorShape? Infer(ShapeContext context) => Axes.RequireImage(context, Name, Dimensions) ? new([context.Input.Sizes[0]]) : null;

    public override long Flops(NodeContext node) => node.Input.Size;

    public override Equation Forward(NodeContext node) => node.Is(Reduction.Formula(node.x()) + Axes.Over(Channels, node.Input.Shape.Rank));

    public override string Onnx(OnnxContext node) => node.Add("Flatten", node.Add(Reduction is Max ? "GlobalMaxPool" : "GlobalAveragePool", node.x()));

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Reduction.Derivative(node.dy))] : [];
}

/// <summary>The mean of each channel of [channels, length].</summary>
internal sealed record GlobalAveragePool1D() : GlobalPool(1, new Mean(ReductionOptions.All))
{
    public override string Name => "GlobalAveragePool1D";
}

/// <summary>The mean of each channel of [channels, height, width].</summary>
internal sealed record GlobalAveragePool2D() : GlobalPool(2, new Mean(ReductionOptions.All))
{
    public override string Name => "GlobalAveragePool2D";
}

/// <summary>The maximum of each channel of [channels, height, width].</summary>
internal sealed record GlobalMaxPool2D() : GlobalPool(2, new Max(ReductionOptions.All))
{
    public override string Name => "GlobalMaxPool2D";

    public override int? Tangent(TangentContext node) => node.Maximum();

}
