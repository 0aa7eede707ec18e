using Adjoint.Runtime;

namespace Adjoint;

public sealed partial class BytePairTokenizer
{
    private const string VocabularyName = "vocab.json", MergesName = "merges.txt";

    /// <summary>Saves <c>vocab.json</c> and <c>merges.txt</c>, which Hugging Face's tokenizers and Microsoft.ML.Tokenizers read. Files of these names are replaced.</summary>
    /// <param name="folder">The folder; it is created where it does not exist.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, VocabularyName), stream => BytePairFiles.WriteVocabulary(stream, tokens));
        AtomicFile.Write(Path.Combine(folder, MergesName), stream => BytePairFiles.WriteMerges(stream, tokens, merges.Pairs));
    }

    /// <summary>Writes the content of the two files.</summary>
    /// <param name="vocabulary">Receives that of <c>vocab.json</c>.</param>
    /// <param name="merges">Receives that of <c>merges.txt</c>.</param>
    /// <exception cref="IOException">A stream cannot be written.</exception>
    public void Save(Stream vocabulary, Stream merges)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(merges);
        BytePairFiles.WriteVocabulary(vocabulary, tokens);
        BytePairFiles.WriteMerges(merges, tokens, this.merges.Pairs);
    }

    /// <summary>Loads <c>vocab.json</c> and <c>merges.txt</c> of a folder: of this class, or GPT-2's and others of its kind.</summary>
    /// <param name="folder">The folder.</param>
    /// <inheritdoc cref="Load(Stream, Stream)"/>
    public static BytePairTokenizer Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Load(Path.Combine(folder, VocabularyName), Path.Combine(folder, MergesName));
    }

    /// <summary>Loads two files: of this class, or GPT-2's and others of its kind.</summary>
    /// <param name="vocabularyPath">The tokens with their numbers, as JSON.</param>
    /// <param name="mergesPath">The pairs that become one token, each on a line.</param>
    /// <inheritdoc cref="Load(Stream, Stream)"/>
    public static BytePairTokenizer Load(string vocabularyPath, string mergesPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(vocabularyPath);
        ArgumentException.ThrowIfNullOrEmpty(mergesPath);
        using var vocabulary = new FileStream(vocabularyPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var merges = new FileStream(mergesPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Load(vocabulary, vocabularyPath, merges, mergesPath);
    }

    /// <summary>Reads the content of the two files.</summary>
    /// <param name="vocabulary">That of <c>vocab.json</c>.</param>
    /// <param name="merges">That of <c>merges.txt</c>.</param>
    /// <exception cref="ModelFileException">
    /// A file is malformed or larger than 64 MB; the tokens are not numbered from 0 on, each once; a byte has no token; or a pair, or what it becomes, is not in the vocabulary.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static BytePairTokenizer Load(Stream vocabulary, Stream merges)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(merges);
        return Load(vocabulary, VocabularyName, merges, MergesName);
    }

    private static BytePairTokenizer Load(Stream vocabulary, string vocabularySource, Stream merges, string mergesSource)
    {
        var names = BytePairFiles.ReadVocabulary(vocabulary, vocabularySource);
        var tokens = BytePairFiles.Tokens(names, vocabularySource);
        return new BytePairTokenizer(tokens, BytePairFiles.ReadMerges(merges, mergesSource, names, vocabularySource));
    }
}
