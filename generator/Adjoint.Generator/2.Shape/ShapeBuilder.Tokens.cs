using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Tokens and numbers: which layers read which.</summary>
internal partial class ShapeBuilder
{
    /// <summary>Whether a layer reads tokens where it needs them, and numbers everywhere else.</summary>
    private bool ReadsRightKinds(Operator @operator, IReadOnlyList<NamedValue> read, int attribute)
    {
        if (@operator.ReadsNothing)
            return true;
        if (!ReadsEdgesRightly(@operator, read, attribute))
            return false;
        if (@operator is EdgeOperator)
            return AreNumbers(read[0], @operator.Name, attribute);
        if (@operator.Tokens == TokenUse.Read && read[0].Value.Tokens == 0)
        {
            // Of an input, the number of tokens is all that is missing; which it is only the user knows.
            Report(Rules.TokensNeeded, SourcePlace.Of(attribute), @operator.Name, read[0].Source);
            return false;
        }
        return read.Skip(@operator.Tokens == TokenUse.None ? 0 : 1).All(value => AreNumbers(value, @operator.Name, attribute));
    }

    /// <summary>Whether a value is numbers; of tokens it is said that they cannot be read here.</summary>
    private bool AreNumbers(NamedValue value, string reader, int attribute)
    {
        if (value.Value.Tokens == 0)
            return true;
        if (value.Value.AreEdges)
        {
            ReportEdges(value, reader, attribute);
            return false;
        }
        EquatableArray<Remedy> remedies = value == current ? [Remedy.Insert(attribute, "Embedding(16)"), Remedy.Insert(attribute, "OneHot")] : [];
        ReportWith(remedies, Rules.TokensNotRead, SourcePlace.Of(attribute), reader, value.Source, value.Value.Tokens);
        return false;
    }
}
