using System.Text;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Changes of what is text in a file: words of its kind, and numbers.</summary>
internal static class TextMutations
{
    /// <summary>Changes one word or number.</summary>
    public static byte[] Change(byte[] file, byte[][] words, Random random)
    {
        var place = random.Next(file.Length + 1);
        if (words.Length == 0 || random.Next(2) == 0)
            return OfNumber(file, place, random);
        var word = words[random.Next(words.Length)];
        return random.Next(4) switch
        {
            0 => Mutator.Repeated(file, place, word, random),
            1 => Mutator.Replaced(file, place, Math.Min(word.Length, file.Length - place), word),
            2 when Next(file, words[random.Next(words.Length)], place) is (>= 0 and var found, var length) => Mutator.Replaced(file, found, length, word),
            _ => Mutator.Replaced(file, place, 0, word),
        };
    }

    /// <summary>The next number as another, or with a digit less or more.</summary>
    private static byte[] OfNumber(byte[] file, int place, Random random)
    {
        var start = file.AsSpan(place).IndexOfAnyInRange((byte)'0', (byte)'9') is >= 0 and var next ? place + next : file.AsSpan().IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
            return file;
        var length = file.AsSpan(start).IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : file.Length - start;
        return random.Next(4) == 0
            ? Mutator.Replaced(file, start, random.Next(2), Encoding.UTF8.GetBytes($"{random.Next(10)}"))
            : Mutator.Replaced(file, start, length, Encoding.UTF8.GetBytes(Numbers.Text(random)));
    }

    private static (int Place, int Length) Next(byte[] file, byte[] word, int from) =>
        file.AsSpan(from).IndexOf(word) is >= 0 and var next ? (from + next, word.Length) : (file.AsSpan().IndexOf(word), word.Length);
}
