using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Lower;

/// <summary>The fourth stage: chooses the kernels that compute each node and each step of the backward pass.</summary>
internal static class Lowerer
{
    public static LoweredNetwork Lower(TrainingGraph graph, CancellationToken cancellation)
    {
        List<Step> forward = [], inference = [], loss = [];
        foreach (var node in graph.Network.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            var (context, lowering, remark) = (graph.ContextOf(node), LoweringTable.Of(node.Operator), MaximumFirst.Remark(graph.Declared, node));
            var within = graph.Network.Values[node.Output].Scan;
            forward.AddRange(Calls(calls => lowering.Forward(context, calls)).Select(c => new Step(node.Name, WithRemark(c, remark), IsForward: true) { Within = within }));
            if (!node.Operator.IsView && !node.Operator.OnlyTrains)
                inference.AddRange(Calls(calls => lowering.Predict(context, calls)).Select(c => new Step(node.Name, WithRemark(c, remark), IsForward: true) { Within = within }));
        }
        foreach (var node in graph.Network.Losses)
            loss.AddRange(Calls(calls => LoweringTable.Of(node.Operator).Forward(graph.ContextOfLoss(node), calls)).Select(c => new Step(node.Name, c)));
        var backward = new BackwardLowerer(graph);
        backward.Lower(cancellation);
        var recurrence = new Recurrence(graph, backward.RowGradients);
        return new LoweredNetwork(
            graph, recurrence.Arrange(forward), loss.ToEquatableArray(), recurrence.Arrange(backward.Steps), recurrence.Arrange(inference), backward.RowGradients.ToEquatableArray());
    }

    private static List<KernelCall> Calls(Action<ICollection<KernelCall>> append)
    {
        var calls = new List<KernelCall>();
        append(calls);
        return calls;
    }

    private static KernelCall WithRemark(KernelCall call, string remark) =>
        remark.Length == 0 ? call : call with { Equations = call.Equations.Select(e => e with { Right = e.Right + remark }).ToEquatableArray() };
}
