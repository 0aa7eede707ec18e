using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lower;

/// <summary>An activation: the formula and its derivative, each a pass over the numbers.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ElementwiseLowering(Elementwise layer) : Lowering
{
    // The locals of the generated code that hold one vector of x and of y.
    private static readonly Variable X = new("xv");
    private static readonly Variable Y = new("yv");

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(new KernelCall(Kernel(), "Forward", [node.X, node.Y], node.Input.Size, [node.OfOutput], InPlace: true));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var derivative = layer.Derivative(X, Y);
        List<Operand> operands = [node.Dy];
        if (derivative.Reads(X))
            operands.Add(node.X);
        if (derivative.Reads(Y))
            operands.Add(Operand.Value(node.Output.Id));
        operands.Add(node.Dx);
        calls.Blocks.Add(new KernelCall(Kernel(), "Backward", operands.ToEquatableArray(), node.Input.Size, [node.OfInput(0)], InPlace: true));
    }

    private LaneKernel Kernel()
    {
        var derivative = layer.Derivative(X, Y);
        List<LaneBuffer> buffers = [new("dy", 1)];
        if (derivative.Reads(X))
            buffers.Add(new("x", 1));
        if (derivative.Reads(Y))
            buffers.Add(new("y", 1));
        buffers.Add(new("dx", 1));
        return new LaneKernel(layer.Name + layer.Variant, $"{layer.Name}, number by number",
        [
            new LaneMethod("Forward", $"y = {layer.Formula("x")}", [new("x", 1), new("y", 1)], [.. Sharing.Name(layer.Value(X), "y", (X.Name, "x"))]),
            new LaneMethod("Backward", $"dx = dy · {layer.Name}′(x)", buffers.ToEquatableArray(),
                [.. Sharing.Name(new Feature("dy", 0) * derivative, "dx", (X.Name, "x"), (Y.Name, "y"))]),
        ]);
    }
}
