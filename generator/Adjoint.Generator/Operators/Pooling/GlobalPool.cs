using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tangents;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A reduction of each channel to one number, so that [channels, …] becomes [channels].
/// <para>Gradients: as those of the <see cref="Reduction"/> over all axes but the first, whose kernels these are.</para>
/// </summary>
/// <param name="dimensions">The number of axes after the channels.</param>
internal abstract class GlobalPool(int dimensions) : Operator
{
    /// <summary>What is done with the values of a channel.</summary>
    protected abstract Reduction Reduction { get; }

    /// <summary>The axes of a channel.</summary>
    protected IReadOnlyCollection<int> Channels { get; } = [.. Enumerable.Range(1, dimensions)];

    public override string Stem => "pool";

    public override bool IsLinear => Reduction.IsLinear;

    public override string Symbol => "p";

    public override TensorShape? Infer(ShapeContext context) => Axes.RequireImage(context, Name, dimensions) ? new([context.Input.Sizes[0]]) : null;

    public override long Flops(NodeContext node) => node.Input.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => Reduction.Forward(node, Channels, calls);

    public override void Backward(NodeContext node, BackwardCalls calls) => Reduction.Backward(node, Channels, calls);
}

/// <summary>The mean of each channel of [channels, length].</summary>
internal sealed class GlobalAveragePool1D() : GlobalPool(1)
{
    public override string Name => "GlobalAveragePool1D";

    protected override Reduction Reduction { get; } = new Mean();
}

/// <summary>The mean of each channel of [channels, height, width].</summary>
internal sealed class GlobalAveragePool2D() : GlobalPool(2)
{
    public override string Name => "GlobalAveragePool2D";

    protected override Reduction Reduction { get; } = new Mean();
}

/// <summary>The maximum of each channel of [channels, height, width].</summary>
internal sealed class GlobalMaxPool2D() : GlobalPool(2), IMaximum
{
    public override string Name => "GlobalMaxPool2D";

    public override int? Tangent(TangentContext node) => node.Maximum();

    public KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, string formula) => Reduction.Call(node, Channels, method, operands, formula);

    protected override Reduction Reduction { get; } = new Max();
}
