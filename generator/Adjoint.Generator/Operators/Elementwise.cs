using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Operators;

/// <summary>
/// An activation: <c>y = f(x)</c> for each element, so that <c>dx = f′ · dy</c>. A file of this kind is a formula and its derivative; backward reads
/// what the derivative's formula mentions: the input, the output, or nothing.
/// </summary>
internal abstract record Elementwise : Operator
{
    // The locals of the generated code that hold one vector of x and of y.
    private static readonly Variable X = new("xv");
    private static readonly Variable Y = new("yv");

    /// <summary>f(x).</summary>
    protected abstract Expr Value(Expr x);

    /// <summary>f′(x), from x or from y = f(x), whichever is cheaper.</summary>
    protected abstract Expr Derivative(Expr x, Expr y);

    /// <summary>f as the lectures write it, of the value named.</summary>
    protected virtual string Formula(string x) => $"{Name}({x})";

    /// <summary>What sets kernels of this operator with other arguments apart.</summary>
    protected virtual string Variant => "";

    /// <summary>Operations for one element, with one for each step of a polynomial or a division.</summary>
    protected virtual int FlopsPerElement => 1;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => (long)FlopsPerElement * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(new KernelCall(
        KernelOf(), "Forward", [node.X, node.Y], node.Input.Size, $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}", InPlace: true));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var derivative = Derivative(X, Y);
        List<Operand> operands = [node.Dy];
        if (derivative.Reads(X.Name))
            operands.Add(node.X);
        if (derivative.Reads(Y.Name))
            operands.Add(Operand.Value(node.Output.Id));
        operands.Add(node.Dx);
        var (dx, dy) = (Notation.Gradient(node.Input.Name), Notation.Gradient(node.Output.Name));
        calls.Blocks.Add(new KernelCall(
            KernelOf(), "Backward", operands.ToEquatableArray(), node.Input.Size, $"{dx} = {dy} ⊙ {Name}′({Notation.Of(node.Input.Name)})", InPlace: true));
    }

    // ẏ = f′(x) ẋ
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var derivative = Derivative(Operators.Formula.Variable(0), Operators.Formula.Variable(1));
        return node.Formula($"{Name}{Variant}Tangent", derivative * Operators.Formula.Variable(2), node.Input(0), node.Output, tangent);
    }

    private LaneKernel KernelOf()
    {
        var derivative = Derivative(X, Y);
        List<LaneBuffer> buffers = [new("dy", 1)];
        if (derivative.Reads(X.Name))
            buffers.Add(new("x", 1));
        if (derivative.Reads(Y.Name))
            buffers.Add(new("y", 1));
        buffers.Add(new("dx", 1));
        return new LaneKernel(Name + Variant,
        [
            new LaneMethod("Forward", $"y = {Formula("x")}", [new("x", 1), new("y", 1)], [.. Sharing.Name(Value(X), "y", (X.Name, "x"))]),
            new LaneMethod("Backward", $"dx = dy · {Name}′(x)", buffers.ToEquatableArray(),
                [.. Sharing.Name(new Feature("dy", 0) * derivative, "dx", (X.Name, "x"), (Y.Name, "y"))]),
        ]);
    }

    /// <summary>A number in the name of a class: 0.01 is 0p01.</summary>
    internal static string InName(double value) =>
        FormattableString.Invariant($"{(float)value}").Replace('.', 'p').Replace("-", "Minus").Replace("+", "");
}
