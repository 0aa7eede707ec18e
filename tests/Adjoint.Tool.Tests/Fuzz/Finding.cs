namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Something that no file may do to its reader.</summary>
/// <param name="Kind">What it is, the same for all of its kind: a file is made smaller only as long as this stays.</param>
/// <param name="Details">What happened.</param>
internal sealed record Finding(string Kind, string Details);

/// <summary>What came of a file.</summary>
/// <param name="Found">What must not be; null if all is well.</param>
/// <param name="Outcome">What the reader said or read, without names and numbers: a file whose outcome is new is worth changing further.</param>
internal sealed record Verdict(Finding? Found, string Outcome);
