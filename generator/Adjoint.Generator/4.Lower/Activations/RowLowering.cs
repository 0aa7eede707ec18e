using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>An activation along one axis; backward reads the output.</summary>
/// <param name="layer">The operator.</param>
internal abstract class RowLowering(RowOperator layer) : Lowering
{
    /// <summary>The methods of the kernel, which compute <c>y</c> from <c>x</c> and <c>dx</c> from <c>dy</c> and <c>y</c>.</summary>
    protected abstract EquatableArray<LaneMethod> Methods(ClassAxis axis);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(CallOf(node, "Forward", [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (node.NeedsInputGradient)
            calls.Blocks.Add(CallOf(node, "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], node.OfInput(0)));
    }

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation)
    {
        var axis = ClassAxis.Of(layer.Options.Axis, node.Output.Shape);
        var kernel = new LaneKernel(layer.Name + axis.Classes + (axis.Inner == 1 ? "" : $"x{axis.Inner}"), $"{layer.Name} of {axis.Classes} numbers{(axis.Inner == 1 ? "" : $" in each of {axis.Inner} places")}", Methods(axis));
        return new KernelCall(kernel, method, operands, node.Output.Size / axis.Features, [equation], InPlace: true);
    }
}
