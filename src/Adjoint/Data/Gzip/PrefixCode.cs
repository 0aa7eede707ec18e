using System.Runtime.CompilerServices;

namespace Adjoint.Data;

/// <summary>A prefix code of deflate, given by the length of each symbol's word. Source: RFC 1951, 3.2.2.</summary>
internal sealed class PrefixCode
{
    private const int LongestWord = 15;

    /// <summary>For each sequence of bits as long as the longest word: the symbol whose word it begins with, times 16, plus the word's length; 0 for none.</summary>
    private readonly ushort[] table = new ushort[1 << LongestWord];
    private int mask;

    /// <summary>Makes this the code of these lengths, 0 for symbols without a word; false if there is no such code.</summary>
    public bool Set(ReadOnlySpan<byte> lengths)
    {
        Span<int> words = stackalloc int[LongestWord + 1];
        words.Clear();
        foreach (var length in lengths)
            words[length]++;
        words[0] = 0;
        var longest = words.LastIndexOfAnyExcept(0);
        longest = Math.Max(longest, 0);
        if (!IsComplete(words, longest))
            return false;

        mask = (1 << longest) - 1;
        table.AsSpan(0, 1 << longest).Clear();
        Span<int> next = stackalloc int[LongestWord + 1];
        next[0] = 0;
        for (var length = 1; length <= LongestWord; length++)
            next[length] = (next[length - 1] + words[length - 1]) << 1;
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var length = lengths[symbol];
            if (length > 0)
                Enter(symbol, Reverse(next[length]++, length), length);
        }

        return true;
    }

    /// <summary>The next symbol; −1 where no word is next.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(BitReader bits)
    {
        var count = bits.Count;
        int entry = table[(int)bits.Peek & mask];
        var length = entry & 15;
        if (length > count || count == 0)
            throw new EndOfStreamException();
        bits.Skip(length);
        return length == 0 ? -1 : entry >> 4;
    }

    /// <summary>Every sequence of bits must begin with one word. Only a code of one word of one bit, or of none, may leave some without.</summary>
    private static bool IsComplete(ReadOnlySpan<int> words, int longest)
    {
        var free = 1;
        for (var length = 1; length <= longest; length++)
        {
            free = 2 * free - words[length];
            if (free < 0)
                return false;
        }

        return free == 0 || longest <= 1;
    }

    private void Enter(int symbol, int word, int length)
    {
        for (var bits = word; bits <= mask; bits += 1 << length)
            table[bits] = (ushort)(symbol << 4 | length);
    }

    /// <summary>Words are stored from their highest bit on.</summary>
    private static int Reverse(int word, int length)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
            reversed |= (word >> bit & 1) << (length - 1 - bit);
        return reversed;
    }
}
