using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Declare;

/// <summary>A function of the user's, as it was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">The type of its numbers: <c>float</c> or <c>double</c>.</param>
/// <param name="IsSingle">Whether it computes in floats; else in doubles, whatever its parameters are.</param>
/// <param name="Parameters">What it reads.</param>
/// <param name="Outputs">What it gives: the names of a tuple's elements or of <c>out</c> parameters; of a function that returns one number, nothing as the only name.</param>
/// <param name="Body">What it computes: inputs are counted element by element.</param>
/// <param name="HandWritten">The methods that it calls whose derivatives are written by hand.</param>
/// <param name="Exact">What it computes when no derivative written by hand is trusted, where that was asked for and can be read.</param>
internal sealed record FunctionDeclaration(
    string Name, string Number, bool IsSingle, EquatableArray<FunctionParameter> Parameters, EquatableArray<string> Outputs, Graph Body,
    EquatableArray<HandWritten> HandWritten, Graph? Exact = null)
{
    /// <summary>The number of numbers that it reads.</summary>
    public int InputCount => Parameters.Sum(static p => p.Count);
}

/// <summary>A parameter that is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">The elements of a span; 0 for a number.</param>
/// <param name="Initial">What a trainable parameter of a layer begins with; null for all others.</param>
internal sealed record FunctionParameter(string Name, int Length, double? Initial = null)
{
    /// <summary>How many numbers it is.</summary>
    public int Count => Math.Max(Length, 1);
}

/// <summary>A method that is to be written: which derivative of which function, and how it is declared.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="Namespace">Its namespace, or nothing.</param>
/// <param name="Types">The headers of the types that it stands in, outermost first.</param>
/// <param name="Modifiers">Its modifiers as written.</param>
/// <param name="Returns">Its return type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Kind">The derivative.</param>
/// <param name="Function">The function; null if it cannot be derived, which the analyzer has said.</param>
/// <param name="CanBeWritten">Whether there is anything to write the method into.</param>
internal sealed record DerivativeDeclaration(
    string HintName, string Namespace, EquatableArray<string> Types, string Modifiers, string Returns, string Name, EquatableArray<MethodParameter> Parameters,
    DerivativeKind Kind, FunctionDeclaration? Function, bool CanBeWritten);

/// <summary>A parameter of a method that is to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type with <c>out</c> and such before it, in the short form <c>Span&lt;float&gt;</c> where it is a span of numbers.</param>
/// <param name="IsScoped">Whether it is marked <c>scoped</c>.</param>
internal sealed record MethodParameter(string Name, string Type, bool IsScoped = false);

/// <summary>The derivatives that can be asked for.</summary>
internal enum DerivativeKind
{
    Gradient,
    Jacobian,
    Jvp,
    Hessian,
    HessianVectorProduct,
    DerivativeCheck,
}
