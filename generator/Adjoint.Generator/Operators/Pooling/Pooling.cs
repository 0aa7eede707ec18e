using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Operators;

/// <summary>Pooling with windows over the last one or two axes; the first axis is the channels, each of which is pooled by itself.</summary>
/// <param name="Dimensions">1 for [channels, length], 2 for [channels, height, width].</param>
/// <param name="Options">The windows.</param>
internal abstract record Pooling(int Dimensions, PoolOptions Options) : Operator
{
    public override string Symbol => "p";

    /// <summary>Forward and backward for the windows of one channel.</summary>
    protected abstract LaneKernel KernelOf(NodeContext node, Windows windows);

    /// <summary>What the output is, in terms of the input's name.</summary>
    protected abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the name of the output's gradient.</summary>
    protected abstract string Derivative(string dy);

    /// <summary>Whether backward reads input and output.</summary>
    protected abstract bool BackwardReadsValues { get; }

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!Axes.RequireImage(context, Name, Dimensions))
            return null;
        var windows = new int[Dimensions];
        for (var i = 0; i < Dimensions; i++)
        {
            if (!PoolArguments.AreRight(context, Options, Dimensions, i))
                return null;
            windows[i] = PoolArguments.Read(Options, i, context.Input).Windows;
        }
        return new([context.Input.Sizes[0], .. windows]);
    }

    public override long Flops(NodeContext node) =>
        Enumerable.Range(0, Dimensions).Aggregate((long)node.Output.Size, (flops, i) => flops * PoolArguments.Read(Options, i, node.Input.Shape).Kernel);

    /// <summary>A call of the layer's kernel.</summary>
    public KernelCall Call(NodeContext node, string method, EquatableArray<Operand> operands, string formula) => new(KernelOf(node), method, operands, Channels(node), formula);

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(Call(node, "Forward", [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        EquatableArray<Operand> operands = BackwardReadsValues ? [node.Dy, node.X, Operand.Value(node.Output.Id), node.Dx] : [node.Dy, node.Dx];
        calls.Blocks.Add(Call(node, "Backward", operands, $"{Notation.Gradient(node.Input.Name)} = {Derivative(Notation.Gradient(node.Output.Name))}"));
    }

    private LaneKernel KernelOf(NodeContext node)
    {
        var columns = PoolArguments.Read(Options, Dimensions - 1, node.Input.Shape);
        return KernelOf(node, new Windows(Dimensions == 1 ? WindowAxis.Trivial(1) : PoolArguments.Read(Options, 0, node.Input.Shape), columns));
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
