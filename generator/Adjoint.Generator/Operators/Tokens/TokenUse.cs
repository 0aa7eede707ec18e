namespace Adjoint.Generator.Operators;

/// <summary>What an operator makes of tokens.</summary>
internal enum TokenUse
{
    /// <summary>It reads numbers only.</summary>
    None,

    /// <summary>It moves what it reads: of tokens it makes tokens.</summary>
    Moved,

    /// <summary>It reads tokens only, and makes numbers of them.</summary>
    Read,
}
