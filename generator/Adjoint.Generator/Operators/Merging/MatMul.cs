using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The matrix product of two values over their last two axes: <c>Y = A B</c>, where either may be read transposed. Axes before these are equal, and count
/// products; an operand of two axes serves all of them.
/// <para>
/// Gradients. With Y_ij = Σₗ A_il B_lj and incoming dY:
/// (1) dA_il = Σⱼ ∂Y_ij/∂A_il dY_ij = Σⱼ dY_ij B_lj, that is dA = dY Bᵀ;
/// (2) dB_lj = Σᵢ A_il dY_ij, that is dB = Aᵀ dY.
/// An operand that serves several products has the sum of what each of them contributes. One that is read transposed has the transpose of the gradient:
/// the same sums, written to where its elements lie.
/// </para>
/// <para>Tangent: Ẏ = Ȧ B + A Ḃ.</para>
/// <para>Backward reads the other operand. Cost: 2·m·k·n FLOPs for a product of m×k and k×n, and as many for each gradient.</para>
/// <para>Semantics: PyTorch's matmul, but for the broadcasting of axes of size 1.</para>
/// </summary>
internal sealed record MatMul(MatMulOptions Options) : MergeOperator
{
    public override string Name => "MatMul";

    public override string Symbol => "m";

    public override TensorShape? Infer(ShapeContext context)
    {
        var (a, b) = (context.Input, context.Inputs[1].Value.Shape);
        if (MatMulRules.Check(context, Options) is { } problem)
        {
            context.ReportWith(
                problem.Remedies, Rules.FactorsDoNotFit, context.PlaceOf(problem.Argument), context.NodeName, context.Source, a, context.Inputs[1].Source, b, problem.Why, problem.Advice);
            return null;
        }
        var factors = Factors.Of(Options, a, b);
        return new([.. (a.Rank > 2 ? a : b).Sizes.Take(Math.Max(a.Rank, b.Rank) - 2), factors.M, factors.N]);
    }

    public override long Flops(NodeContext node) => 2L * FactorsOf(node).K * node.Output.Size;

    public override Equation Forward(NodeContext node)
    {
        var factors = FactorsOf(node);
        return new(Notation.Matrix(node.Output.Name), $"{A(node)}{Transposition(factors.TransposeA)} {B(node)}{Transposition(factors.TransposeB)}");
    }

    public override string Onnx(OnnxContext node)
    {
        var rank = Math.Max(node.In(0).Rank, node.In(1).Rank);
        // A factor that serves several products has an axis of size 1 for each that counts them, behind the rows.
        string Factor(int i, bool turns)
        {
            var x = turns ? node.Transpose(node.x(i), [.. Enumerable.Range(0, node.In(i).Rank - 1), node.In(i).Rank, node.In(i).Rank - 1]) : node.x(i);
            return node.In(i).Rank == rank ? x : node.Unsqueeze(x, [.. Enumerable.Range(1, rank - node.In(i).Rank)]);
        }
        return node.Add("MatMul", Factor(0, Options.TransposeA), Factor(1, Options.TransposeB));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        var (factors, dy) = (FactorsOf(node), "d" + Notation.Matrix(node.Output.Name));
        if (node.NeedsGradient(0))
        {
            var product = factors.TransposeA ? $"{B(node)}{Transposition(factors.TransposeB)} {dy}ᵀ" : $"{dy} {B(node)}{Transposition(!factors.TransposeB)}";
            yield return Named(node.ToInput(0, product + Summed(factors.SharesA)), A(node));
        }
        if (node.NeedsGradient(1))
        {
            var product = factors.TransposeB ? $"{dy}ᵀ {A(node)}{Transposition(factors.TransposeA)}" : $"{A(node)}{Transposition(!factors.TransposeA)} {dy}";
            yield return Named(node.ToInput(1, product + Summed(factors.SharesB), 2), B(node));
        }
    }

    public override int? Tangent(TangentContext node)
    {
        int? left = node.TangentOf(0) is { } da ? node.Add(this, [da, node.Input(1)]) : null, right = node.TangentOf(1) is { } db ? node.Add(this, [node.Input(0), db]) : null;
        return left is { } a && right is { } b ? node.Map("Sum", Map.Variable(0) + Map.Variable(1), a, b) : left ?? right;
    }

    /// <summary>The factors of a node.</summary>
    public Factors FactorsOf(NodeContext node) => Factors.Of(Options, node.InputAt(0).Shape, node.InputAt(1).Shape);

    private static Gradient Named(Gradient gradient, string matrix) => gradient with { Equation = gradient.Equation with { Target = "d" + matrix } };

    private static string A(NodeContext node) => Notation.Matrix(node.InputAt(0).Name);

    private static string B(NodeContext node) => Notation.Matrix(node.InputAt(1).Name);

    private static string Transposition(bool isTransposed) => isTransposed ? "ᵀ" : "";

    private static string Summed(bool isShared) => isShared ? ", summed over the products" : "";
}
