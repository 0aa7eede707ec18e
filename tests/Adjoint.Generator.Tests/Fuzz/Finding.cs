namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Something that no source may do to the compiler or the editor.</summary>
/// <param name="Kind">What it is, the same for all of its kind: a source is made smaller only as long as this stays.</param>
/// <param name="Details">What happened.</param>
internal sealed record Finding(string Kind, string Details);
