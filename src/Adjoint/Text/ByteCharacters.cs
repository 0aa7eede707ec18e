namespace Adjoint;

/// <summary>
/// The characters that GPT-2's files have for bytes: those that can be printed stay themselves, and the other 68 follow each other from U+0100 on. So a space is Ġ, and a line feed Ċ.
/// </summary>
internal static class ByteCharacters
{
    private const int First = 0x100, Moved = 68;

    /// <summary>The bytes that are moved, in order: control characters and space, delete and what follows it up to the no-break space, the soft hyphen.</summary>
    private static readonly byte[] moved = [.. Enumerable.Range(0, 0x100).Where(static value => !IsPrinted(value)).Select(static value => (byte)value)];

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => IsPrinted(value) ? (char)value : (char)(First + Array.BinarySearch(moved, value));

    /// <summary>The byte of a character, or −1 where it is none's.</summary>
    public static int ToByte(char character) => character < First ? IsPrinted(character) ? character : -1 : character < First + Moved ? moved[character - First] : -1;

    /// <summary>All bytes in the order of their characters, which is that of GPT-2's first 256 tokens.</summary>
    public static IEnumerable<byte> InOrder() => Enumerable.Range(0, 0x100).Select(static value => (byte)value).OrderBy(Of);

    private static bool IsPrinted(int value) => value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or (>= '®' and <= 'ÿ');
}
