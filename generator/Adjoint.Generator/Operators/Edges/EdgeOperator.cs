namespace Adjoint.Generator.Operators;

/// <summary>An operator that reads numbers and the edges of a graph. Where there is no edge it reads nothing.</summary>
internal abstract record EdgeOperator : Operator
{
    public override TensorShape? Infer(ShapeContext context) => EdgeRules.Check(context, ReadsEdges) ? ShapeOf(context.Input, context.Inputs[1].Value) : null;

    /// <summary>Whether the numbers that it reads are those of edges, and not of nodes.</summary>
    protected abstract bool ReadsEdges { get; }

    /// <summary>The output's shape.</summary>
    protected abstract TensorShape ShapeOf(TensorShape x, Value edges);

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, Back(node))] : [];

    /// <summary>The gradient with respect to the numbers.</summary>
    protected abstract string Back(NodeContext node);
}

/// <summary>An end of an edge.</summary>
internal enum EdgeEnd
{
    /// <summary>The node that it leaves.</summary>
    Source,

    /// <summary>The node that it enters.</summary>
    Target,
}
