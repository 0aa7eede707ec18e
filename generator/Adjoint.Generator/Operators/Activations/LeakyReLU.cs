using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Scalars.Functions;

namespace Adjoint.Generator.Operators;

/// <summary>
/// <c>y = x</c> for x &gt; 0, else <c>a x</c>.
/// <para>Gradient: (1) dx = dy for x &gt; 0, else a dy; at the kink x = 0 the slope a is taken, as PyTorch does. Backward reads the input, for a may be negative.</para>
/// <para>Source: Maas, Hannun and Ng (2013).</para>
/// </summary>
internal sealed record LeakyReLU(LeakyReLUOptions Options) : Elementwise
{
    public override string Name => "LeakyReLU";

    protected override int FlopsPerElement => 2;

    public override TensorShape? Infer(ShapeContext context)
    {
        var slope = Options.Slope;
        if (!double.IsNaN(slope) && !double.IsInfinity(slope))
            return context.Input;
        context.Report(Rules.ValueOutOfRange, "slope", "LeakyReLU's slope", "finite", slope);
        return null;
    }

    public override Expr Value(Expr x) => IfGreater(x, 0, x, Options.Slope * x);

    public override Expr Derivative(Expr x, Expr y) => IfGreater(x, 0, 1, Options.Slope);

    public override string Onnx(OnnxContext node) => node.Add("LeakyRelu", [node.x()], new OnnxAttribute("alpha", Options.Slope));

    public override string Variant => InName(Options.Slope);
}
