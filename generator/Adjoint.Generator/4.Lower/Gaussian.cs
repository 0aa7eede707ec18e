using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Lower;

/// <summary>Normal numbers: the library draws ε into a buffer, which backward reads.</summary>
internal sealed class GaussianLowering : Lowering
{
    private static readonly LibraryKernel Library = new("GaussianNoise");

    private static readonly Expr Mean = new Feature("m", 0), Half = 0.5 * new Feature("l", 0), Epsilon = new Feature("e", 0);

    private static readonly LaneKernel Kernel = new("Gaussian", "A normal number from its mean, the logarithm of its variance, and a standard one",
    [
        new LaneMethod("Forward", "z = m + exp(l/2) e", [new("m", 1), new("l", 1), new("e", 1), new("z", 1)], [new Store("z", 0, MultiplyAdd(Exp(Half), Epsilon, Mean))]),
        new LaneMethod("Backward", "dl = ½ exp(l/2) e dz", [new("dz", 1), new("l", 1), new("e", 1), new("dl", 1)], [new Store("dl", 0, 0.5 * Exp(Half) * Epsilon * new Feature("dz", 0))]),
    ]);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var size = node.Output.Size;
        calls.Add(new KernelCall(Library, "Fill", [Noise(node).Written], size, [Equation.Remark($"ε of {node.y}")])
        {
            Arguments = [new CallArgument.Address(0), new CallArgument.Units(LaneBlock.Rows), new CallArgument.MaskKey(node.Name), new CallArgument.FirstNumber(size * LaneBlock.Rows)],
        });
        calls.Add(new KernelCall(Kernel, "Forward", [node.X, node.XAt(1), Noise(node), node.Y], size, [node.OfOutput], InPlace: true));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var size = node.Output.Size;
        if (node.NeedsGradient(1))
            calls.Blocks.Add(new KernelCall(Kernel, "Backward", [node.Dy, node.XAt(1), Noise(node), node.DxAt(1)], size, [node.OfInput(1)], InPlace: true));
        if (node.NeedsGradient(0))
            calls.Blocks.Add(GradientSum.Copy(node.Dy, node.DxAt(0), size, node.OfInput(0)));
    }

    private static Operand Noise(NodeContext node) => Operand.Of(new($"{node.Output.Name}Noise", $"standard normal numbers [{node.Output.Shape}]", node.Output.Size), node.Output.Id);
}
