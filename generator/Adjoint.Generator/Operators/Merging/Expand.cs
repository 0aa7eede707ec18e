namespace Adjoint.Generator.Operators;

/// <summary>
/// A value repeated along axes, so that it has another's shape: trailing axes are matched, and a size of 1, or an axis that is not there, is repeated (numpy's rule of
/// broadcasting). The compiler writes it before a merge whose values have different shapes.
/// <para>Gradient: each number is read several times, so (1) dx is the sum of dy over the axes that it was repeated along. Backward reads nothing.</para>
/// </summary>
/// <param name="Shape">The shape that it is given.</param>
internal sealed record Expand(TensorShape Shape) : Operator
{
    public override string Name => "Expand";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => Shape;

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => x.Sizes[axis] == y.Sizes[axis + y.Rank - x.Rank] ? axis + y.Rank - x.Rank : null;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} repeated to {Shape}");

    public override string Onnx(OnnxContext node)
    {
        var ones = Enumerable.Repeat(1, Shape.Rank - node.In().Rank).ToArray();
        var x = ones.Length == 0 ? node.x() : node.Reshape(node.x(), [.. ones, .. node.In().Sizes]);
        return node.Add("Expand", x, node.Integers([1, .. Shape.Sizes]));
    }

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"Σ {node.dy} over what was repeated")] : [];

    /// <summary>Where the numbers come from: an axis that is repeated has stride 0 in the input.</summary>
    public StridedCopy CopyOf(TensorShape input)
    {
        var strides = StridedCopy.Strides(input);
        var before = Shape.Rank - input.Rank;
        return StridedCopy.Of(Shape.Sizes.ToList(), [.. Enumerable.Range(0, Shape.Rank).Select(axis => axis < before || input.Sizes[axis - before] == 1 ? 0 : strides[axis - before])]);
    }

    /// <summary>The shape that values of several shapes are brought to; null where some axis has two sizes above 1.</summary>
    public static TensorShape? Common(IReadOnlyList<TensorShape> shapes)
    {
        var sizes = new int[shapes.Max(static shape => shape.Rank)];
        for (var axis = 1; axis <= sizes.Length; axis++)
        {
            var found = shapes.Where(shape => shape.Rank >= axis).Select(shape => shape.Sizes[shape.Rank - axis]).Where(static size => size != 1).Distinct().ToList();
            if (found.Count > 1)
                return null;
            sizes[sizes.Length - axis] = found.Count == 0 ? 1 : found[0];
        }
        return new([.. sizes]);
    }
}
