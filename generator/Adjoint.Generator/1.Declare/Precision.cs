namespace Adjoint.Generator.Declare;

/// <summary>What a network computes in; the members are those of the library's <c>Precision</c>.</summary>
internal enum Precision
{
    Single,
    Double,
}
