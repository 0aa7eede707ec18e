using System.Text;

namespace Adjoint.Tool.Import.Write;

/// <summary>One attribute.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="StartsLine">Whether it begins a line.</param>
/// <param name="EndsGroup">Whether a layer with parameters after it begins a line.</param>
internal sealed record AttributeText(string Text, bool StartsLine, bool EndsGroup);

/// <summary>Attributes in lines: each layer with parameters goes with the activation after it.</summary>
internal static class AttributeLines
{
    /// <summary>How long a line may become.</summary>
    private const int LineLength = 118;

    public static string Of(IEnumerable<AttributeText> attributes)
    {
        var (text, line) = (new StringBuilder(), "");
        foreach (var attribute in attributes)
        {
            var starts = attribute.StartsLine || line.Length + attribute.Text.Length > LineLength;
            if (starts && line.Length > 0)
                text.Append('[').Append(line).Append("]\n");
            line = starts || line.Length == 0 ? attribute.Text : $"{line}, {attribute.Text}";
        }
        return text.Append('[').Append(line).Append("]\n").ToString();
    }
}
