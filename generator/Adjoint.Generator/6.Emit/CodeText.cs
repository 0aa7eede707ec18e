using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Adjoint.Generator.Emit;

/// <summary>
/// The text of an interpolated string, formatted the same on every machine: numbers with the invariant culture, truth values as C# spells them.
/// </summary>
/// <remarks>A hole alone on its line may hold several lines: they are all indented as the hole is.</remarks>
[InterpolatedStringHandler]
internal readonly struct CodeText
{
    private readonly StringBuilder? builder;
    private readonly string? text;

    /// <summary>Called by the compiler for <c>$"…"</c>.</summary>
    public CodeText(int literalLength, int formattedCount) => builder = new StringBuilder(literalLength + 8 * formattedCount);

    private CodeText(string? text) => this.text = text;

    public static implicit operator CodeText(string? text) => new(text);

    public void AppendLiteral(string value) => builder!.Append(value);

    public void AppendFormatted(bool value) => builder!.Append(value ? "true" : "false");

    public void AppendFormatted(string? value)
    {
        if (value is null)
            return;
        if (value.IndexOf('\n') >= 0)
            value = value.Replace("\n", "\n" + IndentationOfHole());
        builder!.Append(value);
    }

    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>Pads to <paramref name="alignment"/> characters: on the left, or on the right when it is negative.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        var start = builder!.Length;
        AppendFormatted(value, format);
        var padding = Math.Abs(alignment) - (builder.Length - start);
        if (padding > 0)
            builder.Insert(alignment > 0 ? start : builder.Length, " ", padding);
    }

    public override string ToString() => builder?.ToString() ?? text ?? "";

    /// <summary>The white space before the hole, or nothing if there is text before it on its line.</summary>
    private string IndentationOfHole()
    {
        var start = builder!.Length;
        while (start > 0 && builder[start - 1] is ' ' or '\t')
            start--;
        return start == 0 || builder[start - 1] == '\n' ? builder.ToString(start, builder.Length - start) : "";
    }
}
