namespace Names;

/// <summary>Predicts each letter of a word from all before it; made-up words come letter by letter, each step from what the one before has left.</summary>
[Network(Step = true), Input(Letters.Longest, Tokens = Letters.Count, Lengths = true)]
[Embedding(16), GRU(64), Dropout(0.15f)]
[Dense(Letters.Count)]
[CrossEntropy(PerPosition = true)]
public sealed partial class RecurrentLetters : IReadsLetters;

/// <summary>A network that reads a letter at a time; what the compiler writes has these methods.</summary>
public interface IReadsLetters
{
    NetworkState<float> NewState(int rows = 1);

    void Step(NetworkState<float> state, ReadOnlySpan<int> x, Span<float> y);
}
