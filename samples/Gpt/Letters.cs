namespace Gpt;

/// <summary>The text as tokens: a number for each of the characters that are most frequent in it.</summary>
internal static class Letters
{
    /// <summary>The positions that a network sees.</summary>
    public const int Context = 64;

    /// <summary>The numbers that there are: enough for English text.</summary>
    public const int Count = 96;

    /// <summary>The text that the program brings along: the Constitution of the United States, with its amendments.</summary>
    public static string Embedded()
    {
        using var file = new StreamReader(typeof(Letters).Assembly.GetManifestResourceStream("constitution.txt")!);
        return file.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A tokenizer of the text's characters; of more than there is room for, the rarest are read as a space.</summary>
    public static CharacterTokenizer TokenizerOf(string text)
    {
        var frequent = text.EnumerateRunes()
            .GroupBy(static rune => rune)
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key)
            .Select(static group => group.Key.ToString());
        return new CharacterTokenizer(string.Concat(frequent.Where(static c => c != " ").Take(Count - 1).Prepend(" "))) { Unknown = ' ' };
    }
}
