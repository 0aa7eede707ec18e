
namespace Adjoint.Generator.Declare;

/// <summary>
/// What the parameters of the methods for derivatives are called: <c>dx</c> is a gradient with respect to x, <c>xTangent</c> a direction in which x changes.
/// </summary>
internal static class DerivativeNames
{
    public static string Gradient(string port) => "d" + port;

    public static string Tangent(string port) => port + "Tangent";

    /// <summary>What a derived network reads.</summary>
    public static IReadOnlyList<string> Inputs(Api api, Derivation kind) =>
        [.. api.Inputs, .. IsReverse(kind) ? api.Outputs.Select(Gradient) : api.NumberInputs.Select(Tangent)];

    /// <summary>What a derived network writes.</summary>
    public static IReadOnlyList<string> Results(Api api, Derivation kind) =>
        IsReverse(kind) ? [.. api.NumberInputs.Select(Gradient)] : [.. api.Outputs, .. api.Outputs.Select(Tangent)];

    private static bool IsReverse(Derivation kind) => kind is Derivation.Vjp or Derivation.JacobianRows;
}
