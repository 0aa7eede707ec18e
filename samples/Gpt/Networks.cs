namespace Gpt;

/// <summary>What this program asks of a network; what the compiler writes for each of them has it.</summary>
public interface ILanguageModel : ITrainableNetwork<float>
{
    NetworkState<float> NewState(int rows = 1);

    void Prefill(NetworkState<float> state, ReadOnlySpan<int> x, Span<float> y);

    void Step(NetworkState<float> state, ReadOnlySpan<int> x, Span<float> y);
}

/// <summary>Two blocks of 64: what a minute teaches.</summary>
[Network(Step = true, Deviation = 0.02f), Input(Letters.Context, Tokens = Letters.Count)]
[Embedding(64, Name = "wte"), PositionEmbedding(Name = "wpe"), Dropout(0.1f)]
[Repeat<GptBlock>(2, 4, 0.1, 1, 0.01, Name = "h")]
[LayerNorm(Name = "ln_f"), Dense(Letters.Count, Bias = false, SharedWith = "wte", Name = "lm_head")]
[CrossEntropy(PerPosition = true)]
public sealed partial class SmallGpt : ILanguageModel;

/// <summary>Four blocks of 128, as nanoGPT's for a CPU: some 0.8 million weights.</summary>
[Network(Step = true, Deviation = 0.02f), Input(Letters.Context, Tokens = Letters.Count)]
[Embedding(128, Name = "wte"), PositionEmbedding(Name = "wpe")]
[Repeat<GptBlock>(4, 4, 0, 0, 0.007, Name = "h")]
[LayerNorm(Bias = false, Name = "ln_f"), Dense(Letters.Count, Bias = false, SharedWith = "wte", Name = "lm_head")]
[CrossEntropy(PerPosition = true)]
public sealed partial class MediumGpt : ILanguageModel;

/// <summary>Six blocks of 192, for who has the time.</summary>
[Network(Step = true, Deviation = 0.02f), Input(Letters.Context, Tokens = Letters.Count)]
[Embedding(192, Name = "wte"), PositionEmbedding(Name = "wpe"), Dropout(0.2f)]
[Repeat<GptBlock>(6, 6, 0.2, 0, 0.006, Name = "h")]
[LayerNorm(Bias = false, Name = "ln_f"), Dense(Letters.Count, Bias = false, SharedWith = "wte", Name = "lm_head")]
[CrossEntropy(PerPosition = true)]
public sealed partial class LargeGpt : ILanguageModel;
