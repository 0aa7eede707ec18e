using System.Text;
using Adjoint.Training;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>The two files of a tokenizer, each with the other as it was saved; and the event file that TensorBoard reads, with which a run goes on.</summary>
internal static class TextTargets
{
    private static readonly Lazy<(byte[] Vocabulary, byte[] Merges)> tokenizer = new(static () =>
    {
        var (vocabulary, merges) = (new MemoryStream(), new MemoryStream());
        BytePairTokenizer.Train("the cat sat on the mat, the rat sat on the cat; 1234 und für", 300).Save(vocabulary, merges);
        return (vocabulary.ToArray(), merges.ToArray());
    });

    public static IEnumerable<Target> All()
    {
        yield return new Target("vocabulary", static () => [tokenizer.Value.Vocabulary], static file => Load(file, tokenizer.Value.Merges), typeof(ModelFileException))
        {
            Words = ["\"", ":", ",", "{", "}", "\"a\":0,", "Ġ", "Ċ", "\\u0120", "\\ud800", "\\n", "null", "1.0", "[", "𝄞"],
        };
        yield return new Target("merges", static () => [tokenizer.Value.Merges], static file => Load(tokenizer.Value.Vocabulary, file), typeof(ModelFileException))
        {
            Words = ["#version: 0.2\n", "Ġ", " ", "\n", "\r\n", "t h\n", "th e\n", "a", "𝄞", "\uFEFF"],
        };
        yield return new Target("events", Events, ReadEvents) { Share = 2 };
    }

    private static string Load(byte[] vocabulary, byte[] merges)
    {
        var loaded = BytePairTokenizer.Load(new MemoryStream(vocabulary), new MemoryStream(merges));
        const string text = "the cat sat on für 1234\n\n  𝄞";
        var decoded = loaded.Decode(loaded.Encode(text));
        return decoded == text ? $"a tokenizer of {(loaded.Count > 256 ? "pairs" : "bytes")}" : throw new InvalidOperationException($"'{text}' comes back as '{decoded}'.");
    }

    private static byte[][] Events()
    {
        var folder = Scratch.Folder("events");
        File.Delete(Path.Combine(folder, EventFile.Name));
        using (var events = EventFile.Open(folder, 0, 1))
        {
            for (var step = 0; step < 3; step++)
                events.Add("loss", step, 0.5, 2);
        }
        return [File.ReadAllBytes(Path.Combine(folder, EventFile.Name))];
    }

    /// <summary>Nothing is refused: what is not whole is dropped.</summary>
    private static string ReadEvents(byte[] file)
    {
        var step = EventRecord.StepOf(file.AsSpan(Math.Min(file.Length, EventRecord.Head)));
        using var events = EventFile.Open(Path.GetDirectoryName(Scratch.File(Path.Combine("events", EventFile.Name), file))!, 2, 1);
        events.Add("loss", 3, 0.25, 3);
        return step < 0 ? "no event" : "an event";
    }
}
