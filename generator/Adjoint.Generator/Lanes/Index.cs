using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lanes;

/// <summary>A position in a buffer: an affine function of integer variables, mostly those of loops: <c>Σ stride · variable + constant</c>.</summary>
/// <param name="Terms">The variables, each at most once, none with stride 0.</param>
/// <param name="Constant">What is added.</param>
internal sealed record Index(EquatableArray<Term> Terms, int Constant = 0)
{
    public static implicit operator Index(int constant) => new([], constant);

    public static implicit operator Index(string variable) => new([new(1, variable)]);

    public static Index operator +(Index a, Index b)
    {
        var terms = a.Terms.Concat(b.Terms)
            .GroupBy(static t => t.Variable).Select(static g => new Term(g.Sum(static t => t.Stride), g.Key)).Where(static t => t.Stride != 0);
        return new(terms.ToEquatableArray(), checked(a.Constant + b.Constant));
    }

    public static Index operator -(Index a, Index b) => a + b * -1;

    public static Index operator *(Index index, int factor) => factor == 0 ? 0 : new Index(
        index.Terms.Select(t => new Term(checked(t.Stride * factor), t.Variable)).ToEquatableArray(), checked(index.Constant * factor));
}

/// <summary>One variable of an <see cref="Index"/>.</summary>
internal sealed record Term(int Stride, string Variable);
