namespace Adjoint.Generator.Declare;

/// <summary>What an expression in a declaration stands for, which decides how it is worked out.</summary>
internal enum NumberKind
{
    /// <summary>A whole number: divisions round towards zero.</summary>
    Size,

    /// <summary>A decimal.</summary>
    Number,

    /// <summary>0 or 1: no or yes.</summary>
    Flag,

    /// <summary>An argument of a block: a whole number where all that it is made of is whole, else a decimal.</summary>
    Argument,
}
