using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Differentiate;

/// <summary>
/// Collects the steps of the backward pass. Where a value has several readers the gradient with respect to it is the sum of their contributions: the
/// first writes it, each of the others writes a part that is then added. The same holds for parameters that several layers share. A first contribution that is but
/// another gradient waits for the second, to be added to it, or for somebody who reads it.
/// </summary>
internal sealed class GradientBuilder(ShapedNetwork network, IReadOnlyList<Alias> aliases)
{
    private readonly HashSet<int> written = [];
    private readonly HashSet<int> writtenParameters = [];
    private readonly Dictionary<int, CopyGradient> waiting = [];

    private readonly List<GradientStep> steps = [];

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<GradientStep> Steps => steps;

    /// <summary>The loop whose nodes are being added; null outside of loops.</summary>
    public Scan? Within { get; set; }

    /// <summary>The values that parts belong to; the position is the part's number.</summary>
    public List<int> Parts { get; } = [];

    /// <summary>Writes all copies that wait.</summary>
    public void WriteWaiting()
    {
        foreach (var copy in waiting.OrderBy(static w => w.Key).Select(static w => w.Value))
            Append(copy);
        waiting.Clear();
    }

    /// <summary>Whether the gradient with respect to a value has any contribution: whether some loss depends on it.</summary>
    public bool Reaches(int value) => written.Contains(Root(value));

    /// <summary>Adds what one node contributes.</summary>
    public void Add(Node node, NodeContext context, bool isLoss = false)
    {
        var gradients = node.Operator.Backward(context).ToList();
        if (gradients.Count == 0)
            return;
        if (!isLoss)
            WriteIfWaiting(Root(node.Output));
        var targets = gradients.Where(static g => !g.IsCopy).Select(g => TargetOf(node, g)).ToEquatableArray();
        if (!targets.IsEmpty)
            Append(new NodeGradients(node, isLoss, targets));
        // The last summand may take dy's own place.
        foreach (var copy in gradients.Where(static g => g.IsCopy).Reverse())
            AddCopy(new CopyGradient(node.Name, isLoss ? GradientSource.Given(node.Inputs[1]) : GradientSource.Gradient(node.Output), node.Inputs[copy.Index], copy.Equation));
    }

    /// <summary>The gradient with respect to a parameter, or to a value that it is wanted for, which no loss depends on is zero.</summary>
    public void ClearTheRest(ISet<int> wanted)
    {
        WriteWaiting();
        foreach (var value in wanted.OrderBy(static v => v).Where(v => written.Add(Root(v))).Select(v => network.Values[v]))
            Append(new ClearGradient(value.Name, value.Id, Equation.Remark($"no loss depends on {Notation.Of(value.Name)}")));
        foreach (var parameter in network.Parameters.Where(p => p.IsTrained && writtenParameters.Add(p.Id)))
            Append(new ClearParameterGradient(parameter.Layer, parameter.Id, Equation.Remark($"no loss depends on {parameter.Name}")));
    }

    private GradientTarget TargetOf(Node node, Gradient gradient)
    {
        if (gradient.Kind == GradientKind.Parameter)
            return new GradientTarget(gradient, Adds: !writtenParameters.Add(node.Parameters[gradient.Index]));
        var (value, root) = (node.Inputs[gradient.Index], Root(node.Inputs[gradient.Index]));
        if (written.Add(root))
            return new GradientTarget(gradient);
        Parts.Add(value);
        var part = Parts.Count - 1;
        var dx = Notation.Gradient(network.Values[value].Name);
        GradientStep sum = waiting.TryGetValue(root, out var first)
            ? new SumGradients(node.Name, first.From, GradientSource.Part(part), value, new Equation(dx, $"{first.Equation.Right} + this reader's part"))
            : new AddGradient(node.Name, GradientSource.Part(part), value, new Equation(dx, "this reader's part") { Adds = true });
        waiting.Remove(root);
        return new GradientTarget(gradient, part, sum);
    }

    private void AddCopy(CopyGradient copy)
    {
        var root = Root(copy.To);
        if (written.Add(root))
        {
            waiting.Add(root, copy);
            return;
        }
        Append(waiting.TryGetValue(root, out var first)
            ? new SumGradients(copy.Layer, first.From, copy.From, copy.To, first.Equation with { Right = $"{first.Equation.Right} + {copy.Equation.Right}" })
            : new AddGradient(copy.Layer, copy.From, copy.To, copy.Equation with { Adds = true }));
        waiting.Remove(root);
    }

    /// <summary>Writes the copy that has waited, of a gradient that is read now.</summary>
    private void WriteIfWaiting(int root)
    {
        if (!waiting.TryGetValue(root, out var copy))
            return;
        Append(copy);
        waiting.Remove(root);
    }

    private void Append(GradientStep step) => steps.Add(step with { Within = Within });

    private int Root(int value)
    {
        while (aliases.FirstOrDefault(a => a.Value == value) is { } alias)
            value = alias.Of;
        return value;
    }
}
