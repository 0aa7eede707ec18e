using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lanes;

/// <summary>A line of a lane program: the textbook's algorithm for one row, which generated code runs for sixteen.</summary>
internal abstract record Statement;

/// <summary>Names a value.</summary>
internal sealed record Let(string Name, Expr Value) : Statement;

/// <summary>Changes a named value.</summary>
internal sealed record Set(string Name, Expr Value) : Statement;

/// <summary>Writes one feature of a buffer.</summary>
internal sealed record Store(string Buffer, Index Index, Expr Value) : Statement;

/// <summary>Runs its body for each value of a variable from <paramref name="From"/> to <paramref name="To"/> − 1.</summary>
internal sealed record Loop(string Name, Bound From, Bound To, EquatableArray<Statement> Body) : Statement;

/// <summary>A block, so that what it names stands in nobody's way.</summary>
internal sealed record Scope(EquatableArray<Statement> Body) : Statement;

/// <summary>
/// Finds the place max(0, scale · output), or of centres max(0, scale · (output + ½) − ½), between two positions: names the position before it, in <c>…Next</c> the one behind it, which is at most the
/// last, and in <c>…Part</c> the way from the one to the other, 0 to 1.
/// </summary>
/// <param name="Name">What the names begin with.</param>
/// <param name="Output">What is scaled.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Centres">Whether it is the centres of positions that are scaled.</param>
/// <param name="Last">The last position.</param>
internal sealed record Locate(string Name, Index Output, double Scale, bool Centres, int Last) : Statement;

/// <summary>
/// Where a loop starts or ends: <c>⌊value / divisor⌋</c> cut off below 0, and above <paramref name="Most"/> if there is one. That is what windows at the
/// edges of an image and bins of unequal size need.
/// </summary>
/// <param name="Value">An affine function of the variables of the loops around.</param>
/// <param name="Divisor">What it is divided by; above 1 only where the value is never negative.</param>
/// <param name="Most">The largest value, or none.</param>
internal sealed record Bound(Index Value, int Divisor = 1, int? Most = null)
{
    public static implicit operator Bound(int constant) => new(constant);

    public static implicit operator Bound(Index value) => new(value);

    /// <summary>The bound if it is the same in every turn of the loops around.</summary>
    public int? Constant => Value.Terms.IsEmpty ? Math.Min(Math.Max(Value.Constant, 0) / Divisor, Most ?? int.MaxValue) : null;
}
