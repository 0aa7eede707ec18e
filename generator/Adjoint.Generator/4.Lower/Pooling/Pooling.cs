using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Pooling with windows: each channel is a unit.</summary>
/// <param name="layer">The operator.</param>
internal abstract class PoolingLowering(Pooling layer) : Lowering
{
    /// <summary>Whether backward reads input and output.</summary>
    protected abstract bool BackwardReadsValues { get; }

    /// <summary>Forward and backward for the windows of one channel.</summary>
    protected abstract LaneKernel KernelOf(NodeContext node, Windows windows);

    /// <summary>A call of the layer's kernel.</summary>
    public KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, Equation equation) =>
        new(KernelOf(node), method, operands, Channels(node), [equation]);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) => calls.Add(Call(node, "Forward", [node.X, node.Y], node.OfOutput));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        EquatableArray<Operand> operands = BackwardReadsValues ? [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx] : [node.Dy, node.Dx];
        calls.Blocks.Add(Call(node, "Backward", operands, node.OfInput(0)));
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var columns = PoolArguments.Read(layer.Options, layer.Dimensions - 1, node.Input.Shape);
        return KernelOf(node, new Windows(layer.Dimensions == 1 ? WindowAxis.Trivial(1) : PoolArguments.Read(layer.Options, 0, node.Input.Shape), columns));
    }

    private static int Channels(NodeContext node) => node.Input.Shape.Sizes[0];

    /// <summary>What tells kernels on other sizes apart.</summary>
    protected static string Sizes(Windows windows)
    {
        WindowAxis[] axes = windows.Rows == PoolAxis.Trivial(1)
            ? [(WindowAxis)windows.Columns]
            : [(WindowAxis)windows.Rows, (WindowAxis)windows.Columns];
        string Of(string word, Func<WindowAxis, int> value, Func<WindowAxis, int> usual)
        {
            var values = axes.Select(value).ToList();
            return values.SequenceEqual(axes.Select(usual)) ? "" : word + (values.Distinct().Count() == 1 ? $"{values[0]}" : string.Join("x", values));
        }
        return string.Join("x", axes.Select(static a => a.Size)) + Of("Kernel", static a => a.Kernel, static _ => 0)
            + Of("Stride", static a => a.Stride, static a => a.Kernel) + Of("Padding", static a => a.Padding, static _ => 0)
            + Of("Dilation", static a => a.Dilation, static _ => 1) + (axes[0].CeilMode ? "Ceil" : "");
    }
}
