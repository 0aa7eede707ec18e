using Adjoint.Generator.Declare;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Differentiate;

/// <summary>The third stage for plain functions: makes the graph of a derivative, simplified, out of the function's own.</summary>
internal static class FunctionDifferentiator
{
    /// <summary>The function's values and derivatives, in the order of <see cref="ResultOrder"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="kind">The derivative.</param>
    public static Derived Derive(FunctionDeclaration function, DerivativeKind kind)
    {
        var graph = new Algebra(function.IsSingle);
        var partials = new Partials(graph, function.HandWritten);
        var inputs = Inputs(graph, 0, function.InputCount);
        var values = graph.Inline(function.Body, inputs);
        IReadOnlyList<Expr> Gradient(Expr output) => ReverseMode.Gradient(graph, partials, output, inputs);
        Dictionary<Expr, Expr> Directions() => inputs.Zip(Inputs(graph, inputs.Count, inputs.Count), static (i, v) => (i, v)).ToDictionary(static p => p.i, static p => p.v);
        List<Expr> results = [.. values];
        switch (kind)
        {
            case DerivativeKind.Jvp:
                results.AddRange(ForwardMode.Tangents(graph, partials, values, Directions()));
                break;
            case DerivativeKind.HessianVectorProduct:
                results.AddRange(ForwardMode.Tangents(graph, partials, Gradient(values[0]), Directions()));
                break;
            case DerivativeKind.Hessian:
                var gradient = Gradient(values[0]);
                results.AddRange(gradient);
                results.AddRange(Symmetric([.. gradient.Select(Gradient)]));
                break;
            default:
                results.AddRange(values.SelectMany(Gradient));
                break;
        }
        return new Derived(graph.Finish(results), partials.Missing.Distinct().ToEquatableArray());
    }

    /// <summary>The function itself in doubles, simplified.</summary>
    public static Graph Simplify(Graph body, int inputs, bool isSingle)
    {
        var graph = new Algebra(isSingle);
        return graph.Finish(graph.Inline(body, Inputs(graph, 0, inputs)));
    }

    /// <summary>The mixed derivatives are equal (Schwarz), so those below the diagonal are those above it.</summary>
    private static IEnumerable<Expr> Symmetric(IReadOnlyList<IReadOnlyList<Expr>> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows.Count; j++)
                yield return rows[Math.Min(i, j)][Math.Max(i, j)];
        }
    }

    private static List<Expr> Inputs(GraphBuilder graph, int from, int count) => [.. Enumerable.Range(from, count).Select(graph.Input)];
}

/// <summary>A derivative's graph.</summary>
/// <param name="Graph">The graph; its outputs are the function's values and the derivatives.</param>
/// <param name="Missing">The methods that would have to be derived, and whose derivatives nobody has written.</param>
internal sealed record Derived(Graph Graph, EquatableArray<string> Missing);
