using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// Softmax along one axis, the last by default: <c>yᵢ = exp(xᵢ − m) / Σⱼ exp(xⱼ − m)</c>, m = maxⱼ xⱼ, which changes nothing but keeps exp from overflowing.
/// <para>
/// Gradient. ∂yᵢ/∂xₖ = yᵢ (δᵢₖ − yₖ), so (1) dxₖ = Σᵢ dyᵢ yᵢ (δᵢₖ − yₖ) = yₖ (dyₖ − ⟨dy, y⟩). Backward reads the output.
/// </para>
/// <para>Source: Bridle (1990).</para>
/// </summary>
internal sealed record Softmax(AxisOptions Options) : RowOperator(Options)
{
    public override string Name => "Softmax";

    public override double LowerBound => 0;

    public override double UpperBound => 1;

    public override string Symbol => "p";

    public override string Formula(string x) => $"exp({x}) / Σ exp({x})";

    public override string Derivative(string y, string dy) => $"{y} ⊙ ({dy} − ⟨{dy}, {y}⟩)";

    // ẏ = y ⊙ (ẋ − ⟨y, ẋ⟩)
    public override int? Tangent(TangentContext node)
    {
        if (node.TangentOf(0) is not { } tangent)
            return null;
        var (y, dx, mean) = (Operators.Map.Variable(0), Operators.Map.Variable(1), Operators.Map.Variable(2));
        var total = node.Add(new AxisTotal(Options.Axis), [node.Map("Product", y * dx, node.Output, tangent)]);
        return node.Map("SoftmaxTangent", y * (dx - mean), node.Output, tangent, total);
    }
}
