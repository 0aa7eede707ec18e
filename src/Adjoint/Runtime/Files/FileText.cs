using System.Globalization;
using System.Text;

namespace Adjoint.Runtime;

/// <summary>Puts names and shapes found in a file into messages: a hostile file must not choose their length or their control characters.</summary>
internal static class FileText
{
    private const int LongestName = 80;
    private const int MostAxes = 8;

    /// <summary>The name in quotes, shortened if need be.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (var character in name.AsSpan(0, Math.Min(name.Length, LongestName)))
            text.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        return text.Append(name.Length > LongestName ? "…'" : "'").ToString();
    }

    /// <summary>A value, in the form of C#.</summary>
    public static string Number<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The shape as <c>[128, 784]</c>, shortened if need be.</summary>
    public static string Shape(IReadOnlyList<long> shape) =>
        $"[{string.Join(", ", shape.Take(MostAxes))}{(shape.Count > MostAxes ? ", …" : "")}]";
}
