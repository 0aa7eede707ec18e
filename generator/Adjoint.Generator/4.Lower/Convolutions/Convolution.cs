using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>A convolution, of its input or of that padded with its own values.</summary>
/// <param name="layer">The operator.</param>
internal sealed class ConvolutionLowering(Convolution layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var x = layer.Source(node);
        if (x != node.Input)
            calls.Add(PadOf(node, "Forward", [node.X, Operand.Value(x.Id).Written], [new Equation(Notation.Of(x.Name), $"{node.x()}, padded with its own values")]));
        calls.Add(new KernelCall(
            KernelOf(node), "Forward", [Operand.Value(x.Id), .. Enumerable.Range(0, node.ParameterCount).Select(node.Tensor), node.Y], 1, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var (x, kernel) = (layer.Source(node), KernelOf(node));
        if (node.NeedsInputGradient)
        {
            var dx = Notation.Gradient(x.Name);
            calls.Blocks.Add(new KernelCall(
                kernel, "InputGradient", [node.Dy, node.Tensor(0), Operand.Gradient(x.Id).Written], 1,
                [x == node.Input ? node.OfInput(0) : new Equation(dx, $"{node.W}ᵀ ∗ {node.dy}") { Term = 1, Of = node.OfOutput }]));
            if (x != node.Input)
                calls.Blocks.Add(PadOf(node, "Backward", [Operand.Gradient(x.Id), node.Dx], [new Equation(Notation.Gradient(node.Input.Name), $"Σ {dx} over the places of each value")]));
        }
        if (node.Trains(0))
            calls.Parameters.Add(new KernelCall(kernel, "WeightGradient", [Operand.Value(x.Id), node.Dy, node.DTensor(0)], 1, [node.OfParameter(0)]));
        if (node.Trains(1))
            calls.Parameters.Add(new KernelCall(kernel, "BiasGradient", [node.Dy, node.DTensor(1)], 1, [node.OfParameter(1)]));
    }

    private ConvKernel KernelOf(NodeContext node) => new(
        node.Input.Shape.Sizes[0], node.Output.Shape.Sizes[0], layer.Options.Groups, ConvGeometry.Axes(layer.Options, node.Input.Shape), node.HasParameter(1));

    /// <summary>The input padded with its own values, by the run-time library.</summary>
    private KernelCall PadOf(NodeContext node, string method, EquatableArray<Operand> operands, EquatableArray<Equation> equations)
    {
        var axes = ConvGeometry.Padding(layer.Options, node.Input.Shape);
        var images = Enumerable.Repeat("new(1, 0, 0)", 3 - axes.Count).Concat(axes.Select(static a => $"new({a.Size}, {a.Before}, {a.After})"));
        return new(new LibraryKernel("ImagePadding", HasRowMethods: true), method, operands, 1, equations)
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Number(node.Input.Shape.Sizes[0]), .. images.Select(static i => new CallArgument.Text(i)),
                new CallArgument.Text($"PaddingMode.{Convolution.Modes[layer.Options.PaddingMode]}"), new CallArgument.Units(),
            ],
        };
    }
}
