using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What fits to the edges of a graph.</summary>
internal static class EdgeRules
{
    /// <summary>Whether the numbers that a layer reads are of the nodes, or of the edges, that it reads too; a mismatch is reported.</summary>
    public static bool Check(ShapeContext context, bool areOfEdges)
    {
        if (Mismatch(context.Inputs[0], context.Inputs[1], areOfEdges) is not { } mismatch)
            return true;
        context.Report(Rules.EdgesDoNotFit, null, context.NodeName, mismatch.Needed, mismatch.Found, mismatch.Advice);
        return false;
    }

    /// <summary>What does not fit; null if all does.</summary>
    public static (string Needed, string Found, string Advice)? Mismatch(NamedValue x, NamedValue edges, bool areOfEdges = false)
    {
        var (shape, count, what) = (x.Value.Shape, areOfEdges ? CountOf(edges.Value) : edges.Value.Tokens, areOfEdges ? "edges" : "nodes");
        if (shape.Rank == 2 && shape.Sizes[0] == count)
            return null;
        var found = $"{x.Source} gives {shape}";
        var advice = shape.Rank == 1 && shape.Sizes[0] == count ? FormattableString.Invariant($"insert Reshape({count}, 1)")
            : shape.Rank == 2 && areOfEdges && shape.Sizes[0] == edges.Value.Tokens ? $"that is a row for each node: insert AtSources or AtTargets of these edges"
            : shape.Rank == 2 && !areOfEdges && shape.Sizes[0] == CountOf(edges.Value) ? $"that is a row for each edge: insert Aggregate of these edges"
            : $"declare as many {what}, or bring the value to [{what}, features]";
        return (FormattableString.Invariant($"{what}×features with the {count} {what} of {edges.Source}"), found, advice);
    }

    /// <summary>The edges that there is room for.</summary>
    public static int CountOf(Value edges) => edges.Shape.Last;
}
