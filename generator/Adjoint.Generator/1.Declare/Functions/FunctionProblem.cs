using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>Something in a function that cannot be derived, at the token where it stands; made for the analyzer alone.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Location">The place.</param>
/// <param name="Words">The words of the rule's message.</param>
internal sealed record FunctionProblem(string Rule, Location Location, params object[] Words);
