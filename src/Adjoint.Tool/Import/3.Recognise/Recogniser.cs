using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>
/// The third stage: nodes that are one layer together become one node. A rule looks at a node and, through what it reads, at those before it; what only they have read is gone then.
/// </summary>
internal static class Recogniser
{
    /// <summary>What a node may be the end of. A rule gives the node that stands for all, or null.</summary>
    private static readonly (string Type, Func<Operation, Makers, Operation?> Rule)[] Rules =
    [
        ("Add", Affine.Linear),
        ("Add", Affine.ConvolutionBias),
        ("Mul", Gates.Gelu),
        ("Mul", Gates.GeluTanh),
        ("Mul", Gates.Swish),
        ("Mul", Gates.Mish),
        ("Mul", Gates.HardSwish),
        ("Div", Gates.HardSwish),
        ("Mul", Gates.HardSigmoid),
        ("Div", Gates.HardSigmoid),
        ("Div", Gates.Softsign),
        ("Div", Norms.Layer),
        ("Div", Norms.RootMeanSquare),
        ("Mul", Norms.RootMeanSquare),
        ("Reshape", Norms.Group),
        ("Mul", Norms.Scale),
        ("Add", Norms.Bias),
    ];

    public static Model Run(Model model)
    {
        var makers = new Makers();
        List<Operation> nodes = [];
        foreach (var node in model.Operations)
        {
            var found = node.Inputs.Any(static i => i is { IsBroken: true }) ? null
                : Rules.Where(rule => rule.Type == node.Type).Select(rule => rule.Rule(node, makers)).FirstOrDefault(static replaced => replaced is not null);
            if (node.Body is { } body && !body.Outputs.Any(static o => o.Value.IsBroken))
                node.Body = Run(body);
            nodes.AddRange(StepValues.TakeOut(node, makers));
            nodes.Add(found ?? node);
            makers.Add(found ?? node);
        }
        return model with { Operations = Needed(nodes, model.Outputs.Select(static o => o.Value)) };
    }

    /// <summary>A node in the place of another.</summary>
    public static Operation Replace(Operation node, string type, Value?[] inputs, params (string Name, object Value)[] attributes) =>
        new(type, node.Name, 23, Attributes.Of(attributes), inputs, [node.Output]);

    /// <summary>The nodes that outputs depend on.</summary>
    private static List<Operation> Needed(List<Operation> nodes, IEnumerable<Value> outputs)
    {
        var needed = outputs.ToHashSet();
        List<Operation> kept = [];
        foreach (var node in Enumerable.Reverse(nodes).Where(node => node.Outputs.Any(needed.Contains)))
        {
            kept.Add(node);
            needed.UnionWith(node.Inputs.OfType<Value>());
        }
        kept.Reverse();
        return kept;
    }
}
