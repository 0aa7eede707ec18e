using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Average pooling of [channels, height, width] to a given height and width: along an axis of n positions and o bins, bin i is the mean of the positions
/// from <c>⌊i n / o⌋</c> to <c>⌈(i + 1) n / o⌉ − 1</c>. Bins overlap by a position where o does not divide n.
/// <para>Gradient: (1) dxᵢ = Σ_{o: i in o} dy_o / n_o, n_o the size of bin o. Backward reads nothing.</para>
/// <para>Semantics: PyTorch's AdaptiveAvgPool2d.</para>
/// </summary>
internal sealed record AdaptiveAveragePool2D(AdaptivePoolOptions Options) : Operator
{
    public override string Name => "AdaptiveAveragePool2D";

    public override bool IsLinear => true;

    public override string Symbol => "p";

    public override TensorShape? Infer(ShapeContext context)
    {
        if (!Axes.RequireImage(context, Name, 2))
            return null;
        var bins = Options.Size;
        if (bins.Count is not (1 or 2))
        {
            context.Report(Rules.ValueOutOfRange, "size", $"The number of sizes of '{context.NodeName}'", "1 or 2, for height and width", bins.Count);
            return null;
        }
        for (var i = 0; i < bins.Count; i++)
        {
            if (bins[i] >= 1)
                continue;
            context.ReportElement(Rules.ValueOutOfRange, "size", i, $"A size of '{context.NodeName}'", "at least 1", bins[i]);
            return null;
        }
        return new([context.Input.Sizes[0], bins[0], bins[bins.Count - 1]]);
    }

    public override long Flops(NodeContext node) => Math.Max(node.Input.Size, node.Output.Size);

    public override Equation Forward(NodeContext node) => node.Is($"mean {node.x()} over the bins");

    public override string Onnx(OnnxContext node)
    {
        var (from, to) = (node.In().Sizes, node.Out.Sizes);
        if (Enumerable.Range(1, 2).All(i => from[i] % to[i] == 0))
            return node.Add("AveragePool", [node.x()], new OnnxAttribute("kernel_shape", [from[1] / to[1], from[2] / to[2]]), new OnnxAttribute("strides", [from[1] / to[1], from[2] / to[2]]));
        // Bins of several sizes: the mean of each by itself.
        string Bins(string x, int axis) => node.Concat(axis + 1, [.. Enumerable.Range(0, to[axis]).Select(bin => node.Add(
            "ReduceMean", [node.Slice(x, axis + 1, bin * from[axis] / to[axis], ((bin + 1) * from[axis] + to[axis] - 1) / to[axis])], new OnnxAttribute("axes", [axis + 1])))]);
        return Bins(Bins(node.x(), 1), 2);
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} / n over the bins of each position")] : [];
}
