using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A trained vector for each position of a sequence, added to what is there: <c>y = x + P</c>, P of the shape of one row's value.
/// <para>Gradients: (1) dx = dy; (2) dP = Σ dy over the rows. Backward reads nothing.</para>
/// <para>Source: Gehring et al. (2017). Semantics: GPT-2's <c>wpe</c>.</para>
/// </summary>
internal sealed record PositionEmbedding(PositionEmbeddingOptions Options) : Operator
{
    public override string Name => "PositionEmbedding";

    /// <summary>How many rows, one behind the other, are the positions of one; 0 where a row has all of them.</summary>
    public int Positions { get; init; }

    public override bool KeepsPlaces => true;

    // Each step has a vector of its own.
    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => null;

    public override TensorShape? Infer(ShapeContext context)
    {
        if (context.Input.Rank < 2)
        {
            context.Report(Problems.Rules.RankDiffers, null, Name, "two or more axes, positions first", context.Source, context.Input, "write it before Flatten");
            return null;
        }
        if (!Options.Init.Check(context))
            return null;
        context.Parameter("weight", "p", context.Input, "Weight", Options.Init, context.Input.Sizes[0], context.Input.Last);
        return context.Input;
    }

    public override long Flops(NodeContext node) => node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} + {node.W}");

    public override string Onnx(OnnxContext node) => node.Add("Add", node.x(), node.p(0));

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, node.dy, isCopy: true);
        if (node.Trains(0))
            yield return node.ToMatrix(node.dy, 2);
    }

    // ẏ = ẋ + Ṗ
    public override int? Tangent(TangentContext node) =>
        node.Chain("AddTable", Map.Variable(0) + ParameterMap.Parameter(0), new ChannelLayout(1, node.Size, 1));
}
