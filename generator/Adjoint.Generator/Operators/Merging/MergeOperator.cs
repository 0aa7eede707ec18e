using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>An operator that reads named values beside the current one.</summary>
internal abstract class MergeOperator : Operator
{
    /// <summary>The name of the argument that lists them.</summary>
    public virtual string Argument => "values";

    /// <summary>The names of the other values, in order.</summary>
    public virtual EquatableArray<string> Others(AttributeUse use) => use.Texts("values");
}
