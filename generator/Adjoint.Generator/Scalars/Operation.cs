namespace Adjoint.Generator.Scalars;

/// <summary>An operation on numbers or conditions.</summary>
internal sealed record Operation : Expr
{
    private readonly int hash;

    public Operation(Op op, EquatableArray<Expr> arguments)
    {
        (Op, Arguments) = (op, arguments);
        hash = Structure.HashOf((int)op, arguments);
    }

    /// <summary>Which one.</summary>
    public Op Op { get; }

    public override EquatableArray<Expr> Arguments { get; }

    /// <summary>For patterns: the operation and its first argument.</summary>
    public void Deconstruct(out Op op, out Expr first) => (op, first) = (Op, ArgumentAt(0));

    /// <summary>For patterns: the operation and its first two arguments.</summary>
    public void Deconstruct(out Op op, out Expr first, out Expr second) => (op, first, second) = (Op, ArgumentAt(0), ArgumentAt(1));

    /// <summary>For patterns: the operation and its three arguments.</summary>
    public void Deconstruct(out Op op, out Expr first, out Expr second, out Expr third) => (op, first, second, third) = (Op, ArgumentAt(0), ArgumentAt(1), ArgumentAt(2));

    public override bool IsLike(Expr other) => other is Operation o && o.Op == Op;

    public override Expr With(EquatableArray<Expr> arguments) => arguments == Arguments ? this : new Operation(Op, arguments);

    public bool Equals(Operation? other) => Structure.AreEqual(this, other);

    public override int GetHashCode() => hash;

    public override string ToString() => $"{Op} of {Arguments.Count}";

    /// <summary>A pattern takes an operation apart before it asks which one it is: one with fewer arguments has no such.</summary>
    private Expr ArgumentAt(int index) => index < Arguments.Count ? Arguments[index] : null!;
}

/// <summary>A number that a method of the user's computes, whose derivative is written by hand.</summary>
internal sealed record Call : Expr
{
    private readonly int hash;

    public Call(string method, EquatableArray<Expr> arguments, int? part = null)
    {
        (Method, Arguments, Part) = (method, arguments, part);
        hash = Structure.HashOf(method.GetHashCode() + (part ?? -1), arguments);
    }

    /// <summary>The method, as generated code calls it.</summary>
    public string Method { get; }

    public override EquatableArray<Expr> Arguments { get; }

    /// <summary>Which of the method's <c>out</c> parameters it is; null for what the method returns.</summary>
    public int? Part { get; }

    public override bool IsLike(Expr other) => other is Call c && c.Method == Method && c.Part == Part;

    public override Expr With(EquatableArray<Expr> arguments) => arguments == Arguments ? this : new Call(Method, arguments, Part);

    public bool Equals(Call? other) => Structure.AreEqual(this, other);

    public override int GetHashCode() => hash;
}
