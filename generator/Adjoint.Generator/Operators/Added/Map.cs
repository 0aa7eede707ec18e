using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An elementwise formula of several values of one shape, <c>y = f(a, b, …)</c>, which the compiler writes where tangents need one. Nobody declares it.
/// <para>
/// Gradients: (1) da = dy ∂f/∂a, and so for every operand. Tangent: ẏ = ∂f/∂a ȧ + ∂f/∂b ḃ + …, a formula again. Both come from the one table of derivatives
/// (<see cref="DerivativeRules"/>), so that formulas can be derived as often as one likes.
/// </para>
/// </summary>
/// <param name="Kernel">The kernel's name: equal names have equal formulas.</param>
/// <param name="Value">The formula.</param>
internal sealed record Map(string Kernel, Expr Value) : Operator
{
    /// <summary>The names of operands: not o, for do is a word of the language, and not y, for that is what is computed.</summary>
    private const string Letters = "abcdefghijklmnpqrstuvwxz";

    public override string Name => "Map";

    /// <summary>What stands for the operand of this number in a formula.</summary>
    public static Variable Variable(int operand) => new($"{Letter(operand)}v");

    /// <summary>The number of the operand that a variable stands for.</summary>
    public static int Number(Variable variable) => Letters.IndexOf(variable.Name[0]) + Letters.Length * (variable.Name.Length - 2);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)node.InputCount * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Text(node, Value) ?? $"{Kernel}({string.Join(", ", Enumerable.Range(0, node.InputCount).Select(node.x))})");

    public override string Onnx(OnnxContext node) => node.Formula(Value, given => given is Variable variable ? node.x(Number(variable)) : null);

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.NeedsGradient(i) && Partial(i) is var partial && partial is not Constant { Value: 0 })
                yield return node.ToInput(i, Through(node.dy, partial, Text(node, partial) ?? $"∂{Kernel}/∂{node.x(i)}"));
        }
    }

    public override int? Tangent(TangentContext node) => node.Chain(Kernel, Value);

    /// <summary>The formula's derivative with respect to an operand.</summary>
    public Expr Partial(int operand) => Derivative.Of(Value, Variable(operand));

    /// <summary>The name of the operand of this number in a kernel.</summary>
    public static string Letter(int operand) => new(Letters[operand % Letters.Length], 1 + operand / Letters.Length);

    /// <summary>What a gradient becomes by way of a partial derivative.</summary>
    public static string Through(string gradient, Expr partial, string text) => partial.Is(1) ? gradient : $"{gradient} ⊙ ({text})";

    private static string? Text(NodeContext node, Expr formula) => MathText.IfShort(formula, variable => node.x(Number(variable)));
}
