namespace Names;

/// <summary>Predicts each letter of a word from all before it, which it looks at all at once; made-up words come letter by letter, from the keys and values of those before.</summary>
[Network(Step = true, Deviation = 0.02f), Input(Letters.Longest, Tokens = Letters.Count, Lengths = true)]
[Embedding(48), PositionEmbedding, Repeat<GptBlock>(2, 4, 0.15)]
[LayerNorm, Dense(Letters.Count)]
[CrossEntropy(PerPosition = true)]
public sealed partial class AttendingLetters : IReadsLetters;
