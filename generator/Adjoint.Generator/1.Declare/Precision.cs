namespace Adjoint.Generator.Declare;

/// <summary>What a network computes in; the members are those of the library's <c>Precision</c>.</summary>
internal enum Precision
{
    Single,
    Double,
}

/// <summary>What C# calls the numbers that a network computes in.</summary>
internal static class Precisions
{
    /// <summary>The type's name.</summary>
    public static string Number(this Precision precision) => precision == Precision.Double ? "double" : "float";

    /// <summary>The bytes of one.</summary>
    public static int Bytes(this Precision precision) => precision == Precision.Double ? sizeof(double) : sizeof(float);
}
