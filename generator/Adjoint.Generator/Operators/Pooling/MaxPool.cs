using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Max pooling: <c>y_o = maxₖ x_i(o,k)</c> over the positions i(o,k) of window o that lie in the input; padding counts as −∞.
/// <para>
/// Gradient. y_o is the x at its first maximum k*(o), so ∂y_o/∂xᵢ = [i = i(o,k*(o))] and (1) dxᵢ = Σ_o [i = i(o,k*(o))] dy_o. Backward reads input and
/// output and searches each window again for the first x that y does not exceed: that takes two instructions a position, and no index has to be kept.
/// Where windows share no position each dx is written once; else they are set to 0 first and added to.
/// </para>
/// <para>Tangent: ẏ_o = ẋ_i(o,k*(o)), the change of the number that is the largest.</para>
/// <para>NaN: a window with one has the maximum NaN, and hands dy to its first position. Cost: one comparison a position.</para>
/// <para>Semantics: PyTorch's MaxPool1d and MaxPool2d, of which the first maximum wins and ceil mode drops windows that start in the right padding.</para>
/// </summary>
internal abstract record MaxPool(int Dimensions, PoolOptions Options) : Pooling(Dimensions, Options)
{
    public override string Formula(string x) => $"max {x} over the windows";

    public override string Onnx(OnnxContext node) => node.Add("MaxPool", [node.x()], [.. OnnxAttributes(node.In())]);

    /// <summary>The windows. What one reaches over the end of is padding, which counts as −∞.</summary>
    public IEnumerable<OnnxAttribute> OnnxAttributes(TensorShape input)
    {
        var axes = WindowsOf(input);
        return [.. OnnxPadding.Windows(axes), new("dilations", axes.Select(static a => a.Dilation)), OnnxPadding.Reaching(axes)];
    }

    public override string Derivative(string dy) => $"{dy} at each window's first maximum, else 0";

    public override int? Tangent(TangentContext node) => node.Maximum();
}

/// <summary>Max pooling of [channels, length].</summary>
internal sealed record MaxPool1D(PoolOptions Options) : MaxPool(1, Options)
{
    public override string Name => "MaxPool1D";
}

/// <summary>Max pooling of [channels, height, width].</summary>
internal sealed record MaxPool2D(PoolOptions Options) : MaxPool(2, Options)
{
    public override string Name => "MaxPool2D";
}
