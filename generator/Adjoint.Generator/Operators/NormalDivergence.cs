using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The divergence of N(μ, e^ℓ) from N(0, 1) in nats, one number a row: <c>k = ½ Σ (μ² + e^ℓ − 1 − ℓ)</c>. e^ℓ − 1 is taken together: near ℓ = 0, where training leads, the difference of the
/// two would have no digits left.
/// <para>Gradients: (1) dμ = dk μ, (2) dℓ = ½ dk (e^ℓ − 1). Backward reads both inputs.</para>
/// <para>Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix B.</para>
/// </summary>
internal sealed record NormalDivergence : Operator
{
    public override string Name => "NormalDivergence";

    public override string Symbol => "k";

    public override TensorShape? Infer(ShapeContext context) => NormalRules.Check(context, Name) ? new([1]) : null;

    /// <summary>What one number adds to twice the divergence.</summary>
    public static Expr Summand(Expr mean, Expr logVariance) => mean * mean + (ExpMinusOne(logVariance) - logVariance);

    public override long Flops(NodeContext node) => 16L * node.Input.Size;

    public override Equation Forward(NodeContext node) => node.Is($"½ Σ ({node.x()}² + exp({node.x(1)}) − 1 − {node.x(1)})");

    public override string Onnx(OnnxContext node)
    {
        var terms = node.Formula(0.5 * Summand(Map.Variable(0), Map.Variable(1)), given => given is Variable variable ? node.x(Map.Number(variable)) : null);
        return node.Add("ReduceSum", [node.Reshape(terms, [(int)node.In().Size]), node.Integers(1)], new OnnxAttribute("keepdims", 1L));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsGradient(0))
            yield return node.ToInput(0, $"{node.dy} {node.x()}");
        if (node.NeedsGradient(1))
            yield return node.ToInput(1, $"½ {node.dy} (exp({node.x(1)}) − 1)", 2);
    }

    // k̇ = Σ (μ μ̇ + ½ (e^ℓ − 1) ℓ̇)
    public override int? Tangent(TangentContext node)
    {
        Expr mean = Map.Variable(0), logVariance = Map.Variable(1);
        List<(Expr, Expr)> terms = [];
        List<int> values = [node.Input(0), node.Input(1)];
        foreach (var (input, partial) in new[] { (0, mean), (1, 0.5 * ExpMinusOne(logVariance)) })
        {
            if (node.TangentOf(input) is not { } tangent)
                continue;
            terms.Add((partial, Map.Variable(values.Count)));
            values.Add(tangent);
        }
        var shape = node.ShapeOf(0);
        var formula = Derivative.Chain(terms);
        var read = values.Where((_, i) => formula.Reads(Map.Variable(i))).ToList();
        // The variables of those that it does not read leave no gaps.
        for (var i = 0; i < values.Count; i++)
        {
            if (read.IndexOf(values[i]) is >= 0 and var place && place != i)
                formula = formula.Replace(Map.Variable(i), Map.Variable(place));
        }
        var sum = node.Add(new Map($"NormalDivergenceTangentOf{string.Concat(terms.Select(term => term.Item1 == mean ? "A" : "B"))}", formula), shape, [.. read]);
        return node.Add(new Sum(ReductionOptions.All), new TensorShape([1]), sum);
    }
}
