namespace Adjoint.Generator.Operators;

/// <summary>A value and what messages call it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">What made it: <c>'dense1'</c>, or the input.</param>
/// <param name="Attribute">The attribute that declared it.</param>
internal sealed record NamedValue(Value Value, string Source, int Attribute);
