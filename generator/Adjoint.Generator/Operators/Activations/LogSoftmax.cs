using Adjoint.Generator.Declare;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The logarithm of softmax along one axis, the last by default: <c>yᵢ = xᵢ − m − ln Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ.
/// <para>Gradient. ∂yᵢ/∂xₖ = δᵢₖ − exp(yₖ), so (1) dxₖ = dyₖ − exp(yₖ) Σᵢ dyᵢ. Backward reads the output.</para>
/// </summary>
internal sealed record LogSoftmax(AxisOptions Options) : RowOperator(Options)
{
    public override string Name => "LogSoftmax";

    public override double UpperBound => 0;

    public override string Formula(string x) => $"{x} − ln Σ exp({x})";

    public override string Derivative(string y, string dy) => $"{dy} − exp({y}) Σ {dy}";

    // ẏ = ẋ − Σ exp(y) ẋ
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var (a, b) = (Operators.Map.Variable(0), Operators.Map.Variable(1));
        var total = node.Add(new AxisTotal(Options.Axis), [node.Map("ExpProduct", Exp(a) * b, node.Output, tangent)]);
        return node.Map("Difference", a - b, tangent, total);
    }
}
