using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Average pooling: <c>y_o = 1/n_o Σₖ x_i(o,k)</c> over the positions i(o,k) of window o that lie in the input. n_o counts the positions in the padded
/// input, or with <c>CountIncludePad = false</c> those in the input; a window that ceil mode lets reach further is counted up to the padding's end.
/// <para>Gradient. ∂y_o/∂xᵢ = 1/n_o for each i of window o, so (1) dxᵢ = Σ_{o: i in o} dy_o / n_o. Backward reads nothing. Cost: one addition a position.</para>
/// <para>Semantics: PyTorch's AvgPool1d and AvgPool2d.</para>
/// </summary>
internal abstract record AveragePool(int Dimensions, PoolOptions Options) : Pooling(Dimensions, Options)
{
    public override bool IsLinear => true;

    public override string Formula(string x) => $"mean {x} over the windows";

    public override string Onnx(OnnxContext node)
    {
        var axes = WindowsOf(node.In());
        // Positions in the padding that count are zeros of the input's; what is behind them does not count.
        var counts = Options.CountIncludePad && axes.Any(static a => a.Padding > 0);
        var x = counts ? OnnxPadding.Add(node, node.x(), [new(0, 0, 0), .. axes.Select(static a => new PadAxis(a.Size, a.Padding, a.Padding))], Pad.Constant, 0) : node.x();
        var pads = counts ? OnnxPadding.Reaching([.. axes.Select(static a => a with { Size = a.Size + 2 * a.Padding, Padding = 0, CeilMode = false })], axes) : OnnxPadding.Reaching(axes);
        return node.Add("AveragePool", [x], [.. OnnxPadding.Windows(axes), pads]);
    }

    public override string Derivative(string dy) => $"Σ {dy} / n over the windows of each position";
}

/// <summary>Average pooling of [channels, length].</summary>
internal sealed record AveragePool1D(PoolOptions Options) : AveragePool(1, Options)
{
    public override string Name => "AveragePool1D";
}

/// <summary>Average pooling of [channels, height, width].</summary>
internal sealed record AveragePool2D(PoolOptions Options) : AveragePool(2, Options)
{
    public override string Name => "AveragePool2D";
}
