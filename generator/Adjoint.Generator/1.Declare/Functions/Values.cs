using System.Collections.Immutable;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Declare;

/// <summary>What an expression of a function's body stands for while the body is read.</summary>
internal abstract record Reading;

/// <summary>A number that is computed.</summary>
/// <param name="Step">The step that computes it.</param>
internal sealed record Number(Expr Step) : Reading;

/// <summary>A whole number, which is known while the body is read.</summary>
internal sealed record Whole(long Value) : Reading;

/// <summary>A condition.</summary>
/// <param name="Step">The step that decides it.</param>
internal sealed record Condition(Expr Step) : Reading;

/// <summary>The elements of a tuple or a span.</summary>
internal sealed record Elements(IReadOnlyList<Reading> Items) : Reading;

/// <summary>The values of variables, in the order in which they first had one; a copy is as cheap as the original.</summary>
internal sealed class Variables
{
    private readonly ImmutableDictionary<object, Reading> values;
    private readonly ImmutableList<object> order;

    private Variables(ImmutableDictionary<object, Reading> values, ImmutableList<object> order) => (this.values, this.order) = (values, order);

    public static Variables None { get; } = new(ImmutableDictionary<object, Reading>.Empty, []);

    public Variables With(object variable, Reading value) => new(values.SetItem(variable, value), values.ContainsKey(variable) ? order : order.Add(variable));

    public Reading? Find(object variable) => values.TryGetValue(variable, out var value) ? value : null;

    /// <summary>The values after a choice, of the variables that had one before it.</summary>
    public Variables Choose(Variables then, Variables otherwise, Func<Reading, Reading, Reading> choose)
    {
        var chosen = values;
        foreach (var variable in then.order)
        {
            if (otherwise.Find(variable) is { } other)
                chosen = chosen.SetItem(variable, Equals(then.values[variable], other) ? other : choose(then.values[variable], other));
        }
        return new Variables(chosen, then.order.RemoveAll(v => otherwise.Find(v) is null));
    }
}
