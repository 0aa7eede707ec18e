using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>An activation along one axis, the last by default, in which every output depends on every input. Backward reads the output.</summary>
/// <param name="Options">The axis.</param>
internal abstract record RowOperator(AxisOptions Options) : Operator
{
    /// <summary>What the output is, in terms of the input's name.</summary>
    public abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the names of the output and of its gradient.</summary>
    public abstract string Derivative(string y, string dy);

    public override TensorShape? Infer(ShapeContext context) => Axes.Read(context, "Axis", Options.Axis) is null ? null : context.Input;

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => Axes.Normalised(Options.Axis, x.Rank) == axis ? null : axis;

    public override long Flops(NodeContext node) => 15L * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(Formula(node.x()));

    public override string Onnx(OnnxContext node) => node.Add(Name, [node.x()], new OnnxAttribute("axis", 1L + Axes.Normalised(Options.Axis, node.In().Rank)));

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Derivative(node.y, node.dy))] : [];
}
