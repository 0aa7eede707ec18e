namespace Adjoint.Generator.Calculus;

/// <summary>Derivatives in the order of computation: the tangent of each step from the tangents of its arguments, ẏ = Σ ∂y/∂aᵢ ȧᵢ.</summary>
internal static class ForwardMode
{
    /// <summary>The tangents of some steps.</summary>
    /// <param name="graph">Where the steps are, and where the tangents are made.</param>
    /// <param name="partials">The partial derivatives of the steps.</param>
    /// <param name="outputs">The steps.</param>
    /// <param name="seeds">The tangents of the inputs: the step of an input, and the step of its tangent.</param>
    public static IReadOnlyList<int> Tangents(GraphBuilder graph, Partials partials, IReadOnlyList<int> outputs, IReadOnlyDictionary<int, int> seeds)
    {
        var zero = graph.Constant(0);
        var tangents = new int[outputs.Max() + 1];
        for (var i = 0; i < tangents.Length; i++)
        {
            var step = graph[i];
            if (seeds.TryGetValue(i, out var seed))
                tangents[i] = seed;
            else if (step.Op == Ops.Select)
                tangents[i] = graph.Make(Ops.Select, step.Arguments[0], tangents[step.Arguments[1]], tangents[step.Arguments[2]]);
            else if (step.Arguments.All(a => tangents[a] == zero) || Conditions.IsOne(step))
                tangents[i] = zero;
            else
                tangents[i] = Tangent(graph, step, partials.Of(i), tangents, zero);
        }
        return [.. outputs.Select(o => tangents[o])];
    }

    private static int Tangent(GraphBuilder graph, Operation step, IReadOnlyList<int> partials, int[] tangents, int zero)
    {
        var sum = zero;
        for (var i = 0; i < partials.Count; i++)
        {
            if (tangents[step.Arguments[i]] != zero)
                sum = graph.Make(Ops.Add, sum, Times(graph, partials[i], tangents[step.Arguments[i]]));
        }
        return sum;
    }

    /// <summary>A partial derivative that is a choice chooses between products, so that nothing infinite is multiplied with a zero that was not chosen.</summary>
    private static int Times(GraphBuilder graph, int partial, int tangent) => graph[partial] is { Op: Ops.Select, Arguments: var a }
        ? graph.Make(Ops.Select, a[0], Times(graph, a[1], tangent), Times(graph, a[2], tangent))
        : graph.Make(Ops.Multiply, partial, tangent);
}

/// <summary>Which steps are true or false.</summary>
internal static class Conditions
{
    public static bool IsOne(Operation step) =>
        step.Op is Ops.Greater or Ops.GreaterOrEqual or Ops.Equal or Ops.And or Ops.Or or Ops.Not or Ops.True or Ops.False;
}
