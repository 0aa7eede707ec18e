using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Declare;

/// <summary>What a user has written about one network, without a symbol, a syntax node or a location: the value that the generator's pipeline compares.</summary>
/// <param name="Namespace">The namespace, or nothing.</param>
/// <param name="Name">The class's name.</param>
/// <param name="ContainingTypes">The headers of the types that the class is nested in, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="Accessibility">The class's accessibility in C#.</param>
/// <param name="HintName">The name of the file that is generated, unique in the assembly.</param>
/// <param name="Words">The layer attributes in source order.</param>
/// <param name="Blocks">The blocks that they use, and the blocks that those use.</param>
/// <param name="Problems">What is wrong with the declaration itself.</param>
/// <param name="Derivatives">The derivatives that <c>[Network]</c> asks for.</param>
/// <param name="HasBase">Whether the class derives from another, which may have members of the generated names.</param>
/// <param name="Precision">What it computes in.</param>
/// <param name="CanBeWritten">Whether members can be added to the class at all.</param>
/// <param name="IsClsCompliant">Whether the assembly asks for warnings of what is not compliant with the CLS.</param>
/// <param name="Init">What weights are drawn from where their layer does not say; null where the network does not say either.</param>
/// <param name="HasSteps">Whether it can take one step of a sequence at a time.</param>
/// <param name="Carries">Whether training carries the states of loops from one call to the next.</param>
internal sealed record NetworkDeclaration(
    string Namespace,
    string Name,
    EquatableArray<string> ContainingTypes,
    string Keyword,
    string Accessibility,
    string HintName,
    EquatableArray<Word> Words,
    EquatableArray<BlockDeclaration> Blocks,
    EquatableArray<Problem> Problems,
    DerivativeKinds Derivatives = DerivativeKinds.None,
    bool HasBase = false,
    Precision Precision = Precision.Single,
    bool CanBeWritten = true,
    bool IsClsCompliant = false,
    InitOptions? Init = null,
    bool HasSteps = false,
    bool Carries = false)
{
    /// <summary>The losses of the network as a whole: those of objectives follow their words.</summary>
    public IEnumerable<LossWord> Losses => Words.TakeWhile(static word => word is not ObjectiveWord).OfType<LossWord>();
}
