namespace Adjoint.Generator.Kernels;

/// <summary>A line of a lane program: the textbook's algorithm for one row, which generated code runs for sixteen.</summary>
internal abstract record Statement;

/// <summary>Names a value.</summary>
internal sealed record Let(string Name, Expr Value) : Statement;

/// <summary>Changes a named value.</summary>
internal sealed record Set(string Name, Expr Value) : Statement;

/// <summary>Writes one feature of a buffer.</summary>
internal sealed record Store(string Buffer, Index Index, Expr Value) : Statement;

/// <summary>Runs its body for each value of a variable from <paramref name="From"/> to <paramref name="To"/> − 1.</summary>
internal sealed record Loop(string Name, int From, int To, EquatableArray<Statement> Body) : Statement;
