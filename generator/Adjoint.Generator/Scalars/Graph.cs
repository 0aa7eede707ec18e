namespace Adjoint.Generator.Scalars;

/// <summary>
/// Some numbers that are computed from the same given ones, in the order in which the computation was written: no step stands twice, so what several results share is
/// computed once, however often it is derived.
/// </summary>
/// <param name="Steps">All that is computed and given, each after its arguments.</param>
/// <param name="Outputs">The steps that are wanted.</param>
internal sealed record Graph(EquatableArray<Expr> Steps, EquatableArray<Expr> Outputs)
{
    /// <summary>Whether every step is known to be finite for finite arguments, as far as numbers reach; of what may have a pole or a limited domain it is not.</summary>
    public bool IsFinite => Steps.All(static step => step switch
    {
        Operation o => o.Op.IsFinite(),
        Call => false,
        _ => true,
    });

    /// <summary>The steps that some of the outputs depend on, with those outputs in the order given.</summary>
    public Graph Keep(IReadOnlyList<int> outputs) => Keep(Steps, [.. outputs.Select(o => Outputs[o])]);

    /// <summary>The steps that some steps depend on, with those as outputs.</summary>
    public static Graph Keep(IReadOnlyList<Expr> steps, IReadOnlyList<Expr> outputs)
    {
        var isLive = new HashSet<Expr>(outputs);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (isLive.Contains(steps[i]))
                isLive.UnionWith(steps[i].Arguments);
        }
        return new Graph(steps.Where(isLive.Contains).ToEquatableArray(), outputs.ToEquatableArray());
    }

    /// <summary>Whether both take the same steps in the same order; arguments are compared by their places.</summary>
    public bool Equals(Graph? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Steps.Count != other.Steps.Count || Outputs.Count != other.Outputs.Count)
            return false;
        var (here, there) = (Places(), other.Places());
        return Steps.Zip(other.Steps, static (a, b) => (a, b)).All(step => step.a.IsLike(step.b) && AreSame(step.a.Arguments, step.b.Arguments)) && AreSame(Outputs, other.Outputs);

        bool AreSame(EquatableArray<Expr> a, EquatableArray<Expr> b) => a.Select(e => here[e]).SequenceEqual(b.Select(e => there[e]));
    }

    public override int GetHashCode() => Outputs.GetHashCode();

    private Dictionary<Expr, int> Places() => Steps.Select(static (step, place) => (step, place)).ToDictionary(static s => s.step, static s => s.place);
}
