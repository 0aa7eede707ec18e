using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A fully connected layer on the last axis: <c>y = W x + b</c>, W of shape [out, in].
/// <para>
/// Gradients. With y_o = Σᵢ W_oi xᵢ + b_o and incoming dy:
/// (1) dxᵢ = Σ_o ∂y_o/∂xᵢ dy_o = Σ_o W_oi dy_o, that is dx = Wᵀ dy;
/// (2) dW_oi = Σ_rows dy_o xᵢ, the outer product dy xᵀ summed over rows;
/// (3) db_o = Σ_rows dy_o.
/// </para>
/// <para>Backward reads the input. Cost: 2·in·out FLOPs a row and direction; 4·in·out bytes of weights, read once for each 32 rows.</para>
/// <para>Source: Rumelhart, Hinton and Williams (1986). Semantics: PyTorch's Linear.</para>
/// </summary>
internal sealed record Dense(DenseOptions Options) : Operator
{
    /// <summary>How many outputs' weights of an input lie side by side: those that one vector of the widest kind, or one register tile, reads.</summary>
    public const int OutputsTogether = 16;

    public override string Name => "Dense";

    public override string Symbol => "z";

    public override TensorShape? Infer(ShapeContext context)
    {
        var units = Options.Units;
        if (units < 1)
        {
            context.Report(Rules.WidthBelowOne, "units", context.NodeName, units, "units");
            return null;
        }
        var inputs = context.Input.Last;
        if ((long)inputs * units > Limits.Parameters)
        {
            context.Report(Rules.TooLarge, "units", $"'{context.NodeName}'", (long)inputs * units, "weights", Limits.Parameters);
            return null;
        }
        if (!Options.Init.Check(context))
            return null;
        context.Parameter(
            Options.Tensor("weight"), "w", new([units, inputs]), "Weight", Options.Init, Options.FanIn ?? inputs, units,
            outputsTogether: OutputsTogether, readsEither: true, isPart: Options.Part is not null);
        if (Options.Bias)
            context.Parameter(Options.Tensor("bias"), "b", new([units]), "Bias", Options.BiasIsZero ? InitOptions.Zeros : Options.Init, Options.FanIn ?? inputs, units, isPart: Options.Part is not null);
        return context.Input.WithLast(units);
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis < x.Rank - 1 ? axis : null;

    public override long Flops(NodeContext node) => (2L * node.Input.Shape.Last + (node.HasParameter(1) ? 1 : 0)) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is($"{node.W} {node.x()}{(node.HasParameter(1) ? $" + {node.p(1)}" : "")}");

    public override string Onnx(OnnxContext node)
    {
        if (node.Out.Rank == 1)
            return node.Add("Gemm", [node.x(), .. node.Parameters], new OnnxAttribute("transB", 1L));
        var product = node.Add("MatMul", node.x(), node.Transpose(node.p(0), 1, 0));
        return node.Layer.HasParameter(1) ? node.Add("Add", product, node.p(1)) : product;
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsInputGradient)
            yield return node.ToInput(0, $"{node.W}ᵀ {node.dy}");
        if (node.Trains(0))
            yield return node.ToMatrix($"{node.dy} {node.x()}ᵀ", 2);
        if (node.Trains(1))
            yield return node.ToParameter(1, node.dy, 3);
    }

    // ẏ = W ẋ + Ẇ x + ḃ
    public override int? Tangent(TangentContext node) => node.Bilinear();
}
