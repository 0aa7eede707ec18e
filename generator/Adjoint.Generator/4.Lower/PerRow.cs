using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Lower;

/// <summary>
/// The gradient of each row by itself: the backward pass of training, but what it sums over the rows at its end is computed for each row, block by block. Where norms
/// are wanted, the squares of what one layer contributes are added up and the numbers themselves forgotten.
/// </summary>
internal sealed class PerRow
{
    private readonly LoweredNetwork graph;
    private readonly List<RowPart> rowGradients;
    private readonly List<Step> steps = [];

    private PerRow(LoweredNetwork graph) => (this.graph, rowGradients) = (graph, [.. graph.RowGradients]);

    /// <summary>Brings a derived network and its graph to what is wanted of each row; others stay as they are.</summary>
    public static LoweredDerivative Of(LoweredDerivative derivative) => derivative.Kind switch
    {
        Derivation.RowGradients => new PerRow(derivative.Network).Gradients(derivative),
        Derivation.RowGradientNorms => new PerRow(derivative.Network).Norms(derivative),
        _ => derivative,
    };

    private LoweredDerivative Gradients(LoweredDerivative derivative)
    {
        AddBlocks();
        var results = Contributions().Select(Gradient).ToEquatableArray();
        return derivative with { Network = Result(graph.Graph.Network), Results = results };
    }

    private LoweredDerivative Norms(LoweredDerivative derivative)
    {
        var norm = new Value(graph.Graph.Network.Values.Count, "norm", new([1]));
        var value = Operand.Value(norm.Id);
        steps.Add(new Step("norm", GradientSum.Clear(value.Written, 1, Equation.Remark("the sum of squares begins with 0"))));
        AddBlocks();
        foreach (var contributions in Contributions())
        {
            // What several layers contribute to is summed before it is squared.
            if (contributions.Count > 1)
                Square(contributions[0], Gradient(contributions), value);
            else if (Lower.RowGradients.Of(contributions[0].Call, LengthOf(contributions), value.Written, squares: true) is { } call)
                steps.Add(new Step(contributions[0].Layer, call));
        }
        steps.Add(new Step("norm", new KernelCall(
            new LaneKernel("SquareRoot", "Square roots", [new LaneMethod("Forward", "y = √x", [new("x", 1), new("y", 1)], [new Store("y", 0, Scalars.Functions.Sqrt(new Feature("x", 0)))])]),
            "Forward", [value, value.Written], 1, [Equation.Remark("the norm of each row's gradient is the root of the sum of squares")])));
        return derivative with { Network = Result(graph.Graph.Network with { Values = [.. graph.Graph.Network.Values, norm] }), Results = [value] };
    }

    private LoweredNetwork Result(ShapedNetwork network) =>
        graph with { Graph = graph.Graph with { Network = network }, Backward = steps.ToEquatableArray(), RowGradients = rowGradients.ToEquatableArray() };

    /// <summary>The backward pass up to the sums over rows; nothing reads rows outermost any more.</summary>
    private void AddBlocks() => steps.AddRange(graph.Backward.Where(static s => s.Call.Timing == Timing.Blocks && s.Call.Operands.All(static o => o.Buffer is not { Layout: Layout.Panels })));

    /// <summary>What the layers contribute to each trained parameter, in the parameters' order.</summary>
    private IEnumerable<List<Step>> Contributions() => graph.Graph.Network.Parameters.Where(static p => p.IsTrained).OrderBy(static p => p.Offset)
        .Select(p => graph.Backward.Where(s => s.Call.Operands.Any(o => o.Kind == OperandKind.ParameterGradient && o.Id == p.Id)).ToList());

    /// <summary>Adds the steps that compute a parameter's gradient for each row; returns where it is.</summary>
    private Operand Gradient(List<Step> contributions)
    {
        Operand? sum = null;
        foreach (var (step, parameter) in contributions.Select(c => (c, ParameterOf(c))))
        {
            var part = new Operand(OperandKind.RowGradient, rowGradients.Count);
            if (Lower.RowGradients.Of(step.Call, LengthOf(contributions), part.Written, squares: false) is { } call)
            {
                rowGradients.Add(new RowPart(parameter));
                steps.Add(new Step(step.Layer, call));
            }
            else
                part = step.Call.Operands[0];
            if (sum is not null)
                {
                var gain = new Equation(Notation.Gradient(graph.Graph.Network.Parameters[parameter].Symbol), "this layer's part") { Adds = true };
                steps.Add(new Step(step.Layer, GradientSum.Add(part, sum.Written, LengthOf(contributions), gain)));
            }
            sum ??= part;
        }
        return sum!;
    }

    private void Square(Step of, Operand gradient, Operand value) => steps.Add(new Step(of.Layer, Lower.RowGradients.Of(
        LaneSums.Add(gradient, Operand.ParameterGradient(ParameterOf(of)), LengthOf([of]), 1, Equation.Remark("all parts")), LengthOf([of]), value.Written, squares: true)!));

    private int LengthOf(List<Step> contributions) => graph.Graph.Network.Parameters[ParameterOf(contributions[0])].Length;

    private static int ParameterOf(Step step) => step.Call.Operands.First(static o => o.Kind == OperandKind.ParameterGradient).Id;
}
