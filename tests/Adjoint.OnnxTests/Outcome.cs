using Adjoint.Tool.Import;

namespace Adjoint.OnnxTests;

/// <summary>What became of a test.</summary>
internal enum Kind
{
    Passed,

    /// <summary>The importer refuses an operator that the language does not have, or numbers of another type.</summary>
    Outside,

    /// <summary>The importer refuses what it knows, with a message.</summary>
    Refused,

    /// <summary>The class does not compile.</summary>
    DoesNotCompile,

    /// <summary>Other numbers came out.</summary>
    Differs,
}

/// <summary>One test's outcome.</summary>
internal sealed record Outcome(Case Case, Kind Kind, string Message, ImportedModel? Model = null);
