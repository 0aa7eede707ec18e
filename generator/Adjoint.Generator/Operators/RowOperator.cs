using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>An activation along one axis, the last by default, in which every output depends on every input. Backward reads the output.</summary>
/// <param name="Options">The axis.</param>
internal abstract record RowOperator(AxisOptions Options) : Operator
{
    /// <summary>What the output is, in terms of the input's name.</summary>
    protected abstract string Formula(string x);

    /// <summary>What the input's gradient is, in terms of the names of the output and of its gradient.</summary>
    protected abstract string Derivative(string y, string dy);

    /// <summary>The methods of the kernel, which compute <c>y</c> from <c>x</c> and <c>dx</c> from <c>dy</c> and <c>y</c>.</summary>
    protected abstract EquatableArray<LaneMethod> Methods(ClassAxis axis);

    public override TensorShape? Infer(ShapeContext context) => Axes.Read(context, "Axis", Options.Axis) is null ? null : context.Input;

    public override long Flops(NodeContext node) => 15L * node.Output.Size;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls) =>
        calls.Add(CallOf(node, "Forward", [node.X, node.Y], $"{Notation.Of(node.Output.Name)} = {Formula(Notation.Of(node.Input.Name))}"));

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        if (!node.NeedsInputGradient)
            return;
        var derivative = Derivative(Notation.Of(node.Output.Name), Notation.Gradient(node.Output.Name));
        calls.Blocks.Add(CallOf(
            node, "Backward", [node.Dy, Operand.Value(node.Output.Id), node.Dx], $"{Notation.Gradient(node.Input.Name)} = {derivative}"));
    }

    private KernelCall CallOf(NodeContext node, string method, EquatableArray<Operand> operands, string formula)
    {
        var axis = ClassAxis.Of(Options.Axis, node.Output.Shape);
        var kernel = new LaneKernel(Name + axis.Classes + (axis.Inner == 1 ? "" : $"x{axis.Inner}"), Methods(axis));
        return new KernelCall(kernel, method, operands, node.Output.Size / axis.Features, formula, InPlace: true);
    }
}

/// <summary>The axis that classes lie along, and the places behind it: class i of place j is feature <c>i · Inner + j</c>.</summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="Inner">The places behind each class.</param>
internal sealed record ClassAxis(int Classes, int Inner)
{
    /// <summary>An axis of a shape; below 0 it counts from the end.</summary>
    public static ClassAxis Of(int axis, TensorShape shape)
    {
        var number = Axes.Normalised(axis, shape.Rank);
        return new ClassAxis(shape.Sizes[number], shape.Sizes.Skip(number + 1).Aggregate(1, static (product, size) => product * size));
    }

    /// <summary>The features of one unit.</summary>
    public int Features => Classes * Inner;

    /// <summary>The body for each place; it is given the feature of class 0.</summary>
    public EquatableArray<Statement> Each(Func<Index, IEnumerable<Statement>> body) =>
        (Inner == 1 ? body(0) : Loops.For("j", Inner, body)).ToEquatableArray();

    /// <summary>A loop over the classes of a place from the first, or a later one, on.</summary>
    public Loop Loop(Index place, Func<Index, IEnumerable<Statement>> body, int from = 0) => new("i", from, Classes, body((Index)"i" * Inner + place).ToEquatableArray());
}
