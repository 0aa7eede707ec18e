using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>A merge of values element by element. Values of other shapes than the result are repeated first: see <see cref="Expand"/>.</summary>
internal abstract record ElementwiseMerge : MergeOperator
{
    /// <summary>The sign between the operands in formulas.</summary>
    public abstract string Sign { get; }

    /// <summary>What one element of the output is.</summary>
    public abstract Expr Combine(Expr a, Expr b);

    public override string Symbol => "m";

    public override TensorShape? Infer(ShapeContext context)
    {
        var common = Expand.Common([.. context.Inputs.Select(static i => i.Value.Shape)]);
        foreach (var other in context.Inputs.Skip(1).Where(i => common is null && Expand.Common([context.Input, i.Value.Shape]) is null).Take(1))
        {
            var layer = LayerTo(context, other.Value.Shape);
            context.ReportWith(
                Projection(context, other, layer), Rules.ShapesDiffer, context.PlaceOf(null), Name, context.Source, context.Input, other.Source, other.Value.Shape,
                Advice(context.Input, other, layer));
            return null;
        }
        return common;
    }

    public override int? StepAxis(TensorShape x, TensorShape y, int axis) => axis;

    public override long Flops(NodeContext node) => (long)(node.InputCount - 1) * node.Output.Size;

    public override Equation Forward(NodeContext node) => node.Is(string.Join($" {Sign} ", Inputs(node).Select(node.x)));

    /// <summary>The operator of ONNX for two values.</summary>
    protected abstract string OnnxOperator { get; }

    public override string Onnx(OnnxContext node) => Inputs(node.Layer).Skip(1).Aggregate(node.x(), (sum, i) => node.Add(OnnxOperator, sum, node.x(i)));

    public override int? Tangent(TangentContext node) => node.Chain(
        node.InputCount == 2 ? Name : FormattableString.Invariant($"{Name}{node.InputCount}"),
        Enumerable.Range(1, node.InputCount - 1).Aggregate((Expr)Map.Variable(0), (sum, i) => Combine(sum, Map.Variable(i))));

    protected static IEnumerable<int> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount);

    private static string Advice(TensorShape shape, NamedValue other, string? layer) =>
        shape.Size == other.Value.Shape.Size ? "Reshape one of them, or Transpose it"
        : layer is not null ? $"bring one to the other's shape, as by {layer} after {other.Source}"
        : shape.Rank >= 3 && shape.Rank == other.Value.Shape.Rank ? "choose strides and paddings that give both the same sizes after the channels"
        : "bring both to one shape";

    /// <summary>
    /// The layer that brings a value to the shape of the current one; null where there is no such layer. After a convolution the first axis has the channels, else the last one has the features.
    /// </summary>
    private static string? LayerTo(ShapeContext context, TensorShape from)
    {
        var to = context.Input;
        if (to.Rank != from.Rank || to.Rank == 0)
            return null;
        var isImage = to.Rank >= 3 || (to.Rank == 2 && context.Before().FirstOrDefault(static node => node.Operator is Convolution or Dense) is { Operator: Convolution });
        if (!isImage)
            return to.Sizes.Take(to.Rank - 1).SequenceEqual(from.Sizes.Take(to.Rank - 1)) ? FormattableString.Invariant($"Dense({to.Last})") : null;
        var stride = from.Sizes[1] > to.Sizes[1] && from.Sizes[1] % to.Sizes[1] == 0 ? from.Sizes[1] / to.Sizes[1] : 1;
        if (to.Rank > 4 || Enumerable.Range(1, to.Rank - 1).Any(axis => (from.Sizes[axis] - 1) / stride + 1 != to.Sizes[axis]))
            return null;
        return FormattableString.Invariant($"Conv{to.Rank - 1}D({to.Sizes[0]}, Kernel = 1{(stride == 1 ? "" : FormattableString.Invariant($", Stride = {stride}"))})");
    }

    /// <summary>
    /// The other value goes through a projection, and is merged then with what was current: <c>As("main"), From("in"), Conv2D(…), Add("main")</c>.
    /// </summary>
    private EquatableArray<Remedy> Projection(ShapeContext context, NamedValue other, string? layer)
    {
        if (layer is null || Name == "Subtract" || context.Inputs.Count != 2)
            return [];
        var (attribute, name) = (context.PlaceOf(null).Attribute, context.FreeName("main"));
        var written = context.Word!.Others[0];
        return
        [
            new Remedy($"Insert {layer} after {other.Source}",
            [
                .. new[] { $"As(\"{name}\")", $"From(\"{written}\")", layer }.Select(text => new Edit(EditKind.Insert, SourcePlace.Of(attribute), text)),
                new Edit(EditKind.Set, context.PlaceOf(context.Word!.Facts.Others, 0), $"\"{name}\""),
            ]),
        ];
    }
}
