namespace Adjoint.Generator.Lanes;

/// <summary>
/// A formula over one number a row. Sixteen rows are computed at once: in generated code every number is a vector with a row in each lane.
/// </summary>
internal abstract record Expr
{
    public static implicit operator Expr(double value) => new Constant(value);

    public static Expr operator +(Expr a, Expr b) => new Binary('+', a, b);

    public static Expr operator -(Expr a, Expr b) => new Binary('-', a, b);

    public static Expr operator *(Expr a, Expr b) => new Binary('*', a, b);

    public static Expr operator /(Expr a, Expr b) => new Binary('/', a, b);

    /// <summary>Whether the formula reads the variable of this name.</summary>
    public bool Reads(string variable) => this switch
    {
        Variable v => v.Name == variable,
        Binary b => b.Left.Reads(variable) || b.Right.Reads(variable),
        Function f => f.Arguments.Any(a => a.Reads(variable)),
        _ => false,
    };
}

/// <summary>The same number in every lane, written with the digits of the vectors' own numbers.</summary>
internal sealed record Constant(double Value) : Expr;

/// <summary>The distance from 1 to the next number of the vectors' type, in every lane: 2⁻²³ for floats, 2⁻⁵² for doubles.</summary>
internal sealed record MachineEpsilon : Expr;

/// <summary>A local variable.</summary>
internal sealed record Variable(string Name) : Expr;

/// <summary>One of the four operations of arithmetic.</summary>
internal sealed record Binary(char Operator, Expr Left, Expr Right) : Expr;

/// <summary>A function of the run-time library's <c>VectorMath</c>.</summary>
internal sealed record Function(string Name, EquatableArray<Expr> Arguments) : Expr;

/// <summary>One feature of a buffer of lane blocks: a number for each row.</summary>
internal sealed record Feature(string Buffer, Index Index) : Expr;

/// <summary>One number of a buffer that is the same for all rows: a parameter.</summary>
internal sealed record Scalar(string Buffer, Index Index) : Expr;

/// <summary>How many turns a loop with these bounds has.</summary>
internal sealed record Turns(Bound From, Bound To) : Expr;
