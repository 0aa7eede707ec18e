using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The share that each edge has among those into the same node: <c>y_e = exp(x_e) / Σ exp(x_f)</c> over t(f) = t(e), feature by feature; 0 where there is no edge.
/// <para>
/// Gradient: as a softmax's, (1) dx_e = y_e (dy_e − Σ y_f dy_f) over t(f) = t(e). Backward reads y and the edges. Tangent: ẏ_e = y_e (ẋ_e − Σ y_f ẋ_f), the same matrix.
/// </para>
/// <para>Source: Veličković et al. (2018). Semantics: PyTorch Geometric's utils.softmax.</para>
/// </summary>
internal sealed record EdgeSoftmax : EdgeOperator
{
    public override string Name => "EdgeSoftmax";

    public override double LowerBound => 0;

    public override double UpperBound => 1;

    protected override bool ReadsEdges => true;

    protected override TensorShape ShapeOf(TensorShape x, Value edges) => x;

    public override long Flops(NodeContext node) => 4L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"softmax({node.x()}) over the edges of {node.x(1)} into the same node");

    public override string Onnx(OnnxContext node) => new OnnxEdges(node).Softmax(node.x());

    protected override string Back(NodeContext node) => $"{node.y} ⊙ ({node.dy} − Σ {node.y} ⊙ {node.dy} over the edges into the same node)";

    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } dx)
            return null;
        var (edges, nodes) = (node.Input(1), new TensorShape([node.TokensOf(1), node.Shape.Last]));
        var weighed = node.Map("EdgeSoftmaxProduct", Map.Variable(0) * Map.Variable(1), node.Output, dx);
        var means = node.Add(new Aggregate(new AggregateOptions(Mean: false)), nodes, weighed, edges);
        var back = node.Add(new AtEnds(EdgeEnd.Target), node.Shape, means, edges);
        return node.Map("EdgeSoftmaxTangent", Map.Variable(0) * (Map.Variable(1) - Map.Variable(2)), node.Output, dx, back);
    }
}
