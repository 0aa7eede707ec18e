namespace Adjoint.Generator.Operators;

/// <summary>Names of generated code as mathematics writes them: <c>z1</c> is z₁, <c>w1</c> is W₁.</summary>
internal static class Notation
{
    public static string Of(string name)
    {
        var letters = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var digits = name.Substring(letters.Length);
        return letters + string.Concat(digits.Select(static d => (char)('₀' + (d - '0'))));
    }

    /// <summary>A matrix is upper case.</summary>
    public static string Matrix(string name) => Of(name.Substring(0, 1).ToUpperInvariant() + name.Substring(1));

    /// <summary>The gradient of the loss with respect to what is named.</summary>
    public static string Gradient(string name) => "d" + Of(name);
}
