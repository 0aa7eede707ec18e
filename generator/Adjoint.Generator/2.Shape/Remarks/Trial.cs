using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Shape;

/// <summary>Tries a remedy before it is named: the shape stage runs on the declaration with it.</summary>
internal static class Trial
{
    /// <summary>Whether a declaration is right with other words in the place of some.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="change">The word that takes the place of one, by its number; the word itself where it stays.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static bool IsRight(NetworkDeclaration declaration, Func<Word, int, Word> change, CancellationToken cancellation) =>
        Shaped(declaration, change, cancellation).Problems.IsEmpty;

    /// <summary>The network with other words in the place of some.</summary>
    public static ShapedNetwork Shaped(NetworkDeclaration declaration, Func<Word, int, Word> change, CancellationToken cancellation) =>
        ShapeBuilder.Build(declaration with { Words = declaration.Words.Select(change).ToEquatableArray() }, cancellation);
}
