using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Sines and cosines of the position, added to what is there: <c>y_p = x_p + S_p</c>, <c>S_{p,2i} = sin(p·b^(−2i/d))</c>, <c>S_{p,2i+1} = cos(p·b^(−2i/d))</c> for d features.
/// <para>Gradient: S is constant, so (1) dx = dy. Backward reads nothing.</para>
/// <para>Source: Vaswani et al. (2017), with b = 10,000.</para>
/// </summary>
internal sealed record SinusoidalPositions(SinusoidalPositionsOptions Options) : Operator
{
    public override string Name => "SinusoidalPositions";

    /// <summary>How many rows, one behind the other, are the positions of one; 0 where a row has all of them.</summary>
    public int Positions { get; init; }

    public override bool KeepsPlaces => true;

    // Each step has a vector of its own.
    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => null;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (context.Input.Rank < 2)
            context.Report(Rules.RankDiffers, null, Name, "two or more axes, positions first", context.Source, context.Input, "write it before Flatten");
        else if (!(Options.Base > 1 && Options.Base < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Base", $"The base of '{context.NodeName}'", "above 1 and finite", Options.Base);
        else
            return context.Input;
        return null;
    }

    public override long Flops(NodeContext node) => node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} + S, S_p = sin, cos of p·{Options.Base}^(−2i/{node.Output.Shape.Last})");

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, node.dy, isCopy: true)] : [];

    // ẏ = ẋ
    public override int? Tangent(TangentContext node) => node.TangentOf(0);
}
