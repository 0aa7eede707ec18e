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

    public override string Onnx(OnnxContext node)
    {
        var (positions, features) = (node.Out.Sizes[0], node.Out.Last);
        var (sines, cosines) = OnnxAngles.Add(node, 0, positions, (features + 1) / 2, Options.Base, features);
        // Sine and cosine side by side; of an odd number of features the last has no cosine.
        var pairs = node.Concat(2, node.Unsqueeze(sines, 2), node.Unsqueeze(cosines, 2));
        var table = node.Add("Reshape", pairs, node.Integers(positions, features + features % 2));
        var between = Enumerable.Range(1, node.Out.Rank - 2).ToArray();
        if (features % 2 == 1)
            table = node.Slice(table, 1, 0, features);
        return node.Add("Add", node.x(), between.Length == 0 ? table : node.Unsqueeze(table, between));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, node.dy, isCopy: true)] : [];

    // ẏ = ẋ
    public override int? Tangent(TangentContext node) => node.TangentOf(0);
}
