using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>An activation over the last axis, in which every output depends on every input. Backward reads the output.</summary>
internal abstract class RowOperator : Operator
{
    /// <summary>What the output is, in terms of the input's name.</summary>
    protected abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the names of the output and of its gradient.</summary>
    protected abstract string Derivative(string y, string dy);

    /// <summary>Computes <c>y</c> from <c>x</c> and <c>dx</c> from <c>dy</c> and <c>y</c>, each of <paramref name="classes"/> features.</summary>
    protected abstract LaneKernel KernelOf(int classes);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 15L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, "Forward", [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var derivative = Derivative(Notation.Of(node.Output.Name), Notation.Gradient(node.Output.Name));
        calls.Blocks.Add(CallOf(
            node, "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], $"{Notation.Gradient(node.Input.Name)} = {derivative}"));
    }

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, string formula)
    {
        var classes = node.Output.Shape.Last;
        return new KernelCall(KernelOf(classes), method, operands, node.Output.Size / classes, formula, InPlace: true);
    }
}
