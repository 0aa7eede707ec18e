using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A trained tensor as a value, the same in every row: <c>y = V</c>. So class tokens, queries and stored patterns are written.
/// <para>Gradient: (1) dV = Σ dy over the rows. Backward reads nothing.</para>
/// </summary>
internal sealed record TrainedVariable(VariableOptions Options) : Operator
{
    public override string Name => "Variable";

    public override string Symbol => "v";

    public override bool ReadsNothing => true;

    public override TensorShape? Infer(ShapeContext context)
    {
        var shape = Options.Shape;
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape[i] >= 1)
                continue;
            context.ReportElement(Rules.ValueOutOfRange, "shape", i, $"A size of '{context.NodeName}'", "at least 1", shape[i]);
            return null;
        }
        if (shape.IsEmpty)
            context.Report(Rules.ValueOutOfRange, null, $"The number of sizes of '{context.NodeName}'", "at least 1", 0);
        else if (Options.Init.Check(context))
        {
            var tensor = new TensorShape(shape);
            var isPart = Options.Part is not null;
            // PyTorch draws for the last two axes.
            var fanIn = shape[isPart ? Math.Max(0, shape.Count - 2) : 0];
            if (tensor.Size <= Limits.ValueSize)
                context.Parameter(Options.Part ?? "weight", "w", tensor, "Weight", Options.Init, fanIn, shape[shape.Count - 1], isPart: isPart);
            return tensor;
        }
        return null;
    }

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.W}, the same in every row");

    public override string Onnx(OnnxContext node) => node.InEveryRow(node.p(0), Options.Shape);

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.Trains(0) ? [node.ToMatrix(node.dy, 1)] : [];

    public override int? Tangent(TangentContext node) => node.ParameterTangent(0) is { } tensor ? node.Add(this, [], [tensor]) : null;
}
