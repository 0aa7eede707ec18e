using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tangents;

namespace Adjoint.Generator.Operators;

/// <summary>A merge of values of one shape, element by element.</summary>
internal abstract class ElementwiseMerge : MergeOperator
{
    /// <summary>The sign between the operands in formulas.</summary>
    protected abstract string Sign { get; }

    /// <summary>What one element of the output is.</summary>
    protected abstract Expr Combine(Expr a, Expr b);

    public override string Symbol => "m";

    public override TensorShape? Infer(ShapeContext context)
    {
        foreach (var other in context.Inputs.Skip(1).Where(i => i.Value.Shape != context.Input).Take(1))
        {
            context.Report(Rules.ShapesDiffer, null, Name, context.Source, context.Input, other.Source, other.Value.Shape, Advice(context.Input, other));
            return null;
        }
        return context.Input;
    }

    public override long Flops(NodeContext node) => (long)(node.InputCount - 1) * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        // One pass over the operands, however many: y = a + b + c.
        var formula = $"{Notation.Of(node.Output.Name)} = {string.Join($" {Sign} ", Inputs(node).Select(i => Notation.Of(node.InputAt(i).Name)))}";
        calls.Add(new KernelCall(KernelOf(node.InputCount), "Forward", [.. Inputs(node).Select(node.XAt), node.Y], node.Output.Size, formula, InPlace: true));
    }

    public override bool HasTangent => true;

    public override int? Tangent(TangentContext node) => node.Chain(
        node.InputCount == 2 ? Name : FormattableString.Invariant($"{Name}{node.InputCount}"),
        Enumerable.Range(1, node.InputCount - 1).Aggregate((Expr)Formula.Variable(0), (sum, i) => Combine(sum, Formula.Variable(i))));

    protected static IEnumerable<int> Inputs(NodeContext node) => Enumerable.Range(0, node.InputCount);

    private LaneKernel KernelOf(int operands)
    {
        var names = Enumerable.Range(0, operands).Select(static i => $"{(char)('a' + i)}").ToList();
        var value = names.Skip(1).Aggregate((Expr)new Feature(names[0], 0), (sum, name) => Combine(sum, new Feature(name, 0)));
        return new LaneKernel(Name + (operands == 2 ? "" : $"{operands}"),
        [
            new LaneMethod("Forward", $"y = {string.Join($" {Sign} ", names)}", [.. names.Select(static n => new LaneBuffer(n, 1)), new("y", 1)], [new Store("y", 0, value)]),
        ]);
    }

    private static string Advice(TensorShape shape, NamedValue other)
    {
        var theirs = other.Value.Shape;
        if (shape.Size == theirs.Size)
            return $"Reshape one of them, or Transpose it";
        if (shape.Rank == 3 && theirs.Rank == 3)
            return $"bring one to the other's shape, as by Conv2D({shape.Sizes[0]}, Kernel = 1{Stride(theirs, shape)}) after {other.Source}";
        return shape.Rank == theirs.Rank ? $"bring one to the other's shape, as by Dense({shape.Last}) after {other.Source}" : "bring both to one shape";
    }

    private static string Stride(TensorShape from, TensorShape to) =>
        from.Sizes[1] > to.Sizes[1] && from.Sizes[1] % to.Sizes[1] == 0 ? $", Stride = {from.Sizes[1] / to.Sizes[1]}" : "";
}
