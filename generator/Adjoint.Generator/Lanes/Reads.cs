using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Lanes;

/// <summary>One feature of a buffer of lane blocks: a number for each row.</summary>
internal sealed record Feature(string Buffer, Index Index) : Expr;

/// <summary>One number of a buffer that is the same for all rows: a parameter.</summary>
internal sealed record Scalar(string Buffer, Index Index) : Expr;

/// <summary>A position as a number, the same in every lane: that of a class, or of a token.</summary>
internal sealed record Number(Index Index) : Expr;

/// <summary>One number of a table of constants, the same in every lane.</summary>
internal sealed record Tabulated(EquatableArray<double> Numbers, Index Index) : Expr;

/// <summary>How many turns a loop with these bounds has.</summary>
internal sealed record Turns(Bound From, Bound To) : Expr;
