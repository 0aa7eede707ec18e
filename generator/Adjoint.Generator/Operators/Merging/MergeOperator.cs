namespace Adjoint.Generator.Operators;

/// <summary>An operator that reads named values beside the current one.</summary>
internal abstract record MergeOperator : Operator;
