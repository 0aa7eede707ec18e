using System.Buffers.Binary;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Headers that are changed and keep a length that is right.</summary>
internal static class SafetensorsHeaders
{
    /// <summary>Puts the length of the header before it, which ends with the brace of the first one, and the spaces after it.</summary>
    public static byte[] WithLength(byte[] content)
    {
        var end = EndOfObject(content);
        while (end < content.Length && content[end] == ' ')
            end++;
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, end);
        return [.. length, .. content];
    }

    private static int EndOfObject(byte[] content)
    {
        var (depth, isText) = (0, false);
        for (var i = 0; i < content.Length; i++)
        {
            if (isText && content[i] == '\\')
                i++;
            else if (content[i] == '"')
                isText = !isText;
            else if (!isText && content[i] is (byte)'{' or (byte)'}' && (depth += content[i] == '{' ? 1 : -1) == 0)
                return i + 1;
        }
        return content.AsSpan().LastIndexOf((byte)'}') + 1;
    }
}
