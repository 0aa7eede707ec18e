using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// Collects the calls of the backward pass. Where a value has several readers the gradient with respect to it is the sum of their contributions: the
/// first writes it, each of the others writes a part that is then added. The same holds for parameters that several layers share. A first contribution that is but
/// another gradient waits for the second, to be added to it, or for somebody who reads it.
/// </summary>
internal sealed class GradientBuilder(ShapedNetwork network, IReadOnlyList<Alias> aliases)
{
    private readonly HashSet<int> written = [];
    private readonly HashSet<int> writtenParameters = [];
    private readonly Dictionary<int, Step> waiting = [];

    /// <summary>The calls in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>The values that parts belong to; the position is the part's number.</summary>
    public List<int> Parts { get; } = [];

    /// <summary>
    /// The parameters that gradients still to be summed over the rows belong to; the position is that gradient's number. Layers that share a parameter
    /// have one each.
    /// </summary>
    public List<int> RowGradients { get; } = [];

    /// <summary>Whether the gradient with respect to a value has any contribution: whether some loss depends on it.</summary>
    public bool Reaches(int value) => written.Contains(Root(value));

    /// <summary>Adds what one node contributes.</summary>
    public void Add(Node node, NodeContext context)
    {
        var calls = new BackwardCalls();
        node.Operator.Backward(context, calls);
        var rowGradients = new Dictionary<int, int>();
        foreach (var call in calls.Blocks)
            AddBlocks(node.Name, Numbered(call, rowGradients));
        foreach (var call in calls.Parameters.Select(c => Numbered(c, rowGradients)))
        {
            WriteWhatIsRead(call);
            var adds = call.Operands.Any(o => o.Kind == OperandKind.ParameterGradient && !writtenParameters.Add(o.Id));
            Steps.Add(new Step(node.Name, call with { Timing = Timing.Sum }, adds));
        }
    }

    /// <summary>The gradient with respect to a parameter, or to a value that it is wanted for, which no loss depends on is zero.</summary>
    public void ClearTheRest(ISet<int> wanted)
    {
        Steps.AddRange(waiting.OrderBy(static w => w.Key).Select(static w => w.Value));
        waiting.Clear();
        foreach (var value in wanted.OrderBy(static v => v).Where(v => written.Add(Root(v))).Select(v => network.Values[v]))
        {
            Steps.Add(new Step(value.Name, new KernelCall(
                new LaneKernel("Clear", [new LaneMethod("Forward", "y = 0", [new("y", 1)], [new Store("y", 0, 0f)])]),
                "Forward", [Operand.Gradient(value.Id).Written], value.Size, $"no loss depends on {Notation.Of(value.Name)}")));
        }
        foreach (var parameter in network.Parameters.Where(p => p.IsTrained && writtenParameters.Add(p.Id)))
        {
            Steps.Add(new Step(parameter.Layer, new KernelCall(
                new LibraryKernel("LaneBlocks"), "Clear", [Operand.ParameterGradient(parameter.Id)], 1, $"no loss depends on {parameter.Name}", Timing: Timing.Sum)));
        }
    }

    /// <summary>The call with this node's own gradients in rows in place of those named after their parameters.</summary>
    private KernelCall Numbered(KernelCall call, Dictionary<int, int> numbers)
    {
        foreach (var operand in call.Operands.Where(o => o.Kind == OperandKind.RowGradient && !numbers.ContainsKey(o.Id)))
        {
            numbers.Add(operand.Id, RowGradients.Count);
            RowGradients.Add(operand.Id);
        }
        return numbers.Count == 0 ? call : call with
        {
            Operands = call.Operands.Select(o => o.Kind == OperandKind.RowGradient ? o with { Id = numbers[o.Id] } : o).ToEquatableArray(),
        };
    }

    private void AddBlocks(string layer, KernelCall call)
    {
        WriteWhatIsRead(call);
        if (GradientSum.IsCopy(call))
        {
            AddCopy(new Step(layer, call));
            return;
        }
        var sums = new List<KernelCall>();
        var operands = new List<Operand>();
        foreach (var operand in call.Operands)
        {
            if (operand is not { Kind: OperandKind.Gradient, Writes: true } || written.Add(Root(operand.Id)))
            {
                operands.Add(operand);
                continue;
            }
            Parts.Add(operand.Id);
            var part = Operand.GradientPart(Parts.Count - 1);
            operands.Add(part.Written);
            var (value, root) = (network.Values[operand.Id], Root(operand.Id));
            sums.Add(waiting.TryGetValue(root, out var first)
                ? GradientSum.Sum(first.Call.Operands[0], part, operand, value.Size, $"{first.Call.Formula} + this reader's part")
                : GradientSum.Add(part, operand, value.Size, $"{Notation.Gradient(value.Name)} gains this reader's part"));
            waiting.Remove(root);
        }
        Steps.Add(new Step(layer, call with { Operands = operands.ToEquatableArray() }));
        Steps.AddRange(sums.Select(sum => new Step(layer, sum)));
    }

    private void AddCopy(Step copy)
    {
        var (from, to) = (copy.Call.Operands[0], copy.Call.Operands[1]);
        var (value, root) = (network.Values[to.Id], Root(to.Id));
        if (written.Add(root))
        {
            waiting.Add(root, copy);
            return;
        }
        var source = copy.Call.Formula.Substring(copy.Call.Formula.IndexOf('=') + 2);
        Steps.Add(copy with
        {
            Call = waiting.TryGetValue(root, out var first)
                ? GradientSum.Sum(first.Call.Operands[0], from, to, value.Size, $"{first.Call.Formula} + {source}")
                : GradientSum.Add(from, to, value.Size, $"{Notation.Gradient(value.Name)} gains {source}"),
        });
        waiting.Remove(root);
    }

    /// <summary>Writes the copies that have waited, of the gradients that a call reads.</summary>
    private void WriteWhatIsRead(KernelCall call)
    {
        foreach (var root in call.Operands.Where(static o => o is { Kind: OperandKind.Gradient, Writes: false }).Select(o => Root(o.Id)).Where(waiting.ContainsKey).ToList())
        {
            Steps.Add(waiting[root]);
            waiting.Remove(root);
        }
    }

    private int Root(int value)
    {
        while (aliases.FirstOrDefault(a => a.Value == value) is { } alias)
            value = alias.Of;
        return value;
    }
}
