namespace Adjoint.Tool.Import;

/// <summary>Why something cannot be imported, in words: a phrase that a sentence can end in.</summary>
internal sealed class ImportException(string message) : Exception(message);
