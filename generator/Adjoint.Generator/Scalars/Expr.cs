namespace Adjoint.Generator.Scalars;

/// <summary>
/// A number, or a condition, that is computed from others: the one form in which the compiler holds what is computed number by number, whether a user wrote it, an
/// operator's file has it, or it was derived. In kernels it stands for sixteen rows at once, each number a vector with a row in each lane.
/// </summary>
/// <remarks>
/// Immutable. What is used several times is one object, so a formula has no more objects than it has operations, and whoever walks it looks at each once
/// (<see cref="Parts"/>): written out as a tree it may be larger than any memory.
/// </remarks>
internal abstract record Expr
{
    /// <summary>What it is computed from; nothing for what is given.</summary>
    public virtual EquatableArray<Expr> Arguments => [];

    public static implicit operator Expr(double value) => new Constant(value);

    public static Expr operator +(Expr a, Expr b) => new Operation(Op.Add, [a, b]);

    public static Expr operator -(Expr a, Expr b) => new Operation(Op.Subtract, [a, b]);

    public static Expr operator *(Expr a, Expr b) => new Operation(Op.Multiply, [a, b]);

    public static Expr operator /(Expr a, Expr b) => new Operation(Op.Divide, [a, b]);

    public static Expr operator -(Expr a) => new Operation(Op.Negate, [a]);

    /// <summary>Whether it is the same operation as another, or the same thing given, whatever the arguments are.</summary>
    public virtual bool IsLike(Expr other) => Equals(other);

    /// <summary>Whether it is this number.</summary>
    public bool Is(double value) => this is Constant c && c.Value == value;

    /// <summary>All that it is computed from, and itself: each once, and after its arguments.</summary>
    public IReadOnlyList<Expr> Parts() => PartsOf([this]);

    /// <summary>All that some numbers are computed from, and these: each once, and after its arguments.</summary>
    public static IReadOnlyList<Expr> PartsOf(IEnumerable<Expr> results)
    {
        var (parts, seen, todo) = (new List<Expr>(), new HashSet<Expr>(), new Stack<(Expr Part, int Next)>());
        foreach (var result in results)
        {
            if (seen.Add(result))
                todo.Push((result, 0));
            while (todo.Count > 0)
            {
                var (part, next) = todo.Pop();
                if (next == part.Arguments.Count)
                {
                    parts.Add(part);
                    continue;
                }
                todo.Push((part, next + 1));
                if (seen.Add(part.Arguments[next]))
                    todo.Push((part.Arguments[next], 0));
            }
        }
        return parts;
    }

    /// <summary>How many operations are written where nothing that is shared has a name; beyond a billion, a billion.</summary>
    public int WrittenOperations
    {
        get
        {
            const int most = 1_000_000_000;
            var written = new Dictionary<Expr, int>();
            foreach (var part in Parts())
                written.Add(part, part.Arguments.IsEmpty ? 0 : (int)Math.Min(most, part.Arguments.Sum(a => (long)written[a]) + 1));
            return written[this];
        }
    }

    /// <summary>Whether a part of it is this variable.</summary>
    public bool Reads(Variable variable) => Parts().Contains(variable);

    /// <summary>The same with one part replaced.</summary>
    public Expr Replace(Expr old, Expr by) => Replace(part => part == old ? by : null);

    /// <summary>The same with what <paramref name="by"/> gives in the place of the parts for which it gives something; what it gives is not looked at again.</summary>
    public Expr Replace(Func<Expr, Expr?> by) => Rewrite(by, static part => part);

    /// <summary>The same with each part replaced, from the inside out: the function is given a part whose arguments have been replaced.</summary>
    public Expr Rewrite(Func<Expr, Expr> by) => Rewrite(static _ => null, by);

    private Expr Rewrite(Func<Expr, Expr?> before, Func<Expr, Expr> after)
    {
        var made = new Dictionary<Expr, Expr>();
        foreach (var part in Parts())
            made.Add(part, before(part) ?? after(part.With(part.Arguments.Select(a => made[a]).ToEquatableArray())));
        return made[this];
    }

    /// <summary>The same operation on other arguments; itself if they are the same.</summary>
    public virtual Expr With(EquatableArray<Expr> arguments) => this;
}

/// <summary>A number that is known, written with the digits of the type that is computed in.</summary>
internal sealed record Constant(double Value) : Expr;

/// <summary>The distance from 1 to the next number of the type that is computed in: 2⁻²³ for floats, 2⁻⁵² for doubles.</summary>
internal sealed record MachineEpsilon : Expr;

/// <summary>A number that has a name: a variable of a lane program, or an operand of a formula.</summary>
internal sealed record Variable(string Name) : Expr;

/// <summary>One of the numbers that a function is given, counted element by element.</summary>
internal sealed record Input(int Index) : Expr;
