using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Chooses the kernels of the backward pass, and puts parts in the place of gradients that are summed.</summary>
internal sealed class BackwardLowerer(TrainingGraph graph)
{
    /// <summary>The calls in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>
    /// The parameters that gradients still to be summed over the rows belong to; the position is that gradient's number. Layers that share a parameter
    /// have one each.
    /// </summary>
    public List<RowPart> RowGradients { get; } = [];

    public void Lower(CancellationToken cancellation)
    {
        foreach (var step in graph.Backward)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = Steps.Count;
            if (step is NodeGradients node)
                Add(node);
            else
                Steps.Add(Lowered(step));
            for (var i = first; i < Steps.Count; i++)
                Steps[i] = Steps[i] with { Within = step.Within };
        }
    }

    private void Add(NodeGradients step)
    {
        var calls = new BackwardCalls();
        LoweringTable.Of(step.Node.Operator).Backward(step.IsLoss ? graph.ContextOfLoss(step.Node) : graph.ContextOf(step.Node), calls);
        var rowGradients = new Dictionary<int, int>();
        // A node that reads a value twice contributes to its gradient twice, in the order of its inputs.
        var targets = step.Targets.Where(static t => t.Gradient.Kind == GradientKind.Input).GroupBy(t => step.Node.Inputs[t.Gradient.Index])
            .ToDictionary(static each => each.Key, static each => new Queue<GradientTarget>(each));
        foreach (var call in calls.Blocks.Where(static c => !c.IsCopy))
            AddBlocks(step.Layer, targets, Numbered(call, rowGradients, ScanOf(step.Node)));
        foreach (var call in calls.Parameters.Select(c => Numbered(c, rowGradients, ScanOf(step.Node))))
        {
            var adds = step.Targets.Any(t => t.Adds && call.Operands.Contains(Operand.ParameterGradient(step.Node.Parameters[t.Gradient.Index])));
            Steps.Add(new Step(step.Layer, call with { Timing = Timing.Sum, Equations = adds ? call.Equations.Select(static e => e with { Adds = true }).ToEquatableArray() : call.Equations }, adds));
        }
    }

    /// <summary>Adds a call that runs block by block, with parts in the place of the gradients that have other contributions, and then what adds those.</summary>
    private void AddBlocks(string layer, Dictionary<int, Queue<GradientTarget>> targets, KernelCall call)
    {
        var (sums, adding) = (new List<GradientStep>(), (string?)null);
        var operands = call.Operands.Select(operand =>
        {
            if (operand is not { Kind: OperandKind.Gradient, Writes: true } || !targets.TryGetValue(operand.Id, out var next) || next.Dequeue() is not { Part: { } part, Then: { } sum })
                return operand;
            // A gradient that goes back to some places alone is added there and needs no part as large as the whole.
            if (sum is AddGradient && call.Kernel.AddingMethod(call.Method) is { } method)
            {
                adding = method;
                return operand;
            }
            sums.Add(sum);
            return Operand.GradientPart(part).Written;
        }).ToEquatableArray();
        if (adding is not null)
            call = call with { Method = adding, Equations = call.Equations.Select(static e => e with { Adds = true }).ToEquatableArray() };
        Steps.Add(new Step(layer, call with { Operands = operands }));
        Steps.AddRange(sums.Select(Lowered));
    }

    /// <summary>The call with this node's own gradients in rows in place of those named after their parameters.</summary>
    private KernelCall Numbered(KernelCall call, Dictionary<int, int> numbers, Scan? scan)
    {
        foreach (var operand in call.Operands.Where(o => o.Kind == OperandKind.RowGradient && !numbers.ContainsKey(o.Id)))
        {
            numbers.Add(operand.Id, RowGradients.Count);
            RowGradients.Add(new RowPart(operand.Id, scan));
        }
        return numbers.Count == 0 ? call : call with
        {
            Operands = call.Operands.Select(o => o.Kind == OperandKind.RowGradient ? o with { Id = numbers[o.Id] } : o).ToEquatableArray(),
        };
    }

    /// <summary>The loop that a node belongs to.</summary>
    private Scan? ScanOf(Node node) => node.Output < 0 ? null : graph.Network.Values[node.Output].Scan;

    private Step Lowered(GradientStep step) => new(step.Layer, step switch
    {
        CopyGradient copy => GradientSum.Copy(Of(copy.From), Operand.Gradient(copy.To).Written, Size(copy.To), copy.Equation),
        SumGradients sum => GradientSum.Sum(Of(sum.First), Of(sum.Second), Operand.Gradient(sum.To).Written, Size(sum.To), sum.Equation),
        AddGradient add => GradientSum.Add(Of(add.From), Operand.Gradient(add.To).Written, Size(add.To), add.Equation),
        ClearGradient clear => GradientSum.Clear(Operand.Gradient(clear.Value).Written, Size(clear.Value), clear.Equation),
        ClearParameterGradient clear => LaneSums.Clear(Operand.ParameterGradient(clear.Parameter), graph.Network.Parameters[clear.Parameter].Length, clear.Equation),
        _ => throw new InvalidOperationException($"No kernel for {step}."),
    });

    /// <summary>The operand that a contribution lies in.</summary>
    public static Operand Of(GradientSource source) => source.Kind switch
    {
        GradientSourceKind.Part => Operand.GradientPart(source.Id),
        GradientSourceKind.Given => Operand.Value(source.Id),
        _ => Operand.Gradient(source.Id),
    };

    private int Size(int value) => graph.Network.Values[value].Size;
}
