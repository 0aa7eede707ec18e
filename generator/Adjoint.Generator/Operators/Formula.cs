using Adjoint.Generator.Calculus;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

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
internal sealed record Formula(string Kernel, Expr Value) : Operator
{
    /// <summary>The names of operands: not o, for do is a word of the language, and not y, for that is what is computed.</summary>
    private const string Letters = "abcdefghijklmnpqrstuvwxz";

    public override string Name => "Formula";

    /// <summary>What stands for the operand of this number in a formula.</summary>
    public static Variable Variable(int operand) => new($"{Letter(operand)}v");

    /// <summary>The number of the operand that a variable stands for.</summary>
    public static int Number(Variable variable) => Letters.IndexOf(variable.Name[0]) + Letters.Length * (variable.Name.Length - 2);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)node.InputCount * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(node), "Forward", [.. Inputs(node).Select(node.XAt), node.Y], node.Output.Size,
        $"{Notation.Of(node.Output.Name)} = {Text(node, Value)}", InPlace: true));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1) da = dy ∂f/∂a
        foreach (var i in Inputs(node).Where(node.NeedsGradient))
        {
            var partial = Partial(i);
            if (partial is Constant { Value: 0 })
                continue;
            var factor = partial is Constant { Value: 1 } ? "" : $" ⊙ ({Text(node, partial)})";
            calls.Blocks.Add(new KernelCall(
                KernelOf(node), Method(i), [node.Dy, .. Read(node, partial).Select(node.XAt), node.DxAt(i)], node.Output.Size,
                $"{Notation.Gradient(node.InputAt(i).Name)} = {Notation.Gradient(node.Output.Name)}{factor}", InPlace: true));
        }
    }

    public override int? Tangent(TangentContext node) => node.Chain(Kernel, Value);

    private Expr Partial(int operand) => ExprDerivative.Of(Value, Variable(operand).Name);

    private static IEnumerable<int> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount);

    private static IEnumerable<int> Read(NodeContext node, Expr formula) => Inputs(node).Where(i => formula.Reads(Variable(i).Name));

    /// <summary>The name of the operand of this number in a kernel.</summary>
    public static string Letter(int operand) => new(Letters[operand % Letters.Length], 1 + operand / Letters.Length);

    private static string Method(int operand) => "Backward" + Letter(operand).ToUpperInvariant();

    private static string Text(NodeContext node, Expr formula) => Notation.Of(formula, variable => Notation.Of(node.InputAt(Number(variable)).Name));

    private LaneKernel KernelOf(NodeContext node)
    {
        List<LaneMethod> methods =
        [
            new("Forward", $"y = {Notation.Of(Value, static v => Letter(Number(v)))}", [.. Inputs(node).Select(static i => new LaneBuffer(Letter(i), 1)), new("y", 1)],
                [.. Sharing.Name(Value, "y", [.. Inputs(node).Select(static i => (Variable(i).Name, Letter(i)))])]),
        ];
        foreach (var i in Inputs(node))
        {
            var partial = Partial(i);
            Expr dy = new Feature("dy", 0);
            List<int> read = [.. Read(node, partial)];
            methods.Add(new(Method(i), $"d{Letter(i)} = dy · ({Notation.Of(partial, static v => Letter(Number(v)))})",
                [new("dy", 1), .. read.Select(static o => new LaneBuffer(Letter(o), 1)), new("d" + Letter(i), 1)],
                [.. Sharing.Name(partial is Constant { Value: 1 } ? dy : dy * partial, "d" + Letter(i), [.. read.Select(static o => (Variable(o).Name, Letter(o)))])]));
        }
        return new LaneKernel(Kernel, methods.ToEquatableArray());
    }
}
