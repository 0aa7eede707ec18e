using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
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
    /// <summary>The number of the last member of <c>Initializer</c>.</summary>
    internal const int LastInitializer = 11;

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
        var initializer = Options.Init;
        if (initializer is < 0 or > LastInitializer)
        {
            context.Report(Rules.ValueOutOfRange, "Init", $"The initializer of '{context.NodeName}'", "a member of Initializer", initializer);
            return null;
        }
        context.Parameter("weight", "w", new([units, inputs]), "Weight", initializer, inputs, units, outputInnermost: true);
        if (Options.Bias)
            context.Parameter("bias", "b", new([units]), "Bias", initializer, inputs, units);
        return context.Input.WithLast(units);
    }

    public override long Flops(NodeContext node) => (2L * node.Input.Shape.Last + (node.HasParameter(1) ? 1 : 0)) * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (x, y, w) = (node.Input.Name, node.Output.Name, node.Parameter(0));
        var bias = node.HasParameter(1) ? node.Parameter(1) : null;
        EquatableArray<Operand> operands = bias is null
            ? [node.X, Operand.Parameter(w.Id), node.Y]
            : [node.X, Operand.Parameter(w.Id), Operand.Parameter(bias.Id), node.Y];
        var formula = $"{Notation.Of(y)} = {Notation.Matrix(w.Symbol)} {Notation.Of(x)}" + (bias is null ? "" : $" + {Notation.Of(bias.Symbol)}");
        calls.Add(new KernelCall(KernelOf(node), "Forward", operands, Units(node), formula));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (x, y, w) = (node.Input.Name, node.Output.Name, node.Parameter(0));
        var (dx, dy) = (Notation.Gradient(x), Notation.Gradient(y));
        var (units, kernel) = (Units(node), KernelOf(node));

        // The sums over rows read dy with rows outermost, if outputs fill vectors.
        var rows = kernel.HasFewOutputs ? node.Dy : Operand.Panels(node.Output.Id);
        if (!kernel.HasFewOutputs && (node.Trains(0) || (node.HasParameter(1) && node.Trains(1))))
        {
            calls.Blocks.Add(new KernelCall(
                new LibraryKernel("LaneBlocks"), "ToPanels", [node.Dy, rows.Written], units, $"{dy}ᵀ, a row after the other, for the sums over rows"));
        }

        // (1) dx = Wᵀ dy
        if (node.NeedsInputGradient)
        {
            calls.Blocks.Add(new KernelCall(
                kernel, "InputGradient", [node.Dy, Operand.Parameter(w.Id), node.Dx], units, $"{dx} = {Notation.Matrix(w.Symbol)}ᵀ {dy}"));
        }

        // (2) dW = Σ dy xᵀ, (3) db = Σ dy
        if (node.Trains(0))
        {
            calls.Parameters.Add(new KernelCall(
                kernel, "WeightGradient", [node.X, rows, Operand.ParameterGradient(w.Id)], units,
                $"d{Notation.Matrix(w.Symbol)} = Σ {dy} {Notation.Of(x)}ᵀ over the rows"));
        }
        if (node.HasParameter(1) && node.Trains(1))
        {
            calls.Parameters.Add(new KernelCall(
                new LibraryKernel("LaneBlocks"), kernel.HasFewOutputs ? "AddLaneSums" : "AddPanelSums", [rows, Operand.ParameterGradient(node.Parameter(1).Id)], units,
                $"{Notation.Gradient(node.Parameter(1).Symbol)} = Σ {dy} over the rows"));
        }
    }

    // ẏ = W ẋ + Ẇ x + ḃ
    public override int? Tangent(TangentContext node) => node.Bilinear();

    private static DenseKernel KernelOf(NodeContext node) => new(node.Input.Shape.Last, node.Output.Shape.Last, node.HasParameter(1));

    /// <summary>A value of shape [T, F] has T units: the same weights at every step.</summary>
    private static int Units(NodeContext node) => node.Input.Size / node.Input.Shape.Last;
}
