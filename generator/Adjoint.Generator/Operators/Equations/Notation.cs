namespace Adjoint.Generator.Operators;

/// <summary>Names of generated code as mathematics writes them: <c>z1</c> is z₁, <c>w1</c> is W₁, <c>z1Dot</c> is ż₁.</summary>
internal static class Notation
{
    private const string Tangent = "Dot", Cotangent = "Bar";

    public static string Of(string name)
    {
        if (name.EndsWith(Tangent, StringComparison.Ordinal))
            return Accented(Of(name.Substring(0, name.Length - Tangent.Length)), '\u0307');
        if (name.EndsWith(Cotangent, StringComparison.Ordinal))
            return Accented(Of(name.Substring(0, name.Length - Cotangent.Length)), '\u0304');
        if (name.IndexOf('_') is > 0 and var behind)
            return Of(name.Substring(0, behind)) + name.Substring(behind);
        var letters = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var digits = name.Substring(letters.Length);
        return letters + string.Concat(digits.Select(static d => (char)('₀' + (d - '0'))));
    }

    /// <summary>A matrix is upper case.</summary>
    public static string Matrix(string name) => Of(name.Substring(0, 1).ToUpperInvariant() + name.Substring(1));

    /// <summary>The gradient of the loss with respect to what is named.</summary>
    public static string Gradient(string name) => "d" + Of(name);

    /// <summary>An accent stands behind the letter that it is set on.</summary>
    private static string Accented(string name, char accent) => name.Substring(0, 1) + accent + name.Substring(1);
}
