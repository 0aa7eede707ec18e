using Adjoint.Generator.Calculus;

namespace Adjoint.Generator.Declare;

/// <summary>What an expression of a function's body stands for while the body is read.</summary>
internal abstract record Reading;

/// <summary>A number that is computed.</summary>
/// <param name="Step">The step that computes it.</param>
internal sealed record Number(int Step) : Reading;

/// <summary>A whole number, which is known while the body is read.</summary>
internal sealed record Whole(long Value) : Reading;

/// <summary>A condition.</summary>
/// <param name="Step">The step that decides it.</param>
internal sealed record Condition(int Step) : Reading;

/// <summary>The elements of a tuple or a span.</summary>
internal sealed record Elements(IReadOnlyList<Reading> Items) : Reading;

/// <summary>The values of variables; a copy is as cheap as the original.</summary>
internal sealed class Variables
{
    private readonly System.Collections.Immutable.ImmutableDictionary<object, Reading> values;

    private Variables(System.Collections.Immutable.ImmutableDictionary<object, Reading> values) => this.values = values;

    public static Variables None { get; } = new(System.Collections.Immutable.ImmutableDictionary<object, Reading>.Empty);

    public Variables With(object variable, Reading value) => new(values.SetItem(variable, value));

    public Reading? Find(object variable) => values.TryGetValue(variable, out var value) ? value : null;

    /// <summary>The values after a choice, of the variables that had one before it.</summary>
    public Variables Choose(Variables then, Variables otherwise, Func<Reading, Reading, Reading> choose)
    {
        var chosen = values;
        foreach (var pair in then.values)
        {
            if (otherwise.values.TryGetValue(pair.Key, out var other))
                chosen = chosen.SetItem(pair.Key, Equals(pair.Value, other) ? other : choose(pair.Value, other));
        }
        return new Variables(chosen);
    }
}
