using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Declare;

/// <summary>What a user has written about one block: layers to be used many times, at sizes that each use says.</summary>
/// <param name="Key">The metadata name with the assembly's: what <see cref="BlockWord.Block"/> says.</param>
/// <param name="Name">The class's name.</param>
/// <param name="IsHere">Whether it is declared in the project that is being compiled, where its own mistakes are reported.</param>
/// <param name="Parameters">Its parameters as written, such as <c>stride = 1</c>.</param>
/// <param name="Words">The layer attributes in source order.</param>
/// <param name="Problems">What is wrong with the declaration itself.</param>
internal sealed record BlockDeclaration(
    string Key, string Name, bool IsHere, EquatableArray<string> Parameters, EquatableArray<Word> Words, EquatableArray<Problem> Problems)
{
    /// <summary>Whether it is a layer of the library's, to which the tensors of its parts belong.</summary>
    public bool IsWholeLayer { get; init; }
}
