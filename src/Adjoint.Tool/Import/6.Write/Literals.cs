using System.Globalization;
using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>Arguments as C# writes them.</summary>
internal static class Literals
{
    public static string Of(object value) => value switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        float number => Number(number),
        double number => (float)number == number || Math.Abs((float)number - number) <= 1e-9 * Math.Abs(number) ? Number((float)number) : Quoted(number.ToString("R", CultureInfo.InvariantCulture)),
        string text => Quoted(text),
        int[] list => $"new[] {{ {string.Join(", ", list.Select(static n => n.ToString(CultureInfo.InvariantCulture)))} }}",
        Verbatim verbatim => verbatim.Text,
        Function function => $"nameof({function.Name})",
        _ => throw new ArgumentException($"'{value}' cannot be written"),
    };

    /// <summary>A text with everything escaped that could end it, or stand for something else: it may come from a file.</summary>
    public static string Quoted(string text) => $"\"{string.Concat(text.Select(static c => c switch
    {
        '"' or '\\' => $"\\{c}",
        >= ' ' and <= '~' => c.ToString(),
        _ => $"\\u{(int)c:x4}",
    }))}\"";

    private static string Number(float value)
    {
        if (value == -float.MaxValue)
            return "float.MinValue";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        // 1E-05 is written 1e-5.
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent > 0)
            text = FormattableString.Invariant($"{text[..exponent]}e{int.Parse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}");
        return text.All(static c => char.IsAsciiDigit(c) || c == '-') ? text : text + "f";
    }
}
